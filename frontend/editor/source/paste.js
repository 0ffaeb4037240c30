// What is pasted or dropped goes to the server as it came: the server alone reads it. What comes back goes in where
// the person pasted, in one step to undo, whatever was written meanwhile.
import { closeHistory } from "prosemirror-history";
import { Fragment, Slice } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { element, token } from "./dom.js";
import { opened, paragraphs, schema } from "./schema.js";

const PATIENCE = 20_000; // ms
const key = new PluginKey("waiting");

// What is written at the place itself comes after it.
const before = (mapping) => ({
  map: (pos) => mapping.map(pos, -1),
  mapResult: (pos) => mapping.mapResult(pos, -1),
});

// Where something is on its way: its place moves with the text.
export const waiting = () =>
  new Plugin({
    key,
    state: {
      init: () => [],
      apply(change, places) {
        const { add, remove } = change.getMeta(key) ?? {};
        const kept = places
          .filter(({ id }) => id !== remove)
          .map(({ id, at }) => ({ id, at: change.docChanged ? at.map(before(change.mapping)) : at }));
        return add ? [...kept, add] : kept;
      },
    },
    props: {
      decorations(state) {
        const places = key.getState(state);
        if (!places.length) return null;
        const shown = places.filter(({ id }) => id !== "back").map(({ id, at }) => {
          const { from } = at.resolve(state.doc);
          return Decoration.widget(from, () => element("span", { class: "awaited" }, "…"), { key: id, side: 1 });
        });
        return DecorationSet.create(state.doc, shown);
      },
    },
  });

async function ask(editor, given) {
  const body = new FormData();
  for (const [name, value] of Object.entries(given)) body.set(name, value);
  if (editor.images) body.set("images", "1");
  const answer = await fetch(editor.pasting, {
    method: "POST",
    headers: { "X-CSRFToken": token(editor.text.form) },
    body,
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

// A footnote has no paragraphs: the words of each follow one another.
function inline(html) {
  let words = Fragment.empty;
  opened(html).descendants((node) => {
    if (node.isTextblock) {
      const parts = [];
      node.forEach((part) => part.type !== schema.nodes.footnote && parts.push(part));
      if (words.size && parts.length) words = words.addToEnd(schema.nodes.hard_break.create());
      words = words.append(Fragment.from(parts));
    }
    return !node.isTextblock;
  });
  return words;
}

function insert(view, id, html) {
  if (view.isDestroyed) return;
  const set = (change, meta) => view.dispatch(closeHistory(change.setMeta(key, meta)));
  const place = (name) => key.getState(view.state).find((one) => one.id === name).at.resolve(view.state.doc);
  const target = place(id);
  const writes = !target.eq(view.state.selection); // elsewhere, where the person stays
  set(view.state.tr, { add: { id: "back", at: view.state.selection.getBookmark() }, remove: id });
  if (html) {
    view.dispatch(view.state.tr.setSelection(target));
    if (view.state.doc.type === schema.nodes.footnote) {
      view.dispatch(view.state.tr.replaceSelection(new Slice(inline(html), 0, 0)).scrollIntoView());
    } else {
      view.pasteHTML(html);
    }
  }
  const { tr: after } = view.state;
  set(writes ? after.setSelection(place("back")) : after, { remove: "back" });
}

/** Takes in what the clipboard or a drop holds: { html, plain }, where the selection is. */
export async function take(editor, view, { html, plain }) {
  const id = `${Date.now()}-${Math.random()}`;
  view.dispatch(view.state.tr.setMeta(key, { add: { id, at: view.state.selection.getBookmark() } }));
  editor.tell([]);
  try {
    const { html: clean, left_out: left = [] } = await ask(editor, html ? { html: new Blob([html], { type: "text/html" }), plain } : { plain });
    insert(view, id, clean);
    editor.tell(left);
  } catch {
    insert(view, id, paragraphs(plain));
    editor.tell([gettext("Formatting could not be kept because the portal is not responding.")]);
  }
}
