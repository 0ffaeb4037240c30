// Makes an editor of each <textarea data-editor>. The textarea stays the field of the form: it has the same text, and
// gets an `input` event whenever something is typed. It holds plain text; `data-rich` has the HTML, if there is any.
// `text.dispatchEvent(new CustomEvent("editor:take", { detail: value }))` puts another text into it.
(() => {
  const { Trix } = window;
  const { blockAttributes } = Trix.config;
  Object.assign(blockAttributes.default, { tagName: "p", breakOnReturn: true });
  blockAttributes.heading1.tagName = "h3";
  blockAttributes.heading2 = { tagName: "h4", terminal: true, breakOnReturn: true, group: false };

  const OURS = /^\s*<(p|h3|h4|blockquote|ul|ol)>/;
  const TOOLS = [
    [gettext("Bold"), 'data-trix-attribute="bold" data-trix-key="b"'],
    [gettext("Italic"), 'data-trix-attribute="italic" data-trix-key="i"'],
    [gettext("Heading"), 'data-trix-attribute="heading1"'],
    [gettext("Bulleted list"), 'data-trix-attribute="bullet"'],
    [gettext("Numbered list"), 'data-trix-attribute="number"'],
    [gettext("Quote"), 'data-trix-attribute="quote"'],
    [gettext("Link"), 'data-trix-attribute="href" data-trix-action="link" data-trix-key="k"'],
    [gettext("Undo"), 'data-trix-action="undo" data-trix-key="z"'],
  ];
  const BUTTONS = TOOLS.map(
    ([word, what]) => `<button class="btn" type="button" ${what}>${word}</button>`,
  ).join("");
  const LINK = `<div data-trix-dialogs><div class="linking" data-trix-dialog="href" data-trix-dialog-attribute="href">
    <input class="form-control" type="url" name="href" aria-label="${gettext("Web address")}" placeholder="https://" required disabled data-trix-input>
    <button class="btn" type="button" data-trix-method="setAttribute">${gettext("Add link")}</button>
    <button class="btn" type="button" data-trix-method="removeAttribute">${gettext("Remove link")}</button></div></div>`;

  const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const paragraphs = (plain) =>
    plain
      .replace(/\r\n/g, "\n")
      .split(/\n\s*\n/)
      .filter((part) => part.trim())
      .map((part) => `<p>${escaped(part.replace(/^\n+|\n+$/g, "")).replace(/\n/g, "<br>")}</p>`)
      .join("");
  const asHtml = (value) => (OURS.test(value) ? value : paragraphs(value));

  // As in other toolbars, the Tab key stops once, and the arrow keys move within.
  function walked(bar) {
    const buttons = [...bar.querySelectorAll(".tools .btn")];
    const only = (one) => buttons.forEach((button) => (button.tabIndex = button === one ? 0 : -1));
    only(buttons[0]);
    bar.addEventListener("focusin", ({ target }) => buttons.includes(target) && only(target));
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const able = buttons.filter((button) => !button.disabled);
      const at = able.indexOf(event.target);
      if (!step || at < 0) return;
      event.preventDefault();
      able.at((at + step) % able.length).focus();
    });
    const pressed = () => {
      for (const button of buttons) {
        if (button.dataset.trixAttribute) button.ariaPressed = String("trixActive" in button.dataset);
      }
      if (buttons.some((button) => button.tabIndex === 0 && button.disabled)) only(buttons[0]);
    };
    pressed();
    new MutationObserver(pressed).observe(bar, { subtree: true, attributeFilter: ["data-trix-active", "disabled"] });
  }

  // People also write an address without its scheme: "example.org".
  function addressed(input) {
    const typed = input.value.trim();
    if (!typed || /^(https?:|mailto:)/i.test(typed)) return;
    input.value = typed.includes("@") && !typed.includes("/") ? `mailto:${typed}` : `https://${typed}`;
  }

  function upgrade(text) {
    const bar = document.createElement("trix-toolbar");
    bar.id = `${text.id}-tools`;
    bar.innerHTML = `<div class="tools" role="toolbar" aria-label="${gettext("Formatting")}">${BUTTONS}</div>${LINK}`;
    const input = bar.querySelector("[data-trix-input]");
    bar.addEventListener("keydown", (event) => event.key === "Enter" && addressed(input), true);
    bar.addEventListener("mousedown", () => addressed(input), true);

    const value = document.createElement("input");
    value.type = "hidden";
    value.id = `${text.id}-rich`;
    if (text.dataset.rich && text.value === text.defaultValue) text.value = text.dataset.rich;
    value.value = asHtml(text.value);

    const editor = document.createElement("trix-editor");
    editor.id = `${text.id}-editor`;
    editor.className = "form-control editor";
    editor.style.minHeight = `min(${text.rows * 1.5 + 1}rem, 60vh)`; // as high as the field
    editor.setAttribute("input", value.id);
    editor.setAttribute("toolbar", bar.id);
    editor.setAttribute("aria-multiline", "true");
    editor.dir = "auto";
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (text.hasAttribute(name)) editor.setAttribute(name, text.getAttribute(name));
    }
    const labels = [...text.labels];
    labels.forEach((label, at) => {
      label.htmlFor = editor.id;
      label.id ||= `${text.id}-label${at}`;
    });
    editor.setAttribute("aria-labelledby", labels.map((label) => label.id).join(" "));

    const box = document.createElement("div");
    box.className = "editing";
    text.hidden = true;
    const place = text.closest("p") ?? text; // a paragraph cannot hold a list
    place.after(box);
    box.append(value, editor, bar);
    walked(bar);

    let untouched = { html: null, value: text.value };
    const taken = () => (untouched = { html: value.value, value: text.value });
    editor.addEventListener("trix-initialize", taken, { once: true });
    editor.addEventListener("trix-change", () => {
      if (untouched.html === null) return;
      const words = editor.editor.getDocument().toString().trim();
      const now = value.value === untouched.html ? untouched.value : words ? value.value : "";
      if (now === text.value) return;
      text.value = now;
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
    // Before Trix gets it, as Trix would read styles, which the page's content security policy forbids.
    box.addEventListener(
      "paste",
      (event) => {
        const html = event.clipboardData?.getData("text/html");
        if (!html || !editor.contains(event.target)) return;
        event.preventDefault();
        event.stopPropagation();
        editor.editor.recordUndoEntry("Paste");
        editor.editor.insertHTML(window.pasted(html));
      },
      true,
    );
    editor.addEventListener("trix-file-accept", (event) => event.preventDefault());
    editor.addEventListener("trix-attachment-add", ({ attachment }) => attachment.remove());
    text.addEventListener("editor:take", ({ detail }) => {
      editor.editor.loadHTML(asHtml(detail));
      editor.focus();
    });
  }

  for (const text of document.querySelectorAll("textarea[data-editor]")) upgrade(text);
})();
