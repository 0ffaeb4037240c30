"""The lengths of texts in all apps, in characters. A longer text is refused with a reason, never cut."""

ACRONYM = 40
NAME = 300
TITLE = 500
TEXT = 20_000
