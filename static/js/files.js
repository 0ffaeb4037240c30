// Says that a file is too large as soon as it is chosen, before it is sent. The portal refuses it too.
(() => {
  const LARGEST = 25 * 1024 * 1024; // the same as in foundation.files.storage
  const size = (file) => Math.round(file.size / 1024 ** 2);

  function judge(field) {
    const great = [...field.files].find((file) => file.size > LARGEST);
    const id = `${field.id}-too-large`;
    document.getElementById(id)?.remove();
    const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
    if (great) {
      const said = document.createElement("p");
      Object.assign(said, { id, className: "invalid-feedback too-large" });
      said.setAttribute("role", "alert");
      said.textContent = interpolate(
        gettext("“%(name)s” is %(size)s MB; the limit is %(limit)s MB. Please choose a smaller file, or write in the text where it can be found."),
        { name: great.name, size: size(great), limit: LARGEST / 1024 ** 2 },
        true,
      );
      field.after(said);
      others.push(id);
    }
    field.classList.toggle("is-invalid", Boolean(great));
    field.setAttribute("aria-invalid", String(Boolean(great)));
    if (others.length) field.setAttribute("aria-describedby", others.join(" "));
    else field.removeAttribute("aria-describedby");
    return !great;
  }

  const fields = (form) => [...form.elements].filter((one) => one.type === "file");
  document.addEventListener("change", ({ target }) => target.type === "file" && judge(target));
  document.addEventListener(
    "submit",
    (event) => {
      const wrong = fields(event.target).find((field) => !judge(field));
      if (!wrong) return;
      event.preventDefault();
      event.stopPropagation();
      wrong.focus();
    },
    true,
  );
})();
