// The portal shows times in the zone of their place. This adds the reader's own time, if it differs.
const two = (number) => String(number).padStart(2, "0");
const hourOf = (moment) => `${two(moment.getHours())}:${two(moment.getMinutes())}`;
const dayOf = (moment) => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;

function tellOwn(time) {
  const [begins, ends] = [new Date(time.dateTime), new Date(time.dataset.ends)];
  const [day, hour] = [time.dateTime.slice(0, 10), time.dateTime.slice(11, 16)];
  if (Number.isNaN(begins.getTime()) || (dayOf(begins) === day && hourOf(begins) === hour)) return;
  let words = hourOf(begins);
  if (!Number.isNaN(ends.getTime())) words += `–${hourOf(ends)}`;
  if (dayOf(begins) !== day) words = `${begins.toLocaleDateString("en-GB", { weekday: "long" })} ${words}`;
  const own = document.createElement("span");
  own.className = "own-time";
  own.textContent = ` · ${words} for you`;
  time.append(own);
}

function tellAll(part) {
  for (const time of part.querySelectorAll("time[data-local]:not(:has(.own-time))")) tellOwn(time);
}

tellAll(document);
document.addEventListener("htmx:load", (event) => tellAll(event.detail.elt));
