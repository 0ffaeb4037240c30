"""Decisions and action points: registers, reports and reminders, and what passes to the next agenda."""
