// Every block has an id of its own that stays. Only what changed is looked at, so that typing stays quick.
import { Plugin } from "prosemirror-state";
import { hasId } from "./schema.js";

const SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";

function fresh() {
  const drawn = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(drawn, (number) => SIGNS[number % SIGNS.length]).join("");
}

/** Returns what a transaction replaced, as [from, to] in the document after it. */
function replaced(transactions) {
  const ranges = [];
  transactions.forEach((transaction, at) => {
    transaction.mapping.maps.forEach((map, step) => {
      map.forEach((_from, _to, from, to) => {
        const later = transaction.mapping.slice(step + 1);
        let range = [later.map(from, -1), later.map(to, 1)];
        for (const { mapping } of transactions.slice(at + 1)) range = [mapping.map(range[0], -1), mapping.map(range[1], 1)];
        ranges.push(range);
      });
    });
  });
  return ranges;
}

function isEmpty(node) {
  return node.isTextblock ? !node.content.size : node.childCount === 1 && isEmpty(node.firstChild);
}

/** Returns a document all of whose blocks have an id of their own. */
export function identified(state) {
  const change = state.tr;
  const seen = new Set();
  state.doc.descendants((node, pos) => {
    if (!hasId(node)) return;
    const id = node.attrs.id && !seen.has(node.attrs.id) ? node.attrs.id : fresh();
    if (id !== node.attrs.id) change.setNodeAttribute(pos, "id", id);
    seen.add(id);
  });
  return change.doc;
}

export const ids = new Plugin({
  appendTransaction(transactions, _old, { doc, tr: change }) {
    if (!transactions.some(({ docChanged }) => docChanged)) return null;
    const made = new Map();
    for (const [from, to] of replaced(transactions)) {
      doc.nodesBetween(from, Math.min(to, doc.content.size), (node, pos) => {
        if (hasId(node) && pos >= from && pos < to) made.set(pos, node);
      });
    }
    if (!made.size) return null;
    const holders = new Map(); // of the ids in what did not change
    doc.descendants((node, pos) => {
      if (hasId(node) && !made.has(pos)) holders.set(node.attrs.id, pos);
    });
    const places = [...made].sort(([one], [other]) => one - other);
    for (const [pos, node] of places) {
      const { id } = node.attrs;
      const holder = holders.get(id);
      if (id && holder === undefined) holders.set(id, pos);
      // Enter before the words makes an empty block above them: the words keep the id.
      else if (id && holder < pos && isEmpty(doc.nodeAt(holder)) && !isEmpty(node)) {
        change.setNodeAttribute(holder, "id", fresh());
        holders.set(id, pos);
      } else change.setNodeAttribute(pos, "id", fresh());
    }
    return change.docChanged ? change : null;
  },
});
