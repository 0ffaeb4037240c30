"""Applications for membership: they are written, submitted, read and reviewed."""
