// htmx saves a contribution as it is typed. A press waits for what is being saved just now, whose answer tells the
// next revision, and after a press nothing is saved beside it. Where saving fails this says so beside the title (#saved),
// and tries again by itself. Without this script there are the buttons.
(() => {
  const AGAIN = 5000; // ms until it tries again
  const form = document.querySelector("form.contributing");
  const said = document.querySelector("#saved");
  let pressed = false;
  let timer = 0;

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

  function again() {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function later(words, login) {
    timer = setTimeout(again, AGAIN);
    if (said.textContent.includes(words)) return; // said once, so that it is not read out at every attempt
    said.replaceChildren(`· ${words} `);
    if (login) said.append(login);
  }

  form?.addEventListener("htmx:sendError", () => later(gettext("Not saved: the portal is not responding. Your text stays here and is saved as soon as the portal responds.")));
  form?.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
    if (xhr.status !== 401) return later(gettext("Not saved: something went wrong in the portal. Your text stays here, and we will try again."));
    const login = document.createElement("a");
    Object.assign(login, { href: form.dataset.login, target: "_blank", textContent: gettext("Sign in in another tab; this page then saves your text.") });
    later(gettext("Not saved: you are no longer signed in. Your text stays here."), login);
  });
  window.addEventListener("online", again);
  window.addEventListener("focus", again);
})();
