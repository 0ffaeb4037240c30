"""Who is invited to a meeting, members and guests, and what they reply."""
