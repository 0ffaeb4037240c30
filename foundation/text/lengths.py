"""Lengths that every app keeps to. A longer text is refused with a reason, never cut."""

ACRONYM = 40
NAME = 300
TITLE = 500
TEXT = 20_000
