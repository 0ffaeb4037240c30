"""Dates as they are written in Arabic, with European figures as in the Group: "14 مايو 2027"."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
FIRST_DAY_OF_WEEK = 1

# Names of ours
YEAR_FORMAT = "Y"
MONTH_FORMAT = "F"
SHORT_MONTH_FORMAT = "M Y"
WEEKDAY_FORMAT = "l"
WEEKDAY_DATE_FORMAT = "l j F Y"
WEEKDAY_MONTH_DAY_FORMAT = "l j F"
MONTH_DAY_TIME_FORMAT = "j F, H:i"
