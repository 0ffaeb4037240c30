// Adds a passkey or signs in with one, by the scripts of django-allauth, and says in words what went wrong. Its form
// is hidden until then: where there is no script, or the browser has no passkeys, the page shows another way.
(() => {
  const form = document.querySelector("[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;
  const says = form.querySelector("[data-passkey-says]");
  const ids = { credential: "id_credential", passwordless: "id_passwordless" };
  for (const role of ["add", "authenticate", "login"]) ids[role] = "passkey-button";
  if (document.getElementById("passkey-data")) ids.data = "passkey-data";

  window.allauth.webauthn.forms[form.dataset.passkey]({ ids });
  form.addEventListener("submit", (event) => event.preventDefault()); // it is sent once the device has answered
  form.addEventListener("click", () => { says.hidden = true; }, true); // first of all, as an answer can come at once
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    says.textContent = says.dataset[event.detail.exception?.name?.toLowerCase()] ?? says.dataset.other;
    says.hidden = false;
  });

  form.hidden = false;
  for (const other of document.querySelectorAll("[data-passkey-missing]")) other.hidden = true;
})();
