"""Partners and other organizations from outside, with their contacts."""
