"""The meeting itself, and what all rooms share. Its page and its verbs need all rooms: see `convening`."""
