// What the tools do: commands as ProseMirror has them, `(state, dispatch) => whether it is possible`.
import { chainCommands, lift, liftEmptyBlock, setBlockType, splitBlockAs, toggleMark, wrapIn } from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection, TextSelection } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** Returns the innermost node of these types around the selection, as { node, pos, depth }. */
export function around({ selection }, ...types) {
  const { $from, node } = selection;
  if (node && types.includes(node.type)) return { node, pos: selection.from, depth: $from.depth + 1 };
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const one = $from.node(depth);
    if (types.includes(one.type)) return { node: one, pos: $from.before(depth), depth };
  }
  return null;
}

/** Returns the blocks with words in the selection, as [pos, node]. */
function textblocks({ doc, selection }) {
  const found = new Map();
  for (const { $from, $to } of selection.ranges) {
    doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
      if (node.isTextblock) found.set(pos, node);
      return !node.isTextblock;
    });
  }
  return [...found];
}

export const has = (type) => (state) => {
  const { from, $from, to, empty, ranges } = state.selection;
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()));
  if (ranges.length > 1) return ranges.every((range) => state.doc.rangeHasMark(range.$from.pos, range.$to.pos, type));
  return state.doc.rangeHasMark(from, to, type);
};

export const toggle = (type) => toggleMark(type, null, { includeWhitespace: true });

/** Makes paragraphs (level 0) or headings of the selection; what it was keeps its id and direction. */
export const styled = (level) =>
  setBlockType(level ? nodes.heading : nodes.paragraph, ({ attrs: { id, dir } }) =>
    level ? { id, dir, level } : { id, dir },
  );

/** Returns 0 for a paragraph, or the level of a heading. */
export function level(state) {
  const { parent } = state.selection.$from;
  return parent.type === nodes.heading ? parent.attrs.level : 0;
}

const LISTS = [nodes.bullet_list, nodes.ordered_list];

export const list = (type) => (state, dispatch) => {
  const inside = around(state, ...LISTS);
  const { $from, to } = state.selection;
  if (!inside || $from.sharedDepth(to) < inside.depth) return wrapInList(type)(state, dispatch);
  if (inside.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(inside.pos, type, { id: inside.node.attrs.id }));
  return true;
};

export const isIn = (...types) => (state) => Boolean(around(state, ...types));

export const quote = (state, dispatch) =>
  isIn(nodes.blockquote)(state) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch);

export const indent = sinkListItem(nodes.list_item);
export const outdent = (state, dispatch) =>
  isIn(nodes.list_item)(state)
    ? liftListItem(nodes.list_item)(state, dispatch)
    : isIn(nodes.blockquote)(state) && lift(state, dispatch);

export function isNumbered(state) {
  const { parent } = state.selection.$from;
  return Boolean(parent.attrs.numbered);
}

export function number(state, dispatch) {
  const ones = textblocks(state).filter(([, { type }]) => type === nodes.paragraph);
  if (!ones.length) return false;
  const numbered = !ones.every(([, node]) => node.attrs.numbered);
  if (dispatch) {
    const change = state.tr;
    for (const [pos] of ones) change.setNodeAttribute(pos, "numbered", numbered);
    dispatch(change);
  }
  return true;
}

export const direction = (state) => state.selection.$from.parent.attrs.dir ?? null;

export const directed = (dir) => (state, dispatch) => {
  const ones = textblocks(state);
  if (!ones.length) return false;
  if (dispatch) {
    const change = state.tr;
    for (const [pos] of ones) change.setNodeAttribute(pos, "dir", dir);
    dispatch(change);
  }
  return true;
};

/** Sets where the numbers of the list begin, and how they look (null, a, A, i, I). */
export const started = (start, type) => (state, dispatch) => {
  const inside = around(state, nodes.ordered_list);
  if (!inside) return false;
  dispatch?.(state.tr.setNodeMarkup(inside.pos, null, { ...inside.node.attrs, start, type }));
  return true;
};

export const table = (rows, columns) => (state, dispatch) => {
  if (isInTable(state)) return false;
  const { $from, $to } = state.selection;
  if (!$from.sameParent($to) && !$from.depth) return false;
  const row = (type) =>
    nodes.table_row.create(
      null,
      Array.from({ length: columns }, () => type.createAndFill()),
    );
  const made = nodes.table.create(null, [
    row(nodes.table_header),
    ...Array.from({ length: rows - 1 }, () => row(nodes.table_cell)),
  ]);
  // After the block in which one is, or in its place if it is empty.
  let { depth } = $from;
  while (depth > 1 && !$from.node(depth - 1).canReplaceWith($from.index(depth - 1), $from.indexAfter(depth - 1), nodes.table)) depth -= 1;
  if (!depth || $from.node(depth - 1).type === nodes.table_row) return false;
  if (dispatch) {
    const change = state.tr;
    const isEmpty = depth === $from.depth && $from.parent.isTextblock && !$from.parent.content.size;
    const canGo = isEmpty && $from.node(depth - 1).canReplaceWith($from.index(depth - 1), $from.index(depth - 1) + 1, nodes.table);
    const at = canGo ? $from.before(depth) : $from.after(depth);
    change.replaceWith(at, canGo ? $from.after(depth) : at, made);
    // There is always a paragraph after it, in which one can go on.
    const after = at + made.nodeSize;
    if (!change.doc.resolve(after).nodeAfter) change.insert(after, nodes.paragraph.create());
    change.setSelection(TextSelection.near(change.doc.resolve(at + 1)));
    dispatch(change.scrollIntoView());
  }
  return true;
};

export function footnote(state, dispatch) {
  const { $to } = state.selection;
  if (!$to.parent.isTextblock || !$to.parent.canReplaceWith($to.index(), $to.index(), nodes.footnote)) return false;
  if (dispatch) {
    const change = state.tr.insert($to.pos, nodes.footnote.create());
    dispatch(change.setSelection(NodeSelection.create(change.doc, $to.pos)).scrollIntoView());
  }
  return true;
}

export function image(src, alt) {
  return (state, dispatch) => {
    const { node, from } = state.selection;
    if (dispatch) {
      dispatch(
        node?.type === nodes.image
          ? state.tr.setNodeAttribute(from, "alt", alt)
          : state.tr.replaceSelectionWith(nodes.image.create({ src, alt })).scrollIntoView(),
      );
    }
    return true;
  };
}

/** Returns the link at the selection, as { from, to, href }; `href` is empty if there is none. */
export function linked({ doc, selection }) {
  const { from, to, empty, $from } = selection;
  const at = (pos) => {
    const { nodeBefore, nodeAfter } = doc.resolve(pos);
    return marks.link.isInSet(nodeAfter?.marks ?? []) ?? marks.link.isInSet(nodeBefore?.marks ?? []);
  };
  const mark = at(from);
  if (!mark) return { from, to, href: "" };
  if (!empty) return { from, to, href: mark.attrs.href };
  let [run, found, offset] = [null, null, $from.start()];
  $from.parent.forEach((node) => {
    const end = offset + node.nodeSize;
    if (!mark.isInSet(node.marks)) run = null;
    else {
      run ??= { from: offset, href: mark.attrs.href };
      run.to = end;
      if (run.from <= from && from <= end) found = run;
    }
    offset = end;
  });
  return found;
}

export const link = (href) => (state, dispatch) => {
  const { from, to } = linked(state);
  if (!dispatch) return true;
  const change = state.tr;
  if (from === to) change.insertText(href, from).addMark(from, from + href.length, marks.link.create({ href }));
  else change.addMark(from, to, marks.link.create({ href }));
  change.setSelection(TextSelection.create(change.doc, change.mapping.map(to))).removeStoredMark(marks.link);
  dispatch(change.scrollIntoView());
  return true;
};

export function unlink(state, dispatch) {
  const { from, to } = linked(state);
  dispatch?.(state.tr.removeMark(from, to, marks.link));
  return true;
}

// Enter in a paragraph makes one like it; in an empty numbered one it ends the numbers.
const splits = splitBlockAs((node, atEnd) =>
  atEnd && node.type === nodes.paragraph ? { type: node.type, attrs: { ...node.attrs, id: null } } : null,
);
function unnumber(state, dispatch) {
  const { $from, empty } = state.selection;
  return empty && !$from.parent.content.size && isNumbered(state) && number(state, dispatch);
}
// In an empty item it leaves the list, and in an empty paragraph what is around it.
function leaveItem(state, dispatch) {
  const { $from, empty } = state.selection;
  const isAlone = $from.depth > 1 && $from.node(-1).type === nodes.list_item && $from.node(-1).childCount === 1;
  return empty && isAlone && !$from.parent.content.size && liftListItem(nodes.list_item)(state, dispatch);
}
export const enter = chainCommands(unnumber, leaveItem, splitListItem(nodes.list_item), liftEmptyBlock, (state, dispatch) =>
  state.selection.$from.parent.isTextblock ? splits(state, dispatch) : false,
);

export function lineBreak(state, dispatch) {
  if (!state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}
