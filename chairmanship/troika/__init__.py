"""The outgoing, current and incoming chairs, and their notes."""
