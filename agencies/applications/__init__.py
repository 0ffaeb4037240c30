"""Applications for membership: they are written, handed in, read and reviewed."""
