// A tap that waits for the one before it is sent as it was made: by then htmx has forgotten which button it was,
// because the finger is on another line.
document.addEventListener("htmx:configRequest", (event) => {
  const button = event.detail.triggeringEvent?.submitter;
  if (button?.name) event.detail.formData.set(button.name, button.value);
});

// What was not saved is said, in the sticky line that one sees: nothing is lost but that tap.
const told = document.querySelector("#not-saved");

function tell(event, words, login) {
  const who = event.detail.elt.closest("form")?.querySelector(".who-line .entry")?.textContent ?? "";
  const then = document.createElement("a");
  if (login) Object.assign(then, { href: login, target: "_blank", textContent: gettext("Sign in in another tab, then press again.") });
  else Object.assign(then, { href: location.pathname, textContent: gettext("Reload the page") });
  told.replaceChildren(`${interpolate(words, { who }, true)} `, then);
  told.hidden = false;
}

document.addEventListener("htmx:sendError", (event) => tell(event, gettext("Not saved for %(who)s: the portal is not responding. Press again, or reload the page.")));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) tell(event, gettext("Not saved for %(who)s: you are no longer signed in."), told.dataset.login);
  else tell(event, gettext("Not saved for %(who)s: something went wrong in the portal."));
});
document.addEventListener("htmx:afterSwap", () => (told.hidden = true));
