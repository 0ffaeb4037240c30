// A date is typed in words: <input data-day="Calendar">. This adds a button with that word, which opens the
// browser's own calendar, and says back in words what was typed in figures. Without it, the field works alone.
(() => {
  const two = (number) => String(number).padStart(2, "0");
  const inWords = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
    day: "numeric",
    month: "long",
    year: "numeric",
    numberingSystem: "latn",
    calendar: "gregory",
    timeZone: "UTC",
  });

  // "14.5.2027", "2027-05-14" as year, month and day; the day comes first, as on the server.
  function figures(text) {
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
    if (iso) return iso.slice(1).map(Number);
    const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text.replace(/\s/g, ""));
    return local && local.slice(1).map(Number).reverse();
  }

  function sayBack(year, month, day) {
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? inWords.format(date) : null;
  }

  // What the calendar opens with: the typed day, as far as the browser reads it.
  function isoOf(text) {
    const [year, month, day] = figures(text) ?? [];
    if (year) return `${year}-${two(month)}-${two(day)}`;
    const date = new Date(text);
    if (!/\d{4}/.test(text) || Number.isNaN(date.getTime())) return "";
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  }

  // Of which field it is, for who does not see it.
  function hidden(label) {
    const text = label?.cloneNode(true);
    text?.querySelector(".asteriskField")?.remove();
    const made = document.createElement("span");
    made.className = "visually-hidden";
    made.textContent = text ? `: ${text.textContent.trim()}` : "";
    return made;
  }

  function equip(field) {
    const parts = () => /^(.*?)(,?\s+\d{1,2}:\d{2})?$/.exec(field.value.trim()); // an hour stays as it is
    field.addEventListener("change", () => {
      const [, typed, hour = ""] = parts();
      const said = figures(typed) && sayBack(...figures(typed));
      if (said) field.value = said + hour;
    });
    const calendar = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1 });
    if (!calendar.showPicker) return;
    calendar.setAttribute("aria-hidden", "true");
    calendar.addEventListener("change", () => {
      if (!calendar.value) return;
      const [, , hour = ""] = parts();
      field.value = sayBack(...calendar.value.split("-").map(Number)) + hour;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      button.focus();
    });
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "btn",
      textContent: field.dataset.day,
    });
    button.append(hidden(field.labels?.[0]));
    button.addEventListener("click", () => {
      calendar.value = isoOf(parts()[1]);
      calendar.showPicker();
    });
    const both = document.createElement("span");
    both.className = "day";
    const focused = document.activeElement === field;
    field.replaceWith(both);
    const opener = document.createElement("span");
    opener.append(calendar, button);
    both.append(field, opener);
    if (focused) field.focus();
  }

  function equipAll(part) {
    for (const field of part.querySelectorAll("input[data-day]")) if (!field.closest(".day")) equip(field);
  }

  equipAll(document);
  document.addEventListener("htmx:load", (event) => equipAll(event.detail.elt));
})();
