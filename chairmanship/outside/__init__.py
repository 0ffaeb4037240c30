"""External events, and what the Group said there."""
