// Saves what is typed in <form data-saves> as it is typed: each field with data-save="the address". Each such field
// has a hidden field for its revision (of "x-text": "x-revision"). The answer has the next revision. The text that was
// opened goes along, so that the portal can merge what somebody else wrote meanwhile; the answer then has the text.
// The button saves too, also without this script. If the portal does not answer, or the session has ended, the script
// says so beside the title (#saved) and tries again by itself.
(() => {
  const PAUSE = 2500; // ms after the last key
  const AGAIN = 5000; // ms until it tries again
  const SIGNED_OUT = gettext("Not saved: you are no longer signed in. Your text stays here.");
  const form = document.querySelector("form[data-saves]");
  const said = document.querySelector("#saved");
  const waiting = new Map(); // fields to save after a pause
  const unsaved = new Set(); // fields that could not be saved yet
  let saving = Promise.resolve();
  let busy = 0;
  let pressed = false;
  let timer = 0;

  const field = (text, name) => form.elements[`${text.name.replace(/-text$/, "")}-${name}`];
  const base = (text) => form.elements[`${text.name}-base`];
  const hidden = () => form.querySelector("[name=csrfmiddlewaretoken]");
  // A person who signs in again gets another token.
  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? hidden().value;

  // Beside the title, where screen readers read it out, and beside the field, where the person looks.
  function tell(words, text) {
    said.textContent = `· ${words}`;
    const here = text?.closest(".written")?.querySelector(".saved-here");
    if (here) here.textContent = words;
  }

  function tellWithLogin(words, text) {
    const here = text.closest(".written")?.querySelector(".saved-here");
    if (here) here.textContent = words;
    if (said.querySelector("a")) return; // said once, so that it is not read out at every attempt
    const login = document.createElement("a");
    Object.assign(login, { href: form.dataset.login, target: "_blank", textContent: gettext("Sign in in another tab; this page then saves your text.") });
    said.replaceChildren(`· ${words} `, login);
  }

  function later(text) {
    unsaved.add(text);
    clearTimeout(timer);
    timer = setTimeout(again, AGAIN);
  }

  function again() {
    clearTimeout(timer);
    for (const text of [...unsaved]) begin(text);
  }

  async function save(text) {
    clearTimeout(waiting.get(text));
    waiting.delete(text);
    const typed = text.value;
    const body = new FormData();
    body.set(text.name, typed);
    body.set("kept_by", document.body.dataset.person); // never as somebody else who signed in meanwhile
    body.set(field(text, "revision").name, field(text, "revision").value);
    body.set(`${text.name}-base`, base(text)?.value ?? text.defaultValue);
    if (!unsaved.size) tell(gettext("Saving…"), text);
    let answer;
    try {
      answer = await fetch(text.dataset.save, {
        method: "POST",
        headers: { "X-CSRFToken": token() },
        body,
      });
    } catch {
      tell(gettext("Not saved: the portal is not responding. Your text stays here and is saved as soon as the portal responds."), text);
      return later(text);
    }
    if (answer.status === 401) {
      tellWithLogin(SIGNED_OUT, text);
      return later(text);
    }
    const told = await answer.json().catch(() => null);
    if (!told) {
      tell(gettext("Not saved: something went wrong in the portal. Your text stays here, and we will try again."), text);
      return later(text);
    }
    unsaved.delete(text);
    if (!answer.ok) return tell(told.refused, text);
    opened(text, typed);
    text.dispatchEvent(new CustomEvent("kept:saved", { detail: typed }));
    take(text, typed, told);
    if (!unsaved.size) tell(told.merged ?? interpolate(gettext("Saved %(time)s"), { time: told.saved }, true), text);
  }

  function opened(text, value) {
    text.defaultValue = value;
    if (base(text)) base(text).value = value;
  }

  // If something was typed since, what was merged waits for the next save, which comes from the old revision.
  function take(text, typed, told) {
    const merges = told.text !== undefined;
    if (merges && text.value !== typed) return;
    for (const name of ["revision", "opened"]) if (field(text, name)) field(text, name).value = told[name];
    if (!merges) return;
    opened(text, told.text);
    if (text.hidden) text.dispatchEvent(new CustomEvent("editor:merge", { detail: told.text }));
    else text.value = told.text;
    text.dispatchEvent(new CustomEvent("kept:saved", { detail: text.value }));
  }

  // One after the other, as the second needs the revision that the first one made.
  function begin(text) {
    busy += 1;
    saving = saving.then(() => save(text)).finally(() => (busy -= 1));
  }

  function soon(text) {
    clearTimeout(waiting.get(text));
    waiting.set(text, setTimeout(() => begin(text), PAUSE));
  }

  for (const text of form.querySelectorAll("[data-save]")) {
    text.addEventListener("input", () => text.value !== text.defaultValue && soon(text));
  }

  form.addEventListener("submit", (event) => {
    // Submitting the form saves everything. It only waits for a save that is under way.
    for (const one of waiting.values()) clearTimeout(one);
    waiting.clear();
    hidden().value = token();
    if (busy && !pressed) {
      event.preventDefault();
      const { submitter } = event;
      saving.then(() => setTimeout(() => form.requestSubmit(submitter)));
    }
    pressed = true;
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  window.addEventListener("pageshow", () => (pressed = false));
  window.addEventListener("beforeunload", (event) => {
    if (!pressed && (waiting.size || unsaved.size)) event.preventDefault();
  });
})();
