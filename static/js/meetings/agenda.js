// Dragging an item of the agenda, or moving it with the arrow keys. Each move is saved at once; without this
// there are the buttons.
const move = (row, to) =>
  window.htmx.ajax("POST", row.dataset.move, {
    source: row, // under which the token of the form stands
    target: "#agenda-items",
    swap: "outerHTML",
    values: { to },
  });

const place = (row) => [...row.parentElement.children].indexOf(row);

let dragged = null;
let from = -1;

function prepare() {
  for (const grip of document.querySelectorAll(".agenda-items .grip")) {
    const row = grip.closest("li");
    grip.hidden = false;
    grip.addEventListener("pointerdown", () => (row.draggable = true));
    grip.addEventListener("pointerup", () => (row.draggable = false));
    grip.addEventListener("keydown", (event) => {
      const step = { ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (!step) return;
      event.preventDefault();
      move(row, step);
    });
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      from = place(row);
      event.dataTransfer.effectAllowed = "move";
      row.classList.add("dragged");
    });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const box = row.getBoundingClientRect();
      const below = event.clientY > box.top + box.height / 2;
      row.parentElement.insertBefore(dragged, below ? row.nextSibling : row);
    });
    row.addEventListener("drop", (event) => event.preventDefault());
    row.addEventListener("dragend", () => {
      row.classList.remove("dragged");
      row.draggable = false;
      dragged = null;
      if (place(row) !== from) move(row, place(row));
    });
  }
}

prepare();
document.addEventListener("htmx:afterSettle", prepare);

// A move that was not saved is said above the items.
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  const items = document.querySelector("#agenda-items");
  document.querySelector("#not-moved")?.remove();
  const said = document.createElement("p");
  Object.assign(said, { id: "not-moved", className: "alert alert-danger" });
  said.setAttribute("role", "alert");
  if (xhr.status === 401) {
    const login = document.createElement("a");
    Object.assign(login, { href: items.dataset.login, target: "_blank", textContent: gettext("Sign in in another tab, then press again.") });
    said.append(gettext("Not saved: you are no longer signed in."), " ", login);
  } else said.append(gettext("Not saved: something went wrong in the portal."));
  items.before(said);
});
document.addEventListener("htmx:afterSwap", () => document.querySelector("#not-moved")?.remove());
