"""The agencies, and from when to when each is a member."""
