// What an applicant types is saved by htmx, field by field. Where that fails this says so beside the field, and in the line
// that is read out (#saved); it tries again by itself, and asks before one leaves what is not saved.
// A press waits for what is being saved just now: the answer tells what stands there, which the form sends along.
// A field of which somebody else's text stands above is saved by the button only: then both have been seen.
(() => {
  const AGAIN = 5000; // ms until it tries again
  const SILENT = gettext("Not saved: the portal is not responding. Your text stays here and is saved as soon as the portal responds.");
  const WRONG = gettext("Not saved: something went wrong in the portal. Your text stays here, and we will try again.");
  const ENDED = gettext("Not saved: this page is no longer available. Copy your text, then reload the page to read why.");
  const form = document.querySelector("#application");
  const failed = new Map(); // the fields of which the portal did not take what was typed, with what was said of it
  let pressed = false;
  let waits = false;
  let timer = 0;

  const plain = (text) => text.replace(/\r\n/g, "\n").trim();
  const known = (field) => document.getElementById(`was-${field.name}`);
  const fields = () => [...form.querySelectorAll(".apply-field [name]")].filter((one) => known(one));
  const isUnsaved = (field) => plain(field.value) !== plain(known(field).value);

  function tell(words, field) {
    const here = document.getElementById(`saved-${field.name}`);
    Object.assign(here, { textContent: words, className: "meta saved-here not-saved" });
    const said = document.querySelector("#saved");
    if (said.textContent !== words) said.textContent = words; // said once, it is not read out at every attempt
  }

  function again() {
    clearTimeout(timer);
    for (const field of failed.keys()) field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function later(event, words) {
    const { elt } = event.detail;
    if (!elt.form || elt.form !== form) return;
    failed.set(elt, words);
    tell(words, elt);
    clearTimeout(timer);
    if (words !== ENDED) timer = setTimeout(again, AGAIN);
  }

  form.addEventListener("htmx:sendError", (event) => later(event, SILENT));
  form.addEventListener("htmx:responseError", (event) => later(event, event.detail.xhr.status === 410 ? ENDED : WRONG));
  form.addEventListener("htmx:afterRequest", ({ detail: { successful, elt } }) => {
    if (!successful) return;
    failed.delete(elt);
    document.getElementById(`saved-${elt.name}`)?.classList.remove("not-saved");
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const field of fields().filter((one) => !isUnsaved(one))) {
      field.dispatchEvent(new CustomEvent("kept:saved", { detail: field.value }));
    }
  });
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (document.getElementById(`clash-${event.detail.elt.name}`)?.children.length) event.preventDefault();
  });

  form.addEventListener("input", ({ target }) => {
    const here = document.getElementById(`saved-${target.name}`);
    if (here && !failed.has(target)) here.textContent = ""; // what it said was of the text before
  });

  form.addEventListener("submit", (event) => {
    const saving = form.querySelector(".htmx-request");
    if (saving) {
      event.preventDefault();
      const { submitter } = event;
      const press = () => setTimeout(() => {
        waits = false;
        form.requestSubmit(submitter);
      });
      if (!waits) saving.addEventListener("htmx:afterRequest", press, { once: true });
      waits = true;
      return;
    }
    const [silent] = [...failed].find(([, words]) => words === SILENT) ?? [];
    if (!silent) return;
    event.preventDefault(); // it would lead away from what is typed, to nowhere
    silent.scrollIntoView({ block: "center" });
    again();
  });

  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) pressed = true;
  });
  window.addEventListener("online", again);
  window.addEventListener("pageshow", () => (pressed = false));
  window.addEventListener("beforeunload", (event) => {
    if (!pressed && fields().some(isUnsaved)) event.preventDefault();
  });
})();
