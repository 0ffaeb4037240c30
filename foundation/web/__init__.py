"""What pages have in common: forms, sections, what awaits a person, health."""
