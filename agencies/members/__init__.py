"""Who belongs to the Group, on any day."""
