"""The demonstration: the real history of the Group, and an invented present."""
