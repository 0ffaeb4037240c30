// The portal shows times in the zone of their place. This adds the reader's own time, if it differs.
const two = (number) => String(number).padStart(2, "0");
const hourOf = (moment) => `${two(moment.getHours())}:${two(moment.getMinutes())}`;
const dayOf = (moment) => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;

function tellOwn(time) {
  const [begins, ends] = [new Date(time.dateTime), new Date(time.dataset.ends)];
  const [day, hour] = [time.dateTime.slice(0, 10), time.dateTime.slice(11, 16)];
  if (Number.isNaN(begins.getTime()) || (dayOf(begins) === day && hourOf(begins) === hour)) return;
  let hours = hourOf(begins);
  if (!Number.isNaN(ends.getTime())) hours += `–${hourOf(ends)}`;
  const weekday = begins.toLocaleDateString(document.documentElement.lang, { weekday: "long" });
  const words = dayOf(begins) === day ? gettext("%(hours)s your time") : gettext("%(weekday)s, %(hours)s your time");
  const own = document.createElement("span");
  own.className = "own-time";
  own.textContent = ` · ${interpolate(words, { weekday, hours }, true)}`;
  time.append(own);
}

function tellAll(part) {
  for (const time of part.querySelectorAll("time[data-local]:not(:has(.own-time))")) tellOwn(time);
}

tellAll(document);
document.addEventListener("htmx:load", (event) => tellAll(event.detail.elt));
