"""What others hold, and what the Group said there."""
