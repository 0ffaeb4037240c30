"""Who took part in a meeting, and who is expected."""
