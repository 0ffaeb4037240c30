// Sliding through the years moves the date and asks for its members; without this there is the date field.
const years = document.querySelector(".years");
const date = document.querySelector("#on");
const year = document.querySelector("#year");

if (years && date.type === "date") {
  years.hidden = false;

  year.addEventListener("input", () => {
    const [, month, day] = date.value ? date.value.split("-") : ["", "06", "30"];
    // The last days of February differ from year to year.
    date.value = `${year.value}-${month}-${month === "02" && day > "28" ? "28" : day}`;
    date.form.dispatchEvent(new Event("year-chosen"));
  });

  date.addEventListener("change", () => {
    if (date.value) year.value = date.value.slice(0, 4);
  });
}
