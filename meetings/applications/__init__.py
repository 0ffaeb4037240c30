"""Applications for membership at the Group's meetings: put on an agenda, and decided."""
