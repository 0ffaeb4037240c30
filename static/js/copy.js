// A button that copies the text of a field; without this the field is there to select from.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const told = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;

  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "Copied.";
    } catch {
      field.closest("details").open = true;
      field.select();
      told.textContent = "The browser does not let a page copy. The addresses are selected below.";
    }
  });
}
