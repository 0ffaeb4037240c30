"""What goes out on paper: agenda, minutes, conclusions, participants, and the pack with all papers."""
