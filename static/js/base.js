// Sends along with each text the one that it was opened with (of "text": "text-base"). With it the portal merges
// what two people wrote. The text as it was opened is the field's `defaultValue`; a form that came back with errors has
// it in a hidden field. If the portal answers with what it was merged to (data-merged), the editor gets that.
(() => {
  for (const text of document.querySelectorAll("textarea[data-editor], [data-save]")) {
    const { form } = text;
    const name = `${text.name}-base`;
    let sent;
    const opened = (value) => {
      text.defaultValue = value;
      if (form.elements[name]) form.elements[name].value = value;
    };
    form?.addEventListener("formdata", ({ formData }) => {
      sent = text.value;
      if (!formData.has(name) && !("unsaved" in text.dataset)) formData.set(name, text.defaultValue);
    });
    // What was saved by htmx. If something was typed since, what was merged waits for the next save.
    document.addEventListener("htmx:afterSwap", () => {
      if (sent === undefined || !document.querySelector("[data-saves-text]")) return;
      const merged = document.querySelector("[data-merged]");
      if (!merged || text.value !== sent) return opened(sent);
      opened(merged.textContent);
      form.elements.revision.value = merged.dataset.revision;
      text.dispatchEvent(new CustomEvent("editor:merge", { detail: merged.textContent }));
    });
  }
})();
