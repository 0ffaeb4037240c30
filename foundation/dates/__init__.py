"""The clock, time zones, and dates that are known only to the month or year."""
