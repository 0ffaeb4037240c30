// What is typed in a form with a <textarea> stays in this browser until the portal has saved it: its texts, choices and
// dates, never passwords or files. After a crash the page offers it beside the form; in <form data-saves>, whose fields
// are saved one by one, beside each field. <body data-person="12"> says whose it is. Signing out deletes it.
// - Each form sends the key of its draft (`kept`), and whose page it is on (`kept_by`). The cookie `saved` names the
//   drafts that the portal has saved; <body data-again="…"> the draft that this page answers without saving it.
// - An answer to htmx names the draft that it has saved: data-saved="…".
// - A script that saves a field must say so: field.dispatchEvent(new CustomEvent("kept:saved", { detail: whatWasSaved })).
// - <button data-forgets="the name of the field"> deletes what was typed there.
// - A draft has the one-time key of its form (`once`). If the answer was lost, the portal so knows that it took this already.
// - What could not be sent, because the sign-in had ended, stands in <form data-held>. It is put back into its form.
(() => {
  const DAYS = 60;
  const PREFIX = "kept:";
  const PAUSE = 300; // ms after a key until it is written
  const { person = "", again = "" } = document.body.dataset;
  const mine = `${PREFIX}${person}:`;
  const drafts = new Map(); // of each form on the page
  let signsOut = false;
  let heldKey = "";

  // The storage can be full, or forbidden. Then only the portal saves the text.
  function attempt(work, otherwise) {
    try {
      return work() ?? otherwise;
    } catch {
      return otherwise;
    }
  }
  const all = () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)), []);
  const read = (key) => attempt(() => JSON.parse(localStorage.getItem(key)), []);
  const write = (key, rows) =>
    attempt(() => (rows.length ? localStorage.setItem(key, JSON.stringify(rows)) : localStorage.removeItem(key)));
  const change = (key, id, row) =>
    write(key, [...read(key).filter((one) => one.page !== id), ...(row ? [row] : [])]);
  const forget = (id) => all().forEach((key) => read(key).some((row) => row.page === id) && change(key, id, null));

  const saved = /(?:^|; )saved=([^;]+)/.exec(document.cookie)?.[1];
  if (saved) {
    saved.split(".").forEach(forget);
    document.cookie = "saved=; path=/; max-age=0";
  }

  // The text line by line, without formatting, to read and compare.
  function words(value) {
    if (!/^\s*<(p|h3|h4|h5|ul|ol|blockquote|table|img)[\s>]/.test(value)) return value;
    const { body } = new DOMParser().parseFromString(value, "text/html");
    for (const br of body.querySelectorAll("br")) br.replaceWith("\n");
    for (const image of body.querySelectorAll("img")) image.replaceWith(`${image.alt}\n\n`);
    for (const item of body.querySelectorAll("li")) item.prepend("\n– ");
    for (const block of body.querySelectorAll("p, h3, h4, h5, ul, ol, tr")) block.append("\n\n");
    return body.textContent.replace(/\n{3,}/g, "\n\n").trim();
  }
  const bare = (values) => values.map(words).join().replace(/[\s–]+/g, "");

  const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
  const isButton = (field) => ["submit", "image", "button", "reset"].includes(field.type);
  const isChosen = (field) => "chosen" in (field.dataset ?? {}); // the key of a chooser (choosers.js)
  const isText = (field) => !isChoice(field) && !isChosen(field) && field.tagName !== "SELECT";
  const isKept = (field) =>
    field.name && !isButton(field) && (isChosen(field) || !["hidden", "password", "file", "fieldset", "output"].includes(field.type));
  const named = (form, name) => {
    const found = form.elements.namedItem(name);
    const all = found instanceof RadioNodeList ? [...found] : found ? [found] : [];
    return all.filter((field) => field.name === name); // it finds ids too
  };
  const kept = (form, name) => named(form, name).filter(isKept);
  const once = (form) => form.elements.namedItem("once");
  const valuesOf = (fields) =>
    fields.flatMap((field) => {
      if (isChoice(field)) return field.checked ? [field.value] : [];
      return field.tagName === "SELECT" ? [...field.selectedOptions].map((one) => one.value) : [field.value];
    });
  // The text that an editor was opened with goes along with what was typed there (base.js).
  const isBase = (name) => name.endsWith("-base");
  function putBase(form, name, value) {
    const field = form.elements.namedItem(name) ?? Object.assign(document.createElement("input"), { type: "hidden", name });
    field.value = value;
    form.append(field);
  }
  const path = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const isPosted = (form) => form.getAttribute("method")?.toLowerCase() === "post";

  function put(fields, values) {
    const texts = [...values];
    for (const field of fields) {
      if (isChoice(field)) field.checked = values.includes(field.value);
      else if (field.tagName === "SELECT") for (const one of field.options) one.selected = values.includes(one.value);
      else if (!texts.length) continue;
      else if (field.tagName === "TEXTAREA" && field.hidden) {
        field.dispatchEvent(new CustomEvent("editor:take", { detail: texts.shift() }));
        continue;
      } else field.value = field.tagName === "TEXTAREA" ? words(texts.shift()) : texts.shift();
      if (isText(field) && field.value) opened(field);
      for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
    }
  }

  // The draft of a form: the values that differ from those that the portal has, by the names of their fields.
  class Draft {
    constructor(form, id) {
      const first = [...form.elements].find((field) => field.tagName === "TEXTAREA");
      const tail = `${path(form)}#${form.getAttribute("id") || first.id || first.name}`;
      this.form = form;
      this.key = `${mine}${location.pathname}:${tail}`;
      this.values = {};
      this.bases = {}; // what the editors were opened with
      this.heard = new Set();
      this.known = new Map([...form.elements].filter(isKept).map(({ name }) => [name, this.now(name)]));
      this.id = id ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
      // A form that came back with errors, or was held, is not saved yet: its draft goes on.
      const before = id ?? again;
      const came = before && all().filter((key) => key.endsWith(`:${tail}`)).flatMap(read).find((row) => row.page === before);
      if (!came) return;
      this.id = before;
      this.values = came.values;
      this.bases = came.bases ?? {};
      for (const name of Object.keys(came.values)) this.known.delete(name);
    }

    now(name) {
      return JSON.stringify(valuesOf(kept(this.form, name)));
    }

    hears(name) {
      this.heard.add(name); // and reads it later: a key must not wait for that
      this.timer ??= setTimeout(() => this.keep(), PAUSE);
    }

    keep() {
      clearTimeout(this.timer);
      this.timer = null;
      for (const name of this.heard) {
        const value = this.now(name);
        if (value === this.known.get(name)) delete this.values[name];
        else {
          this.values[name] = JSON.parse(value);
          const [field] = kept(this.form, name);
          if ("editor" in field.dataset) this.bases[name] ??= this.form.elements.namedItem(`${name}-base`)?.value ?? field.defaultValue;
        }
      }
      this.heard.clear();
      if (signsOut) return;
      const isTyped = Object.keys(this.values).some((name) => kept(this.form, name).some(isText));
      change(this.key, this.id, isTyped ? { page: this.id, at: Date.now(), once: once(this.form)?.value, values: this.values, bases: this.bases } : null);
    }

    sends(formData) {
      this.keep();
      this.sent = { ...this.values };
      formData.set("kept", this.id);
    }

    isSaved(values) {
      for (const [name, value] of Object.entries(values)) {
        this.known.set(name, JSON.stringify(value));
        delete this.bases[name];
        this.hears(name);
      }
      this.keep();
    }

    // Takes values out of a row: they are restored, or not wanted.
    drop(id, names) {
      for (const row of read(this.key).filter((one) => one.page === id)) {
        const rest = Object.entries(row.values).filter(([name]) => !names.includes(name));
        change(this.key, id, rest.length ? { ...row, values: Object.fromEntries(rest) } : null);
      }
    }
  }

  function button(word, press) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "btn", textContent: word });
    made.addEventListener("click", press);
    return made;
  }

  function paragraph(words, className = "") {
    return Object.assign(document.createElement("p"), { className, textContent: words });
  }

  function opened(element) {
    for (let one = element.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  }

  function offer(draft, row, names, texts, place) {
    const { form } = draft;
    const moment = new Date(row.at);
    const { lang } = document.documentElement;
    const when = {
      day: moment.toLocaleDateString(lang, { day: "numeric", month: "long" }),
      time: moment.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" }),
    };
    const box = Object.assign(document.createElement("div"), { className: "alert alert-warning kept" });
    box.setAttribute("role", "status");
    const shown = Object.assign(document.createElement("div"), { className: "kept-text", tabIndex: 0, dir: "auto" });
    shown.textContent = texts.map((name) => row.values[name].map(words).join("\n")).join("\n\n");
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", gettext("Unsaved text"));
    const done = (gone) => {
      draft.drop(row.page, gone);
      box.remove();
    };
    const take = () => {
      const here = names.filter((name) => kept(form, name).length);
      done(here);
      if (row.once && once(form) && !("saves" in form.dataset)) once(form).value = row.once;
      for (const name of here) {
        if (row.bases?.[name] !== undefined) putBase(form, `${name}-base`, row.bases[name]);
        put(kept(form, name), row.values[name]);
      }
      kept(form, texts[0])[0]?.focus();
    };
    const choices = document.createElement("p");
    choices.append(button(gettext("Restore text"), take), " ", button(gettext("Discard text"), () => done(names)));
    box.append(
      paragraph(interpolate(gettext("This text, typed on %(day)s at %(time)s, was not saved:"), when, true), "alert-heading"),
      shown,
    );
    if ([...form.elements].some((field) => field.type === "file")) {
      box.append(paragraph(gettext("Files cannot be kept. Choose them again.")));
    }
    box.append(choices);
    place.before(box);
    opened(place);
  }

  function offerAll(draft) {
    const { form } = draft;
    for (const row of read(draft.key)) {
      if (row.page === draft.id) continue;
      const isOther = (name) => bare(row.values[name]) !== bare(valuesOf(kept(form, name)));
      const texts = Object.keys(row.values).filter((name) => kept(form, name).every(isText) && isOther(name));
      if (!texts.length) change(draft.key, row.page, null);
      else if ("saves" in form.dataset) {
        const [known, gone] = [true, false].map((is) => texts.filter((name) => Boolean(kept(form, name).length) === is));
        for (const name of known) {
          const [field] = kept(form, name);
          offer(draft, row, [name], [name], field.closest("p") ?? field);
        }
        if (gone.length) offer(draft, row, gone, gone, form);
      } else offer(draft, row, Object.keys(row.values), texts, form);
    }
  }

  function begin(form, id) {
    if (drafts.has(form) || !isPosted(form) || ![...form.elements].some((one) => one.tagName === "TEXTAREA")) return;
    const draft = new Draft(form, id);
    drafts.set(form, draft);
    offerAll(draft);
  }

  // The form to which the held fields belong: it goes to the same address, has all of them, and is about the same thing.
  function formOf(held, fields) {
    const names = [...new Set(fields.keys())].filter((name) => !["kept", "once"].includes(name) && !isBase(name));
    const isFixed = (field) => field.type === "hidden" && !isChosen(field) && !["csrfmiddlewaretoken", "once"].includes(field.name);
    const fits = [...document.forms]
      .filter((form) => isPosted(form) && !form.closest(".held") && path(form) === path(held))
      .filter((form) => names.every((name) => form.elements.namedItem(name)))
      .map((form) => ({
        form,
        odd: [...form.elements].filter((one) => isFixed(one) && !fields.getAll(one.name).includes(one.value)).length,
        more: [...form.elements].filter((one) => isKept(one) && isText(one) && !fields.has(one.name)).length,
      }))
      .sort((one, other) => one.odd - other.odd || one.more - other.more);
    return fits.length === 1 || fits[0]?.odd === 0 ? fits[0].form : null;
  }

  function pressOf(form, fields) {
    const buttons = [...form.elements].filter((one) => one.type === "submit" && one.ariaHidden !== "true");
    return buttons.find((one) => one.name && fields.getAll(one.name).includes(one.value)) ?? buttons.find((one) => !one.name) ?? buttons[0];
  }

  function resume(held) {
    const fields = new FormData(held);
    for (const ours of ["csrfmiddlewaretoken", "kept_by"]) fields.delete(ours);
    fields.set("once", fields.getAll("once").at(-1)); // the key with which it was sent, if it was
    heldKey = fields.get("kept") ?? "";
    const form = formOf(held, fields);
    const press = form && pressOf(form, fields);
    if (!press) return;
    begin(form, heldKey || undefined);
    const typed = new Set([...form.elements].filter(isKept).map(({ name }) => name));
    opened(press);
    const named = press.cloneNode(true);
    named.querySelectorAll(".visually-hidden").forEach((one) => one.remove());
    const said = document.querySelector("#held-words");
    said.textContent = interpolate(
      [...typed].some((name) => fields.has(name))
        ? gettext("Nothing is lost. What you typed is back in the form below. Press “%(button)s” to send it.")
        : gettext("Nothing was changed yet. Press “%(button)s” again."),
      { button: named.textContent.trim() },
      true,
    );
    if ("files" in held.dataset) said.append(` ${gettext("Files cannot be kept. Choose them again.")}`);
    document.querySelectorAll(".held .kept-text").forEach((one) => one.remove());
    held.remove();
    press.setAttribute("aria-describedby", [press.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "));
    const fill = () => {
      for (const field of form.elements) {
        if (field.type === "hidden" && fields.getAll(field.name).length === 1) field.value = fields.get(field.name);
      }
      for (const name of fields.keys()) if (isBase(name)) putBase(form, name, fields.get(name));
      for (const name of typed) put(kept(form, name), fields.getAll(name));
      press.focus();
    };
    window.addEventListener("load", fill); // the editors are ready by then
  }

  const held = document.querySelector("form[data-held]");
  if (held) resume(held);
  const beginAll = () => [...document.forms].forEach((form) => begin(form));
  beginAll();

  for (const event of ["input", "change"]) {
    document.addEventListener(event, ({ target }) => {
      if (target.form && target.name && isKept(target)) drafts.get(target.form)?.hears(target.name);
    });
  }

  document.addEventListener("formdata", ({ target, formData }) => {
    if (!isPosted(target)) return;
    formData.set("kept_by", person);
    const draft = drafts.get(target);
    if (draft) draft.sends(formData);
    // The next step of what came before, such as the button below a preview.
    else if (again && path(target) === location.pathname && !formData.has("kept")) {
      if (![...drafts.values()].some(({ id }) => id === again)) formData.set("kept", again);
    }
  });

  // A person who signs in again has another token. The portal takes nothing from another person's page.
  document.addEventListener("htmx:configRequest", ({ detail: { verb, parameters, triggeringEvent } }) => {
    const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
    // What saves by itself replaces what it saved before. The key is for the press that comes after it.
    if (triggeringEvent?.type !== "submit") delete parameters.once;
    if (verb === "post") Object.assign(parameters, { kept_by: person }, token ? { csrfmiddlewaretoken: token } : {});
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const draft of drafts.values()) {
      if (draft.sent && document.querySelector(`[data-saved="${draft.id}"]`)) draft.isSaved(draft.sent);
    }
    beginAll();
  });
  document.addEventListener(
    "kept:saved",
    ({ target, detail }) => drafts.get(target.form)?.isSaved({ [target.name]: [detail] }),
    true,
  );

  document.addEventListener("click", ({ target }) => {
    const draft = drafts.get(target.form);
    const name = target.dataset?.forgets;
    if (draft && name) for (const { page } of read(draft.key)) draft.drop(page, [name]);
  });

  document.addEventListener("submit", ({ target }) => {
    if ("discards" in target.dataset) {
      for (const draft of drafts.values()) if (draft.id === heldKey) draft.isSaved(draft.values);
      forget(heldKey);
    }
    if (!("signsOut" in target.dataset)) return;
    signsOut = true;
    for (const key of all()) if (key.startsWith(mine)) write(key, []);
  });

  const keepAll = () => [...drafts.values()].filter(({ timer }) => timer).forEach((draft) => draft.keep());
  window.addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", keepAll);

  for (const key of all()) {
    write(key, read(key).filter((row) => Date.now() - row.at < DAYS * 86_400_000));
  }
})();
