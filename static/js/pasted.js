// Turns what Word, Outlook, LibreOffice and Google Docs put on the clipboard into plain HTML for the editor.
// The server cleans again what is saved; this is for what the person sees at once.
(() => {
  const NOTHING = "script, style, meta, link, title, xml, img, svg, object, iframe, form, input, button, textarea, select";
  const NUMBER = /^\(?(\d{1,3}(\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]$/;
  const TYPED = /^\s*(?:([·•▪◦§\uf0b7]|[-–o](?=\u00a0))|\(?(?:\d{1,3}|[a-zA-Z])[.)])[\s\u00a0]+/;

  function renamed(element, tag) {
    const other = element.ownerDocument.createElement(tag);
    other.append(...element.childNodes);
    element.replaceWith(other);
    return other;
  }

  // Word writes lists as paragraphs that only look like lists. They become lists.
  function lists(page) {
    let open = []; // the lists around the last item
    let last = null;
    for (const paragraph of page.body.querySelectorAll("p[data-style*='mso-list' i], p[class*='MsoList' i]")) {
      const style = paragraph.dataset.style ?? "";
      const sign = paragraph.querySelector("[data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]");
      let marker = sign ? sign.textContent.trim() : "";
      sign?.remove();
      if (!marker) {
        const typed = TYPED.exec(paragraph.textContent);
        if (!typed) continue;
        marker = typed[0].trim();
        without(paragraph, typed[0].length);
      }
      const level = Math.min(Number(/level(\d)/.exec(style)?.[1] ?? 1), 6);
      const tag = NUMBER.test(marker) ? "ol" : "ul";
      if (last !== paragraph.previousElementSibling) open = [];
      const item = page.createElement("li");
      item.append(...paragraph.childNodes);
      open = open.slice(0, level);
      if (open[level - 1] && open[level - 1].localName !== tag) open = open.slice(0, level - 1);
      while (open.length < level) {
        const list = page.createElement(open.length === level - 1 ? tag : "ul");
        const within = open.at(-1)?.lastElementChild ?? open.at(-1);
        if (within) within.append(list);
        else paragraph.before(list);
        open.push(list);
      }
      open.at(-1).append(item);
      paragraph.remove();
      last = open[0];
    }
  }

  function without(element, length) {
    const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (length && texts.nextNode()) {
      const cut = Math.min(length, texts.currentNode.data.length);
      texts.currentNode.deleteData(0, cut);
      length -= cut;
    }
  }

  // A row of a table becomes a line.
  function tables(page) {
    for (const table of [...page.querySelectorAll("table")].reverse()) {
      const lines = page.createElement("p");
      for (const row of table.rows) {
        const cells = [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim());
        lines.append(cells.join(" · "), page.createElement("br"));
      }
      lines.lastChild?.remove();
      table.replaceWith(lines);
    }
  }

  const styles = (element) =>
    Object.fromEntries(
      element.dataset.style.split(";").map((part) => {
        const [name, ...value] = part.split(":");
        return [name.trim().toLowerCase(), value.join(":").trim().toLowerCase()];
      }),
    );

  // Bold, italic and strikethrough styles become tags; every other style is removed.
  function looks(page) {
    for (const element of page.body.querySelectorAll("[data-style]")) {
      const style = styles(element);
      if (/^(b|strong)$/.test(element.localName) && /^(normal|400)$/.test(style["font-weight"])) {
        element.replaceWith(...element.childNodes);
        continue;
      }
      if (!/^(span|font)$/.test(element.localName)) continue;
      let inner = element;
      for (const [tag, is] of [
        ["strong", /^(bold|bolder|[6-9]00)$/.test(style["font-weight"])],
        ["em", /italic|oblique/.test(style["font-style"])],
        ["del", /line-through/.test(style["text-decoration"])],
      ]) {
        if (!is) continue;
        const mark = page.createElement(tag);
        mark.append(...inner.childNodes);
        inner.append(mark);
        inner = mark;
      }
    }
  }

  function texts(page) {
    const all = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
    const comments = [];
    while (all.nextNode()) {
      const node = all.currentNode;
      if (node.nodeType === Node.COMMENT_NODE) comments.push(node);
      else node.data = node.data.replace(/[\s\u00a0]+/g, " ");
    }
    for (const comment of comments) comment.remove();
  }

  // The page's content security policy forbids style attributes even here, and would report each.
  const unstyled = (html) =>
    html
      .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(\s*=)/gi, "$1data-style$2"));

  window.pasted = (html) => {
    const page = new DOMParser().parseFromString(unstyled(html), "text/html");
    for (const element of page.querySelectorAll(NOTHING)) element.remove();
    lists(page);
    tables(page);
    looks(page);
    texts(page);
    for (const element of page.body.querySelectorAll("h1, h2, h3, p[class*='MsoTitle' i]")) renamed(element, "h3");
    for (const element of page.body.querySelectorAll("h4, h5, h6")) renamed(element, "h4");
    for (const element of page.body.querySelectorAll("li > p")) element.replaceWith(...element.childNodes);
    for (const element of page.body.querySelectorAll("*")) {
      for (const { name } of [...element.attributes]) if (name !== "href") element.removeAttribute(name);
    }
    for (const element of page.body.querySelectorAll("p, div, h3, h4, span")) {
      if (!element.textContent.trim()) element.remove();
    }
    return page.body.innerHTML.trim();
  };
})();
