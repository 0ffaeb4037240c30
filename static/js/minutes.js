// What is written is saved as it is typed. Without this, and before leaving, there is the button.
const PAUSE = 2500; // ms after the last key
const form = document.querySelector("#minutes");
const said = document.querySelector("#saved");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const waiting = new Map();

const field = (text, name) => form.elements[text.name.replace(/-text$/, `-${name}`)];

async function save(text) {
  clearTimeout(waiting.get(text));
  waiting.delete(text);
  const typed = text.value;
  const body = new FormData();
  body.set(text.name, typed);
  body.set(field(text, "revision").name, field(text, "revision").value);
  said.textContent = "· saving";
  try {
    const answer = await fetch(text.dataset.save, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body,
      redirect: "error",
    });
    const told = await answer.json();
    if (!answer.ok) {
      said.textContent = "· " + told.refused;
      return;
    }
    field(text, "revision").value = told.revision;
    field(text, "opened").value = told.opened;
    said.textContent = `· Saved ${told.saved}`;
    if (text.value === typed) text.defaultValue = typed;
  } catch {
    said.textContent = "· Not saved: the portal does not answer. What you typed stays here; press Save again.";
  }
}

let saving = Promise.resolve();
let busy = 0;

function soon(text) {
  clearTimeout(waiting.get(text));
  // One after the other: the second needs the revision that the first one made.
  const begin = () => {
    busy += 1;
    saving = saving.then(() => save(text)).finally(() => (busy -= 1));
  };
  waiting.set(text, setTimeout(begin, PAUSE));
}

for (const text of form.querySelectorAll("textarea[data-save]")) {
  text.addEventListener("input", () => soon(text));
}

let pressed = false;
form.addEventListener("submit", (event) => {
  // The form saves everything by itself; it only waits for what is being saved just now.
  for (const timer of waiting.values()) clearTimeout(timer);
  waiting.clear();
  if (busy && !pressed) {
    event.preventDefault();
    const { submitter } = event;
    saving.then(() => setTimeout(() => form.requestSubmit(submitter)));
  }
  pressed = true;
});

window.addEventListener("pageshow", () => (pressed = false));
window.addEventListener("beforeunload", (event) => {
  if (!pressed && waiting.size) event.preventDefault();
});
