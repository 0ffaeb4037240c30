"""The files made of a meeting: agenda, minutes, conclusions, participants, and the pack with all papers."""
