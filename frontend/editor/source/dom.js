// Small things of the page.

/** Returns a new element; `more` has its attributes, and `children` are elements or words. */
export function element(tag, more = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(more)) if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  made.append(...children);
  return made;
}

export function button(words, press, more = {}) {
  const made = element("button", { type: "button", class: "btn", ...more }, words);
  made.addEventListener("click", press);
  return made;
}

let counted = 0;

/** Returns a labelled control: the paragraph, and the control in it. */
export function field(words, control) {
  control.id = `writing-${(counted += 1)}`;
  return element("p", {}, element("label", { for: control.id, class: "form-label" }, words), control);
}

/** Returns the token against forged requests; a person who signs in again gets another one. */
export function token(form) {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? form?.elements.csrfmiddlewaretoken?.value ?? "";
}
