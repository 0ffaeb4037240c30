"""Who is invited to a meeting, from the Group and from outside, and what they reply."""
