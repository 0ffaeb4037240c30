"""The mail that the portal wrote: the secretariat reads it, takes it back and sends it again."""
