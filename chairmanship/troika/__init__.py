"""The outgoing, the current and the incoming chair, and what they write for themselves."""
