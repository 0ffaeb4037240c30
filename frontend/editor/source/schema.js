// What a text may hold: the same as foundation/text/rich/schema.py, against which a test holds it.
import { DOMParser, DOMSerializer, Schema } from "prosemirror-model";

const ID = { id: { default: null } };
const WORDS = { ...ID, dir: { default: null } };

const named = (dom) => ({ id: dom.getAttribute("data-id") });
const block = (tag) => ({ tag, getAttrs: named });

function directed(dom) {
  const dir = dom.getAttribute("dir");
  return { ...named(dom), dir: dir === "ltr" || dir === "rtl" ? dir : null };
}

// In the editor each block has the direction of its own words, unless somebody chose one.
const shown = ({ attrs }, name = null) => ({ "data-id": attrs.id, class: name, dir: attrs.dir ?? "auto" });

const heading = (level) => ({ tag: `h${level}`, getAttrs: (dom) => ({ ...directed(dom), level }) });

const span = (dom, name) => Math.min(Math.max(Number(dom.getAttribute(name)) || 1, 1), 100);

function cell(tag, role) {
  return {
    content: "flow+",
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 } },
    tableRole: role,
    isolating: true,
    parseDOM: [{ tag, getAttrs: (dom) => ({ colspan: span(dom, "colspan"), rowspan: span(dom, "rowspan") }) }],
    toDOM({ attrs: { colspan, rowspan } }) {
      return [tag, { colspan: colspan === 1 ? null : colspan, rowspan: rowspan === 1 ? null : rowspan }, 0];
    },
  };
}

const mark = (tag, more = {}) => ({ parseDOM: [{ tag }], toDOM: () => [tag, 0], ...more });

function proposal(tag) {
  return {
    attrs: { by: { default: null }, datetime: { default: null } },
    inclusive: false,
    parseDOM: [
      { tag, getAttrs: (dom) => ({ by: dom.getAttribute("data-by"), datetime: dom.getAttribute("datetime") }) },
    ],
    toDOM: ({ attrs: { by, datetime } }) => [tag, { "data-by": by, datetime }, 0],
  };
}

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block flow",
      content: "inline*",
      attrs: { ...WORDS, numbered: { default: false } },
      parseDOM: [
        { tag: "p", getAttrs: (dom) => ({ ...directed(dom), numbered: dom.classList.contains("numbered") }) },
      ],
      toDOM: (node) => ["p", shown(node, node.attrs.numbered ? "numbered" : null), 0],
    },
    heading: {
      group: "block flow",
      content: "inline*",
      attrs: { ...WORDS, level: { default: 3 } },
      defining: true,
      parseDOM: [heading(3), heading(4), heading(5)],
      toDOM: (node) => [`h${node.attrs.level}`, shown(node), 0],
    },
    bullet_list: {
      group: "block flow",
      content: "list_item+",
      attrs: ID,
      parseDOM: [block("ul")],
      toDOM: (node) => ["ul", { "data-id": node.attrs.id }, 0],
    },
    ordered_list: {
      group: "block flow",
      content: "list_item+",
      attrs: { ...ID, start: { default: 1 }, type: { default: null } },
      parseDOM: [
        {
          tag: "ol",
          getAttrs(dom) {
            const start = dom.hasAttribute("start") ? Number(dom.getAttribute("start")) : 1;
            const type = dom.getAttribute("type");
            return {
              ...named(dom),
              start: Number.isInteger(start) ? start : 1,
              type: ["a", "A", "i", "I"].includes(type) ? type : null,
            };
          },
        },
      ],
      toDOM({ attrs: { id, start, type } }) {
        return ["ol", { "data-id": id, start: start === 1 ? null : start, type }, 0];
      },
    },
    list_item: {
      content: "paragraph block*",
      attrs: ID,
      defining: true,
      parseDOM: [block("li")],
      toDOM: (node) => ["li", { "data-id": node.attrs.id }, 0],
    },
    blockquote: {
      group: "block flow",
      content: "block+",
      attrs: ID,
      defining: true,
      parseDOM: [block("blockquote")],
      toDOM: (node) => ["blockquote", { "data-id": node.attrs.id }, 0],
    },
    table: {
      group: "block",
      content: "table_row+",
      attrs: ID,
      tableRole: "table",
      isolating: true,
      parseDOM: [block("table")],
      toDOM: (node) => ["table", { "data-id": node.attrs.id }, ["tbody", 0]],
    },
    table_row: {
      content: "(table_cell | table_header)*",
      tableRole: "row",
      parseDOM: [{ tag: "tr" }],
      toDOM: () => ["tr", 0],
    },
    table_cell: cell("td", "cell"),
    table_header: cell("th", "header_cell"),
    image: {
      group: "block flow",
      attrs: { ...ID, src: {}, alt: { default: "" } },
      parseDOM: [
        {
          tag: "img[src]",
          getAttrs: (dom) => ({
            ...named(dom),
            src: dom.getAttribute("src"),
            alt: dom.getAttribute("alt") ?? "",
          }),
        },
      ],
      toDOM: ({ attrs: { id, src, alt } }) => ["img", { "data-id": id, src, alt }],
    },
    text: { group: "inline" },
    hard_break: {
      group: "inline",
      inline: true,
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
      leafText: () => "\n",
    },
    footnote: {
      group: "inline",
      inline: true,
      atom: true,
      content: "(text | hard_break)*",
      parseDOM: [{ tag: "span.footnote" }],
      toDOM: () => ["span", { class: "footnote" }, 0],
    },
  },
  // From the outermost to the innermost.
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href") }) }],
      toDOM: ({ attrs: { href } }) => ["a", { href }, 0],
    },
    ins: proposal("ins"),
    del: proposal("del"),
    strong: mark("strong"),
    em: mark("em"),
    u: mark("u"),
    s: mark("s"),
    sup: mark("sup", { excludes: "sup sub" }),
    sub: mark("sub", { excludes: "sup sub" }),
  },
});

export const hasId = (node) => "id" in node.attrs;

const parser = DOMParser.fromSchema(schema);

// What is stored has no direction that nobody chose.
function stored() {
  const { nodes, marks } = DOMSerializer.fromSchema(schema);
  const bare = (make) => (node) => {
    const made = make(node);
    if (made[1]?.dir === "auto") delete made[1].dir;
    return made;
  };
  const without = ["paragraph", "heading"].map((name) => [name, bare(nodes[name])]);
  return new DOMSerializer({ ...nodes, ...Object.fromEntries(without) }, marks);
}

export const serializer = stored();

const OURS = /^\s*<(p|h[345]|ul|ol|blockquote|table|img)[\s>]/;
const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Returns plain text as the HTML of its paragraphs. */
export function paragraphs(plain) {
  return plain
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map((part) => `<p>${escaped(part.replace(/^\n+|\n+$/g, "")).replace(/\n/g, "<br>")}</p>`)
    .join("");
}

/** Returns the document of a stored text, which is HTML or plain. */
export function opened(value) {
  const html = OURS.test(value) ? value : paragraphs(value);
  const { body } = new window.DOMParser().parseFromString(html, "text/html");
  return parser.parse(body, { preserveWhitespace: true });
}

/** Returns the HTML of a document; empty if nobody would see anything. */
export function closed(doc) {
  let empty = !doc.textContent.trim();
  doc.forEach((node) => (empty &&= node.isTextblock && node.content.size === node.textContent.length));
  if (empty) return "";
  const { body } = document.implementation.createHTMLDocument("");
  body.append(serializer.serializeFragment(doc.content, { document: body.ownerDocument }));
  return body.innerHTML.replace(/&nbsp;/g, "\u00a0");
}

/** What the test compares with the schema of the server. */
export function described() {
  const tags = (spec) => (spec.parseDOM ?? []).map(({ tag }) => tag);
  const nodes = Object.entries(schema.nodes).map(([name, { spec }]) => [
    name,
    { tags: tags(spec), attrs: Object.keys(spec.attrs ?? {}), content: spec.content ?? "" },
  ]);
  const marks = Object.entries(schema.marks).map(([name, { spec }]) => [
    name,
    { tags: tags(spec), attrs: Object.keys(spec.attrs ?? {}) },
  ]);
  return { nodes: Object.fromEntries(nodes), marks: Object.fromEntries(marks) };
}
