"""Partners and guests from outside, and whom to write to there."""
