// htmx saves a contribution as it is typed. A press waits for what is being saved just now, whose answer tells the
// next revision, and after a press nothing is saved beside it. Without this script there are the buttons.
(() => {
  const form = document.querySelector("form.contributing");
  let pressed = false;

  form?.addEventListener("submit", (event) => {
    if (form.classList.contains("htmx-request")) {
      event.preventDefault();
      const { submitter } = event;
      const press = () => setTimeout(() => form.requestSubmit(submitter));
      if (!pressed) form.addEventListener("htmx:afterRequest", press, { once: true });
    }
    pressed = true;
  });
  form?.addEventListener("htmx:confirm", (event) => pressed && event.preventDefault());
  window.addEventListener("pageshow", () => (pressed = false));
})();
