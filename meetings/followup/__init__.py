"""Decisions and action points: the registers, reports, reminders, and what passes to the next agenda."""
