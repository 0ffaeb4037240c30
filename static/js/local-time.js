// Times stand as they are at the place of the meeting; beside them, what that is where the reader is.
for (const time of document.querySelectorAll("time[data-local]")) {
  const moment = new Date(time.dateTime);
  const hour = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (!Number.isNaN(moment.getTime()) && !time.textContent.trim().startsWith(hour)) {
    time.append(` (${hour} your time)`);
  }
}
