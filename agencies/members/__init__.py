"""The members of the Group, on any day."""
