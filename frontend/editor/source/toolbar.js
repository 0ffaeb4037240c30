// The tools above the text. The Tab key stops once among them; the arrow keys, Home and End move within.
import { redo, undo } from "prosemirror-history";
import * as tables from "prosemirror-tables";
import * as commands from "./commands.js";
import { element } from "./dom.js";
import { icon } from "./icons.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const NARROW = 560; // px: below it only the first tools are always there

/** Returns the tools: rows of [sign, words, keys, { run, is, can }]. `keys` is as in aria-keyshortcuts. */
function tools(editor) {
  const mark = (type) => ({ run: commands.toggle(type), is: commands.has(type) });
  const list = (type) => ({ run: commands.list(type), is: commands.isIn(type) });
  const opens = (form, can = () => true) => ({ run: (state, dispatch) => can(state) && (!dispatch || form()), opens: true });
  return {
    first: [
      ["strong", gettext("Bold"), "Control+B", mark(marks.strong)],
      ["em", gettext("Italic"), "Control+I", mark(marks.em)],
      ["bullets", gettext("Bulleted list"), "Control+Shift+8", list(nodes.bullet_list)],
      ["numbers", gettext("Numbered list"), "Control+Shift+7", list(nodes.ordered_list)],
    ],
    second: [
      ["u", gettext("Underline"), "Control+U", mark(marks.u)],
      ["link", gettext("Link"), "Control+K", { ...opens(() => editor.link()), is: (state) => Boolean(commands.linked(state).href) }],
      ["table", gettext("Table"), null, { run: commands.table(3, 3), goes: true }],
      ["footnote", gettext("Footnote"), null, { ...opens(() => editor.footnote(), commands.footnote) }],
      ["undo", gettext("Undo"), "Control+Z", { run: undo, outer: true }],
      ["redo", gettext("Redo"), "Control+Y", { run: redo, outer: true }],
    ],
    more: [
      ["s", gettext("Strikethrough"), "Control+Shift+X", mark(marks.s)],
      ["sup", gettext("Superscript"), "Control+.", mark(marks.sup)],
      ["sub", gettext("Subscript"), "Control+,", mark(marks.sub)],
      ["outdent", gettext("Outdent"), "Shift+Tab", { run: commands.outdent }],
      ["indent", gettext("Indent"), "Tab", { run: commands.indent }],
      ["start", gettext("Start at…"), null, opens(() => editor.numbers(), commands.isIn(nodes.ordered_list))],
      ["quote", gettext("Quote"), "Control+Shift+9", { run: commands.quote, is: commands.isIn(nodes.blockquote) }],
      ["numbered", gettext("Numbered paragraph"), null, { run: commands.number, is: commands.isNumbered }],
      ...(editor.images ? [["image", gettext("Image"), null, opens(() => editor.image())]] : []),
    ],
    table: [
      [null, gettext("Row above"), null, { run: tables.addRowBefore }],
      [null, gettext("Row below"), null, { run: tables.addRowAfter }],
      [null, gettext("Delete row"), null, { run: tables.deleteRow }],
      [null, gettext("Column before"), null, { run: tables.addColumnBefore }],
      [null, gettext("Column after"), null, { run: tables.addColumnAfter }],
      [null, gettext("Delete column"), null, { run: tables.deleteColumn }],
      [null, gettext("Header row"), null, { run: tables.toggleHeaderRow, is: isHeaded }],
      [null, gettext("Merge cells"), null, { run: tables.mergeCells }],
      [null, gettext("Split cell"), null, { run: tables.splitCell }],
      [null, gettext("Delete table"), null, { run: tables.deleteTable }],
    ],
  };
}

function isHeaded(state) {
  if (!tables.isInTable(state)) return false;
  const { table } = tables.selectedRect(state);
  const { firstChild: row } = table;
  for (let at = 0; at < row.childCount; at += 1) if (row.child(at).type !== nodes.table_header) return false;
  return true;
}

const STYLES = () => [
  [0, gettext("Paragraph"), "p"],
  [3, gettext("Heading 1"), "h3"],
  [4, gettext("Heading 2"), "h4"],
  [5, gettext("Heading 3"), "h5"],
];
const DIRECTIONS = () => [
  [null, gettext("Automatic")],
  ["ltr", gettext("Left to right")],
  ["rtl", gettext("Right to left")],
];

export class Toolbar {
  constructor(editor) {
    this.editor = editor;
    this.updates = [];
    const all = tools(editor);
    const row = (name, more) => element("div", { class: `tools-${name}`, ...more });
    const make = (ones, worded) => ones.map((one) => this.button(one, worded));
    const style = this.menu(null, gettext("Style"), STYLES(), commands.styled, commands.level);
    const directions = this.menu("direction", gettext("Direction"), DIRECTIONS(), commands.directed, commands.direction);
    this.more = this.button(["more", gettext("More"), null, { run: () => this.unfold(this.rest.hidden) }]);
    this.more.setAttribute("aria-expanded", "false");
    this.main = row("main", {});
    this.rest = row("more", { hidden: true });
    this.table = row("table", { hidden: true, role: "group", "aria-label": gettext("Table") });
    this.second = make(all.second);
    this.main.append(style, ...make(all.first), ...this.second, this.more);
    this.rest.append(...make(all.more, true), directions);
    this.table.append(...make(all.table, true));
    this.dom = element(
      "div",
      { class: "tools", role: "toolbar", "aria-label": gettext("Formatting") },
      this.main,
      this.rest,
      this.table,
    );
    this.dom.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps the focus
    this.dom.addEventListener("keydown", (event) => this.key(event));
    this.dom.addEventListener("focusin", ({ target }) => this.stop(target));
    this.dom.addEventListener("focusout", ({ relatedTarget }) => this.dom.contains(relatedTarget) || this.shut());
    this.stop(style.querySelector("button"));
    new ResizeObserver(([{ contentRect }]) => this.fit(contentRect.width)).observe(this.dom);
  }

  // Where there is no room, only the first tools are in the first row.
  fit(width) {
    const isNarrow = width > 0 && width < NARROW;
    if (isNarrow === this.isNarrow) return;
    this.isNarrow = isNarrow;
    if (isNarrow) this.rest.prepend(...this.second);
    else this.more.before(...this.second);
  }

  // A row more or less does not move the text under the hand.
  show(row, shown) {
    if (row.hidden !== shown) return;
    const text = this.editor.view.dom;
    const { top } = text.getBoundingClientRect();
    row.hidden = !shown;
    window.scrollBy(0, text.getBoundingClientRect().top - top);
  }

  unfold(open) {
    this.show(this.rest, open);
    this.more.setAttribute("aria-expanded", String(open));
    return true;
  }

  button([sign, words, keys, { run, is, outer, goes, opens }], worded = false) {
    const made = element("button", {
      type: "button",
      class: "btn tool",
      tabindex: "-1",
      "aria-keyshortcuts": keys,
      "aria-haspopup": opens ? "dialog" : null,
    });
    if (sign) made.append(icon(sign));
    if (worded) made.append(element("span", { class: sign ? "word" : "" }, words));
    if (sign) {
      made.setAttribute("aria-label", words);
      made.title = keys ? `${words} (${keys.replace("Control", gettext("Ctrl"))})` : words;
    }
    const view = () => (outer ? this.editor.view : this.editor.target);
    made.addEventListener("click", ({ detail }) => {
      if (made.getAttribute("aria-disabled") === "true") return;
      const one = view();
      run(one.state, one.dispatch, one);
      // By the mouse one goes on in the text; by the keyboard one stays among the tools.
      if ((detail && !opens && sign !== "more") || goes) one.focus();
      this.editor.refresh();
    });
    this.updates.push(() => {
      const { state } = view();
      made.setAttribute("aria-disabled", String(!run.length || run(state) ? false : true));
      if (is) made.setAttribute("aria-pressed", String(is(state)));
    });
    return made;
  }

  menu(sign, name, choices, command, current) {
    const word = element("span", { class: sign ? "word" : "current" });
    const opener = element("button", {
      type: "button",
      class: "btn tool",
      tabindex: "-1",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
    });
    if (sign) opener.append(icon(sign));
    opener.append(word, element("span", { class: "opens", "aria-hidden": "true" }));
    const items = choices.map(([value, words, look]) => {
      const item = element("button", { type: "button", role: "menuitemradio", tabindex: "-1", class: look ? `as-${look}` : null }, words);
      item.addEventListener("click", ({ detail }) => {
        this.shut();
        const view = this.editor.target;
        command(value)(view.state, view.dispatch);
        if (detail) view.focus();
        else opener.focus();
        this.editor.refresh();
      });
      return item;
    });
    const sheet = element("div", { class: "choices-of", role: "menu", "aria-label": name, hidden: true }, ...items);
    const box = element("div", { class: "menu" }, opener, sheet);
    opener.addEventListener("click", ({ detail }) => {
      if (opener.getAttribute("aria-disabled") === "true") return;
      const open = sheet.hidden;
      this.shut();
      sheet.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
      if (open && !detail) (items.find((item) => item.ariaChecked === "true") ?? items[0]).focus();
    });
    this.updates.push(() => {
      const { state } = this.editor.target;
      const now = current(state);
      const at = choices.findIndex(([value]) => value === now);
      opener.setAttribute("aria-disabled", String(!choices.some(([value]) => command(value)(state))));
      opener.setAttribute("aria-label", `${name}: ${choices[at][1]}`);
      opener.title = name;
      const words = sign ? name : choices[at][1];
      if (word.textContent !== words) word.textContent = words;
      items.forEach((item, one) => item.setAttribute("aria-checked", String(one === at)));
    });
    return box;
  }

  shut() {
    for (const sheet of this.dom.querySelectorAll(".choices-of:not([hidden])")) {
      sheet.hidden = true;
      sheet.previousElementSibling.setAttribute("aria-expanded", "false");
    }
  }

  stop(target) {
    const one = target.closest(".tool");
    if (!one) return;
    for (const tool of this.dom.querySelectorAll(".tool")) tool.tabIndex = tool === one ? 0 : -1;
  }

  focus() {
    (this.dom.querySelector(".tool[tabindex='0']") ?? this.dom.querySelector(".tool")).focus();
    return true;
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { target } = event;
    const sheet = target.closest(".choices-of");
    const ones = sheet ? [...sheet.children] : [...this.dom.querySelectorAll(".tool")].filter((one) => one.checkVisibility());
    const towards = getComputedStyle(this.dom).direction === "rtl" ? -1 : 1;
    const [back, on] = sheet ? ["ArrowUp", "ArrowDown"] : towards > 0 ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const at = ones.indexOf(target);
    const to = { [back]: at - 1, [on]: (at + 1) % ones.length, Home: 0, End: -1 }[event.key];
    if (to !== undefined) ones.at(to).focus();
    else if (event.key === "Escape") {
      const opener = this.dom.querySelector("[aria-expanded='true'][aria-haspopup='menu']");
      this.shut();
      if (opener) opener.focus();
      else this.editor.target.focus();
    } else if (event.key === "ArrowDown" && target.ariaHasPopup === "menu") target.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  update() {
    this.show(this.table, tables.isInTable(this.editor.view.state));
    for (const update of this.updates) update();
    const stop = this.dom.querySelector(".tool[tabindex='0']");
    if (!stop?.checkVisibility({ visibilityProperty: false })) this.stop(this.main.querySelector(".tool"));
  }
}
