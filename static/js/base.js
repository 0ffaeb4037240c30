// Sends along with each changed text the one that it was opened with (of "text": "text-base"). With it the portal merges
// what two people wrote. The text as it was opened is the textarea's `defaultValue`; a form that came back with
// errors has it in a hidden field.
(() => {
  for (const text of document.querySelectorAll("textarea[data-editor], [data-save]")) {
    const name = `${text.name}-base`;
    text.form?.addEventListener("formdata", ({ formData }) => {
      if (formData.has(name) || "unsaved" in text.dataset || text.value === text.defaultValue) return;
      formData.set(name, text.defaultValue);
    });
  }
})();
