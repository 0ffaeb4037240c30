// Sliding through the years changes the year of the date and asks for its members. Without it there is the field.
const years = document.querySelector(".years");
const date = document.querySelector("#on");
const year = document.querySelector("#year");

if (years && !date.classList.contains("is-invalid")) {
  years.hidden = false;

  year.addEventListener("input", () => {
    const typed = date.value.trim() || `${year.value}-06-30`;
    // The last days of February differ from year to year.
    const day = "leap" in year.dataset ? typed.replace(/\b29\b/, "28") : typed;
    date.value = day.replace(/\d{4}/, year.value);
    date.form.dispatchEvent(new Event("year-chosen"));
  });

  date.addEventListener("change", () => {
    const [typed] = /\d{4}/.exec(date.value) ?? [];
    if (typed) year.value = typed;
  });
}
