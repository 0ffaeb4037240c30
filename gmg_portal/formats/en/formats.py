"""Dates as the Group writes them in English: "14 May 2027", "10:00"."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
FIRST_DAY_OF_WEEK = 1
# Only the administration reads by these; forms read by `foundation.dates.reading`.
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]

# Names of ours
YEAR_FORMAT = "Y"
MONTH_FORMAT = "F"
SHORT_MONTH_FORMAT = "M Y"
WEEKDAY_FORMAT = "l"
WEEKDAY_DATE_FORMAT = "l j F Y"
WEEKDAY_MONTH_DAY_FORMAT = "l j F"
MONTH_DAY_TIME_FORMAT = "j F, H:i"
