// The keys of the page on which minutes are written. What is typed there is saved by saving.js.
(() => {
  const form = document.querySelector("#minutes");

  // One key to the decision and the action of the item that one is in, or was saved with last.
  form.addEventListener("keydown", (event) => {
    const name = { F2: "decision", F4: "action" }[event.key];
    if (!name || event.altKey || event.ctrlKey || event.metaKey) return;
    const item = event.target.closest(".written");
    if (!item) return;
    event.preventDefault();
    item.querySelector("details.choice").open = true;
    const line = item.querySelector(`[name$="-${name}"]`);
    line.focus();
  });
  const last = /^#item-\d+$/.test(location.hash) && document.querySelector(`${location.hash} details.choice > summary`);
  if (last) window.addEventListener("load", () => last.focus());
})();
