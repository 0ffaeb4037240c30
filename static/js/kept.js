// The text typed in a <textarea data-kept> stays in this browser until the portal has saved it. After a crash, the
// page offers it beside the field. The form names the person: <form data-person="12">.
// <button data-forgets="the name of the field"> deletes the text that was typed there.
// Each form sends the opening of the page that it comes from (`kept`). The page after a save names the opening whose
// text is saved: data-saved="…".
// A script that saves must say so: text.dispatchEvent(new CustomEvent("kept:saved", { detail: whatWasSaved })).
(() => {
  const DAYS = 60;
  const PREFIX = "kept:";
  const page = `${Date.now()}-${Math.random().toString(36).slice(2)}`; // each opening of the page keeps its own text

  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? [];
    } catch {
      return [];
    }
  };
  const write = (key, rows) => {
    try {
      if (rows.length) localStorage.setItem(key, JSON.stringify(rows));
      else localStorage.removeItem(key);
    } catch {
      // The storage is full, or the browser forbids it. Then only the portal saves the text.
    }
  };
  const change = (key, id, row) =>
    write(key, [...read(key).filter((one) => one.page !== id), ...(row ? [row] : [])]);

  const all = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  for (const { dataset } of document.querySelectorAll("[data-saved]")) {
    for (const key of all()) change(key, dataset.saved, null);
  }

  // The text line by line, without formatting, to read and compare.
  function words(value) {
    if (!/^\s*<(p|h[345]|blockquote|ul|ol|table|img)[\s>]/.test(value)) return value;
    const { body } = new DOMParser().parseFromString(value, "text/html");
    for (const br of body.querySelectorAll("br")) br.replaceWith("\n");
    for (const item of body.querySelectorAll("li")) item.prepend("\n– ");
    for (const block of body.querySelectorAll("p, h3, h4, h5, ul, ol, tr")) block.append("\n\n");
    return body.textContent.replace(/\n{3,}/g, "\n\n").trim();
  }
  const bare = (value) => words(value).replace(/[\s–]+/g, "");

  function when(at) {
    const moment = new Date(at);
    const { lang } = document.documentElement;
    return {
      day: moment.toLocaleDateString(lang, { day: "numeric", month: "long" }),
      time: moment.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" }),
    };
  }

  function button(word, press) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "btn", textContent: word });
    made.addEventListener("click", press);
    return made;
  }

  function offer(text, key, row) {
    const box = document.createElement("div");
    box.className = "alert alert-warning kept";
    box.setAttribute("role", "status");
    const said = document.createElement("p");
    said.className = "alert-heading";
    said.textContent = interpolate(
      gettext("This text, typed on %(day)s at %(time)s, was not saved:"),
      when(row.at),
      true,
    );
    const shown = document.createElement("div");
    Object.assign(shown, { className: "kept-text", textContent: words(row.value), tabIndex: 0 });
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", gettext("Unsaved text"));
    const done = () => {
      change(key, row.page, null);
      box.remove();
    };
    const take = () => {
      done();
      if (text.hidden) {
        text.dispatchEvent(new CustomEvent("editor:take", { detail: row.value }));
      } else {
        text.value = words(row.value);
        text.dispatchEvent(new Event("input", { bubbles: true }));
        text.focus();
      }
    };
    const choices = document.createElement("p");
    choices.append(button(gettext("Restore text"), take), " ", button(gettext("Discard text"), done));
    box.append(said, shown, choices);
    (text.closest("p") ?? text).before(box);
  }

  for (const text of document.querySelectorAll("textarea[data-kept]")) {
    const key = `${PREFIX}${location.pathname}:${text.name}:${text.form?.dataset.person ?? ""}`;
    const known = bare(text.value);
    for (const row of read(key)) {
      // A form that came back with errors is not saved yet: this opening of the page keeps its text.
      const goesOn = "unsaved" in text.dataset ? { ...row, page } : null;
      if (bare(row.value) === known) change(key, row.page, goesOn);
      else offer(text, key, row);
    }
    text.addEventListener("input", () => change(key, page, { page, value: text.value, at: Date.now() }));
    let sent;
    text.form?.addEventListener("formdata", ({ formData }) => {
      formData.set("kept", page);
      sent = text.value;
    });
    document.addEventListener("htmx:afterSwap", () => {
      const saved = document.querySelector(`[data-saved="${page}"]`);
      if (saved && text.value === sent) change(key, page, null); // else something was typed since
    });
    text.addEventListener("kept:saved", ({ detail }) => text.value === detail && change(key, page, null));
  }

  for (const pressed of document.querySelectorAll("[data-forgets]")) {
    const key = `${PREFIX}${location.pathname}:${pressed.dataset.forgets}:${pressed.form?.dataset.person ?? ""}`;
    pressed.addEventListener("click", () => write(key, []));
  }

  for (const key of all()) {
    write(key, read(key).filter((row) => Date.now() - row.at < DAYS * 86_400_000));
  }
})();
