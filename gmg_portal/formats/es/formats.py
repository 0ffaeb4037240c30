"""Dates as they are written in Spanish: «14 de mayo de 2027»."""

DATE_FORMAT = "j \\d\\e F \\d\\e Y"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j \\d\\e F \\d\\e Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
YEAR_MONTH_FORMAT = "F \\d\\e Y"
MONTH_DAY_FORMAT = "j \\d\\e F"
FIRST_DAY_OF_WEEK = 1

# Names of ours
YEAR_FORMAT = "Y"
MONTH_FORMAT = "F"
SHORT_MONTH_FORMAT = "M Y"
WEEKDAY_FORMAT = "l"
WEEKDAY_DATE_FORMAT = "l j \\d\\e F \\d\\e Y"
WEEKDAY_MONTH_DAY_FORMAT = "l j \\d\\e F"
MONTH_DAY_TIME_FORMAT = "j \\d\\e F, H:i"
