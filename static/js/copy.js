// A button that copies the text of a field. Without this script the text can be selected in the field.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const told = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;

  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "Copied.";
    } catch {
      const around = field.closest("details");
      if (around) around.open = true;
      field.select();
      told.textContent = "The browser does not let a page copy. What is to be copied is selected.";
    }
  });
}
