// Makes an editor of each <textarea data-editor> in a <div data-writing>. The textarea stays the field of the form: it
// has the same text as HTML, and gets an `input` event soon after something is typed, or at once when it matters.
// `text.dispatchEvent(new CustomEvent("editor:take", { detail: value }))` puts another text into it, HTML or plain.
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { EditorState, NodeSelection, Plugin, Selection } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import * as commands from "./commands.js";
import { button, element } from "./dom.js";
import { imageForm, linkForm, numbersForm } from "./forms.js";
import { identified, ids } from "./ids.js";
import { keys, rules } from "./keys.js";
import { noteKeys, noteViews, openNote } from "./notes.js";
import { take, waiting } from "./paste.js";
import { closed, described, opened, schema, serializer } from "./schema.js";
import { Toolbar } from "./toolbar.js";

const PAUSE = 250; // ms after the last key until the field has the text
const NEAR = 0.9; // of a limit: from there on the characters are counted before the person's eyes

// A press on an image selects it at once; the browser would select beside it when it comes back to the text.
function choose(view, event) {
  if (event.target.localName !== "img" || event.button) return false;
  event.preventDefault();
  view.focus();
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, view.posAtDOM(event.target, 0))));
  return true;
}

class Editor {
  constructor(text) {
    this.text = text;
    const around = text.closest("[data-writing]");
    this.pasting = around?.dataset.paste ?? "/text/paste/";
    this.images = around?.dataset.images ?? "";
    this.limit = Number(text.dataset.limit) || 0;

    this.box = element("div", { class: "editing" });
    this.told = element("div", { class: "told", role: "status" });
    this.said = element("p", { class: "visually-hidden", role: "status" });
    this.counted = element("p", { class: "counted form-text" });
    this.hint = element(
      "p",
      { class: "visually-hidden", id: `${text.id}-keys` },
      gettext("Alt and F10 lead to the formatting tools. Esc, then Tab leaves the text."),
    );

    const added = around?.querySelector("[data-added]");
    const labels = [...(added ?? text).labels];
    for (const one of around?.querySelectorAll("[data-plain]") ?? []) one.remove();
    text.hidden = true;
    this.view = this.target = this.open(this.names(labels));
    this.tools = new Toolbar(this);
    this.box.append(this.tools.dom, this.told, this.view.dom, this.counted, this.said, this.hint);
    text.after(this.box);
    this.listen();
    this.count(this.view.state.doc);
    this.refresh();
  }

  names(labels) {
    const { text } = this;
    const id = `${text.id}-editor`;
    labels.forEach((label, at) => {
      label.htmlFor = id;
      label.id ||= `${text.id}-label${at}`;
      label.addEventListener("click", () => this.view.focus()); // an editable element is no field to a label
    });
    const names = labels.map((label) => label.id).join(" ");
    const described = [text.getAttribute("aria-describedby"), this.hint.id].filter(Boolean).join(" ");
    return {
      id,
      class: `form-control editor rich ${text.classList.contains("is-invalid") ? "is-invalid" : ""}`,
      role: "textbox",
      "aria-multiline": "true",
      "aria-describedby": described,
      ...(names ? { "aria-labelledby": names } : { "aria-label": text.getAttribute("aria-label") ?? gettext("Text") }),
      ...(text.hasAttribute("aria-invalid") ? { "aria-invalid": text.getAttribute("aria-invalid") } : {}),
    };
  }

  state() {
    const doc = identified(EditorState.create({ doc: opened(this.text.value) }));
    this.untouched = { doc, value: this.text.value };
    return EditorState.create({
      doc,
      plugins: [
        rules,
        noteKeys,
        ...keys({ link: () => this.link(), bar: () => this.bar() }),
        history(),
        ids,
        waiting(),
        dropCursor({ class: "drop-place", color: false }),
        gapCursor(),
        tableEditing(),
        new Plugin({ view: () => ({ update: (view, before) => this.changed(view, before) }) }),
      ],
    });
  }

  open(attributes) {
    const view = new EditorView(null, {
      state: this.state(),
      attributes,
      nodeViews: noteViews(this),
      clipboardSerializer: serializer,
      scrollThreshold: { top: 150, bottom: 90, left: 0, right: 0 },
      scrollMargin: { top: 160, bottom: 100, left: 0, right: 0 },
      handleDOMEvents: {
        mousedown: choose,
        paste: (one, event) => this.paste(one, event),
        drop: (one, event) => this.drop(one, event),
        keydown: (_one, event) => {
          this.plain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v";
          return false;
        },
        blur: () => {
          this.flush();
          return false;
        },
      },
    });
    view.dom.style.minHeight = `min(${(this.text.rows || 5) * 1.5 + 1}rem, 60vh)`; // as high as the field
    return view;
  }

  listen() {
    const { text, box } = this;
    for (const type of ["input", "change"]) box.addEventListener(type, (event) => event.stopPropagation()); // the field tells
    text.addEventListener("editor:take", ({ detail }) => this.replace(detail));
    document.addEventListener("submit", ({ target }) => target === text.form && this.flush(), true);
    text.form?.addEventListener("formdata", ({ formData }) => {
      this.flush();
      if (formData.has(text.name)) formData.set(text.name, text.value);
    });
    // While somebody selects with the mouse, nothing comes or goes above the text.
    this.view.dom.addEventListener("pointerdown", () => (this.pressed = true));
    for (const type of ["pointerup", "pointercancel"]) {
      window.addEventListener(type, () => {
        this.pressed = false;
        this.refresh();
      });
    }
    document.addEventListener("visibilitychange", () => this.flush(), true);
    window.addEventListener("pagehide", () => this.flush(), true);
  }

  changed(view, before) {
    if (view.state.doc !== before.doc) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), PAUSE);
    }
    this.refresh();
  }

  /** Gives the text to the field, if it is another one. */
  flush() {
    clearTimeout(this.timer);
    if (this.view.state.doc === this.flushed) return;
    const { text, untouched } = this;
    const { doc } = this.view.state;
    this.flushed = doc;
    const now = doc.eq(untouched.doc) ? untouched.value : closed(doc);
    this.count(doc);
    if (now === text.value) return;
    text.value = now;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  replace(value) {
    const { doc } = EditorState.create({ doc: opened(value) });
    this.view.dispatch(this.view.state.tr.replaceWith(0, this.view.state.doc.content.size, doc.content));
    this.flush();
    this.view.focus();
  }

  count(doc) {
    if (!this.limit) return;
    const length = doc.textBetween(0, doc.content.size, "\n\n").trim().length;
    const said = (number) => number.toLocaleString(document.documentElement.lang);
    const numbers = { length: said(length), limit: said(this.limit) };
    this.counted.textContent =
      length > this.limit * NEAR ? interpolate(gettext("%(length)s of %(limit)s characters"), numbers, true) : "";
    this.counted.classList.toggle("is-over", length > this.limit);
  }

  /** Draws the tools as they are for the text now, once before the next picture. */
  refresh() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      if (!this.pressed) this.tools.update();
    });
  }

  /** Says these sentences where they belong, under the tools; none closes them. */
  tell(sentences) {
    if (!sentences.length) return this.told.replaceChildren();
    const close = button(gettext("Close"), () => {
      this.told.replaceChildren();
      this.view.focus();
    });
    this.told.replaceChildren(element("p", {}, sentences.join(" ")), close);
  }

  say(words) {
    this.said.textContent = words;
  }

  bar() {
    return this.tools.focus();
  }

  link() {
    return linkForm(this.box, this.target);
  }

  numbers() {
    return numbersForm(this.box, this.view);
  }

  image() {
    return imageForm(this, this.view);
  }

  footnote() {
    const { view } = this;
    if (openNote(view.state, view)) return true;
    return commands.footnote(view.state, view.dispatch) && openNote(view.state, view);
  }

  paste(view, event) {
    const { clipboardData: data } = event;
    if (!data) return false;
    event.preventDefault();
    this.receive(view, data, this.plain);
    return true;
  }

  drop(view, event) {
    const { dataTransfer: data } = event;
    if (!data || view.dragging) return false; // what is moved within the text stays as it is
    const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
    event.preventDefault();
    if (!place) return true;
    const at = view.state.doc.resolve(place.pos);
    view.dispatch(view.state.tr.setSelection(Selection.near(at)));
    view.focus();
    this.receive(view, data, false);
    return true;
  }

  receive(view, data, plainly) {
    const html = plainly ? "" : data.getData("text/html");
    const plain = data.getData("text/plain");
    const picture = [...data.files].find(({ type }) => type.startsWith("image/"));
    if (html || plain) take(this, view, { html, plain });
    else if (picture && this.images) imageForm(this, view, picture);
    else if (data.files.length) this.tell([gettext("Files cannot be put into the text.")]);
  }
}

function begin() {
  const editors = new Map();
  for (const text of document.querySelectorAll("textarea[data-editor]")) editors.set(text, new Editor(text));
  if (editors.size > 1) for (const { box } of editors.values()) box.classList.add("is-one-of-many");
  return { schema: described, editors };
}

window.writing ??= begin(); // for the tests, and once also where a page loads this twice
