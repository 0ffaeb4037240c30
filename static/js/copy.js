// A button that copies the text of a field. Without this script the text can be selected in the field.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const told = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;

  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = gettext("Copied");
    } catch {
      const around = field.closest("details");
      if (around) around.open = true;
      field.select();
      told.textContent = gettext("Your browser does not allow copying. The text is selected: press Ctrl+C or Cmd+C.");
    }
  });
}
