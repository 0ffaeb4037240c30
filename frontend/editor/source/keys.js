// The keys of the text, and what is made of "- ", "1. " and "> " at the beginning of a paragraph.
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { addRowAfter, goToNextCell, isInTable } from "prosemirror-tables";
import * as commands from "./commands.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

export const rules = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*•]\s$/, nodes.bullet_list),
    wrappingInputRule(/^(\d{1,3})[.)]\s$/, nodes.ordered_list, ([, start]) => ({ start: Number(start) })),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
    new InputRule(/^(#{1,3})\s$/, (state, [, signs], start, end) => {
      const $start = state.doc.resolve(start);
      if (!$start.node(-1).canReplaceWith($start.index(-1), $start.indexAfter(-1), nodes.heading)) return null;
      const { id, dir } = $start.parent.attrs;
      return state.tr.delete(start, end).setBlockType(start, start, nodes.heading, { id, dir, level: signs.length + 2 });
    }),
  ],
});

export const MARKS = {
  "Mod-b": marks.strong,
  "Mod-i": marks.em,
  "Mod-u": marks.u,
  "Mod-Shift-x": marks.s,
  "Mod-.": marks.sup,
  "Mod-,": marks.sub,
};

// Tab does what belongs to the innermost of both.
const innermost = (state) => commands.around(state, nodes.list_item, nodes.table_cell, nodes.table_header)?.node.type;
const inTable = (command) => (state, dispatch, view) =>
  isInTable(state) && innermost(state) !== nodes.list_item && command(state, dispatch, view);
const inList = (command) => (state, dispatch) =>
  innermost(state) === nodes.list_item && command(state, dispatch);

// From the last cell on, Tab makes another row.
function nextCell(state, dispatch, view) {
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!addRowAfter(state, dispatch)) return false;
  return view ? goToNextCell(1)(view.state, view.dispatch) : true;
}

/** Returns the keys; `tools` has what opens a form: link() and bar(). */
export function keys({ link, bar }) {
  // After Esc the Tab key leaves the text, as it does elsewhere.
  let leaves = false;
  const within = (command) => (state, dispatch, view) => !leaves && command(state, dispatch, view);
  const escaping = keymap({
    Escape: () => {
      leaves = true;
      return false;
    },
    Tab: within(chainCommands(inList(commands.indent), inTable(nextCell))),
    "Shift-Tab": within(chainCommands(inList(commands.outdent), inTable(goToNextCell(-1)))),
    "Mod-z": chainCommands(undoInputRule, undo),
    "Mod-y": redo,
    "Mod-Shift-z": redo,
    "Mod-k": () => link(),
    "Alt-F10": () => bar(),
    ...Object.fromEntries(Object.entries(MARKS).map(([key, mark]) => [key, commands.toggle(mark)])),
    "Mod-Alt-0": commands.styled(0),
    "Mod-Alt-1": commands.styled(3),
    "Mod-Alt-2": commands.styled(4),
    "Mod-Alt-3": commands.styled(5),
    "Mod-Shift-7": commands.list(nodes.ordered_list),
    "Mod-Shift-8": commands.list(nodes.bullet_list),
    "Mod-Shift-9": commands.quote,
    Backspace: undoInputRule,
    Enter: commands.enter,
    "Shift-Enter": commands.lineBreak,
  });
  const { handleKeyDown } = escaping.props;
  escaping.props.handleKeyDown = (view, event) => {
    if (event.key !== "Tab" && event.key !== "Escape" && event.key !== "Shift") leaves = false;
    return handleKeyDown(view, event);
  };
  escaping.props.handleDOMEvents = {
    blur: () => {
      leaves = false;
    },
  };
  return [escaping, keymap({ ...baseKeymap, "Mod-Enter": () => false })];
}
