// A footnote: in the text its number, which is a button; the note itself is written in a panel.
import { keymap } from "prosemirror-keymap";
import { redo, undo } from "prosemirror-history";
import { baseKeymap } from "prosemirror-commands";
import { EditorState, NodeSelection, Plugin, TextSelection } from "prosemirror-state";
import { StepMap } from "prosemirror-transform";
import { EditorView } from "prosemirror-view";
import { lineBreak, toggle } from "./commands.js";
import { button, element } from "./dom.js";
import { MARKS } from "./keys.js";
import { panel } from "./panel.js";
import { schema } from "./schema.js";

const OURS = "footnote";
const notes = new WeakMap();

/** Opens the footnote that is selected. Returns whether there is one. */
export function openNote({ selection }, view) {
  if (selection.node?.type !== schema.nodes.footnote) return false;
  notes.get(view.nodeDOM(selection.from)).open();
  return true;
}

function numberOf(doc, before) {
  let number = 1;
  doc.nodesBetween(0, before, ({ type }, pos) => {
    if (type === schema.nodes.footnote && pos < before) number += 1;
  });
  return number;
}

class Note {
  constructor(node, view, getPos, editor) {
    Object.assign(this, { node, view, getPos, editor });
    this.dom = element(
      "span",
      { class: "note-mark", role: "button", tabindex: "-1", contenteditable: "false", "aria-haspopup": "dialog" },
      element("span", { class: "visually-hidden" }, gettext("Footnote")),
    );
    this.dom.title = node.textContent;
    this.dom.addEventListener("click", () => this.open());
    this.dom.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.open();
    });
    notes.set(this.dom, this);
  }

  open() {
    if (this.inner) return this.inner.focus();
    const pos = this.getPos();
    const { editor, view } = this;
    const name = interpolate(gettext("Footnote %(number)s"), { number: numberOf(view.state.doc, pos) }, true);
    const words = element("div", { class: "note-words" });
    const remove = () => {
      this.panel.close();
      this.remove();
    };
    this.inner = new EditorView(words, {
      state: EditorState.create({ doc: this.node, plugins: this.plugins() }),
      dispatchTransaction: (change) => this.dispatch(change),
      attributes: {
        class: "form-control",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": name,
        dir: "auto",
      },
      handleDOMEvents: { paste: (inner, event) => editor.paste(inner, event), drop: () => true },
    });
    this.panel = panel(editor.box, {
      name,
      view,
      pos,
      children: [
        element("p", { class: "form-label", "aria-hidden": "true" }, name),
        words,
        element("p", { class: "choices" }, button(gettext("Done"), () => this.panel.close()), button(gettext("Delete footnote"), remove)),
      ],
      closed: (back) => this.closed(back),
    });
    editor.target = this.inner;
    this.inner.dispatch(this.inner.state.tr.setSelection(TextSelection.atEnd(this.inner.state.doc)));
    this.inner.focus();
    editor.refresh();
  }

  closed(back) {
    const { editor, view, inner } = this;
    this.inner = null;
    editor.target = view;
    inner.destroy();
    const pos = this.getPos();
    if (!this.node.textContent.trim()) this.remove();
    else if (back && pos !== undefined) {
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos + this.node.nodeSize)));
    }
    editor.refresh();
  }

  remove() {
    const pos = this.getPos();
    if (pos === undefined) return;
    const change = this.view.state.tr.delete(pos, pos + this.node.nodeSize);
    this.view.dispatch(change.setSelection(TextSelection.create(change.doc, pos)));
  }

  plugins() {
    const outer = (command) => () => command(this.view.state, this.view.dispatch);
    const close = () => {
      this.panel.close();
      return true;
    };
    return [
      keymap({
        "Mod-z": outer(undo),
        "Mod-y": outer(redo),
        "Mod-Shift-z": outer(redo),
        "Mod-k": () => this.editor.link(),
        "Alt-F10": () => this.editor.bar(),
        "Mod-Enter": () => false,
        Enter: close,
        "Shift-Enter": lineBreak,
        ...Object.fromEntries(Object.entries(MARKS).map(([key, mark]) => [key, toggle(mark)])),
      }),
      keymap({ ...baseKeymap, "Mod-Enter": () => false }),
      new Plugin({ view: () => ({ update: () => this.editor.refresh() }) }),
    ];
  }

  // What is written in the panel is written in the text, which alone keeps what can be undone.
  dispatch(change) {
    const { state, transactions } = this.inner.state.applyTransaction(change);
    this.inner.updateState(state);
    if (change.getMeta(OURS)) return;
    const outer = this.view.state.tr;
    const offset = StepMap.offset(this.getPos() + 1);
    for (const { steps } of transactions) for (const step of steps) outer.step(step.map(offset));
    if (outer.docChanged) this.view.dispatch(outer.setMeta(OURS, true));
  }

  update(node) {
    if (!node.sameMarkup(this.node)) return false;
    this.node = node;
    this.dom.title = node.textContent;
    if (!this.inner) return true;
    const { state } = this.inner;
    const start = node.content.findDiffStart(state.doc.content);
    if (start === null) return true;
    let { a: theirs, b: ours } = node.content.findDiffEnd(state.doc.content);
    const overlap = start - Math.min(theirs, ours);
    if (overlap > 0) [theirs, ours] = [theirs + overlap, ours + overlap];
    this.inner.dispatch(state.tr.replace(start, ours, node.slice(start, theirs)).setMeta(OURS, true));
    return true;
  }

  selectNode() {
    this.dom.classList.add("is-selected");
    const words = interpolate(gettext("Footnote: %(words)s. Press Enter to edit."), { words: this.node.textContent }, true);
    if (!this.inner && this.node.textContent) this.editor.say(words);
  }

  deselectNode() {
    this.dom.classList.remove("is-selected");
    this.editor.say("");
  }

  stopEvent(event) {
    return event.type === "keydown" || event.type === "click";
  }

  ignoreMutation() {
    return true;
  }

  destroy() {
    if (this.inner) this.panel.close(false);
  }
}

export const noteViews = (editor) => ({
  footnote: (node, view, getPos) => new Note(node, view, getPos, editor),
});

export const noteKeys = keymap({ Enter: (state, _dispatch, view) => openNote(state, view), Space: (state, _dispatch, view) => openNote(state, view) });

export const isNoteSelected = ({ selection }) =>
  selection instanceof NodeSelection && selection.node.type === schema.nodes.footnote;
