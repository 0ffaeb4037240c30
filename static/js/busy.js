// The buttons of a form are quiet while its request runs, so that pressing often sends it once. They keep the focus,
// and the name and value of the one that was pressed. A page that stays, because a file was downloaded or the person
// stopped loading, has them back after a while. Forms of htmx wait in a queue of their own (hx-sync).
(() => {
  const AGAIN = 8000; // ms
  const busy = new Map(); // forms, each with what ends it

  // First of all, so that no other script hears of a press that does not count.
  window.addEventListener(
    "submit",
    (event) => {
      if (!busy.has(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  // Last of all: a script that sends the form by itself, or later, has stopped it by then.
  window.addEventListener("submit", ({ target: form, defaultPrevented }) => {
    if (defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post" || form.target) return;
    const buttons = [...form.elements].filter((one) => one.type === "submit" && one.ariaDisabled !== "true");
    const rest = () => {
      clearTimeout(timer);
      busy.delete(form);
      form.ariaBusy = null;
      for (const button of buttons) button.ariaDisabled = null;
    };
    const timer = setTimeout(rest, AGAIN);
    busy.set(form, rest);
    form.ariaBusy = "true";
    for (const button of buttons) button.ariaDisabled = "true";
  });

  window.addEventListener("pageshow", () => [...busy.values()].forEach((rest) => rest())); // back from the next page
})();
