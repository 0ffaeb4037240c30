"""Applications for membership before the Group: on an agenda, and decided."""
