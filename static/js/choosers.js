// One types words and chooses among what has them: <div data-chooser="the name of the field">. The page of the form says what
// there is (`?choose=<id of the field>&q=<words>`), so it offers what the form takes. Arrows, Enter and Esc do what they do
// in a list. Without this script the form comes back with a list.
(() => {
  const PAUSE = 180; // ms after a key until it asks
  const make = (tag, attributes, ...parts) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...parts);
    return made;
  };

  class Chooser {
    constructor(box) {
      this.box = box;
      this.many = "many" in box.dataset;
      this.field = box.querySelector("input[type=text]");
      this.name = box.dataset.chooser;
      this.key = box.querySelector("[data-chosen]");
      this.at = -1;
      const { id } = this.field;
      this.list = make("ul", { id: `${id}-hits`, className: "hits", hidden: true, role: "listbox" });
      this.list.setAttribute("aria-label", gettext("Matches"));
      this.said = make("p", { className: "visually-hidden", role: "status" });
      for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" })) {
        this.field.setAttribute(name, value);
      }
      this.field.after(this.list, this.said);
      this.field.addEventListener("input", () => this.asks(PAUSE));
      this.field.addEventListener("click", () => this.list.hidden && this.asks(0));
      this.field.addEventListener("keydown", (event) => this.pressed(event));
      this.field.addEventListener("blur", () => this.close());
      // A press must not take the focus from the field before the click.
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("click", ({ target }) => {
        const option = target.closest("[role=option]");
        if (option) this.choose([...this.options].indexOf(option));
      });
    }

    get options() {
      return this.list.querySelectorAll("[role=option]");
    }

    asks(pause) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), pause);
    }

    async ask() {
      this.asking?.abort();
      this.asking = new AbortController();
      const address = new URL(this.field.form?.dataset.page ?? location.href, location.href);
      // What is chosen already is no word to search for: offer what there is.
      const words = this.field.value === this.chosen ? "" : this.field.value;
      address.hash = "";
      address.searchParams.set("choose", this.field.id);
      address.searchParams.set("q", words);
      try {
        const answer = await fetch(address, { signal: this.asking.signal, headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(answer.status);
        this.show(await answer.json());
      } catch (error) {
        if (error.name !== "AbortError") this.close(); // what is typed goes with the form, as without the script
      }
    }

    show({ hits, more }) {
      if (document.activeElement !== this.field) return;
      this.hits = hits;
      this.at = -1;
      this.list.replaceChildren(
        ...hits.map(({ label, detail }, index) => {
          const option = make("li", { id: `${this.list.id}-${index}`, role: "option", dir: "auto" }, label);
          option.setAttribute("aria-selected", "false");
          if (detail) option.append(" ", make("span", { className: "meta", textContent: detail }));
          return option;
        }),
      );
      const note = hits.length ? (more ? gettext("There are more. Type more words to find them.") : "") : gettext("Nothing matches. Try other words.");
      if (note) this.list.append(make("li", { className: "note", role: "presentation", textContent: note }));
      const count = interpolate(ngettext("%(count)s match.", "%(count)s matches.", hits.length), { count: hits.length }, true);
      this.said.textContent = hits.length ? [count, note].filter(Boolean).join(" ") : note;
      this.list.hidden = false;
      this.list.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-expanded", "true");
      this.field.removeAttribute("aria-activedescendant");
    }

    close() {
      clearTimeout(this.timer);
      this.asking?.abort();
      this.list.hidden = true;
      this.at = -1;
      this.field.setAttribute("aria-expanded", "false");
      this.field.removeAttribute("aria-activedescendant");
    }

    go(step) {
      const { options } = this;
      if (!options.length) return;
      options[this.at]?.setAttribute("aria-selected", "false");
      this.at = (this.at + step + options.length + (this.at < 0 && step < 0 ? 1 : 0)) % options.length;
      options[this.at].setAttribute("aria-selected", "true");
      options[this.at].scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", options[this.at].id);
    }

    pressed(event) {
      const isOpen = !this.list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (isOpen) this.go(event.key === "ArrowDown" ? 1 : -1);
        else this.asks(0);
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      } else if (event.key === "Enter" && isOpen && this.at >= 0) {
        event.preventDefault();
        this.choose(this.at);
      }
    }

    choose(index) {
      const { key, label, detail } = this.hits[index];
      this.box.querySelector("fieldset.hits")?.remove(); // the list of the second step
      if (this.many) this.add(key, label, detail);
      else {
        this.key ??= this.field.parentElement.appendChild(make("input", { type: "hidden", name: this.name }));
        this.key.value = key;
        this.field.value = this.chosen = label;
        this.key.dispatchEvent(new Event("input", { bubbles: true })); // to its draft (kept.js)
        this.field.dispatchEvent(new Event("change", { bubbles: true }));
      }
      this.said.textContent = interpolate(gettext("Chosen: %(label)s"), { label }, true);
      this.close();
    }

    add(key, label, detail) {
      this.field.value = "";
      const id = `${this.field.id}-${key}`;
      const there = document.getElementById(id);
      if (there) there.checked = true;
      else {
        const box = make("input", { type: "checkbox", className: "form-check-input", id, name: this.name, value: key, checked: true });
        const words = make("label", { className: "form-check-label", htmlFor: id, dir: "auto" }, label);
        if (detail) words.append(" ", make("span", { className: "meta", textContent: detail }));
        this.box.querySelector(".chosen").append(make("div", { className: "form-check" }, box, words));
      }
      (document.getElementById(id) ?? this.field).dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  function equip(box) {
    if (box.dataset.equipped) return;
    box.dataset.equipped = "yes";
    const chooser = new Chooser(box);
    if (chooser.key?.value) chooser.chosen = chooser.field.value;
  }
  const equipAll = (part) => part.querySelectorAll("[data-chooser]").forEach(equip);

  equipAll(document);
  document.addEventListener("htmx:load", (event) => equipAll(event.detail.elt));
})();
