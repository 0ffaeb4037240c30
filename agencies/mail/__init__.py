"""The mail that the portal wrote: the secretariat reads it, recalls it and sends it again."""
