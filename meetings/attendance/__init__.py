"""Who was at a meeting, and who is expected."""
