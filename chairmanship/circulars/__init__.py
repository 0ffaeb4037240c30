"""What the chair or the secretariat writes to many at once."""
