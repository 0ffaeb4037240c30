"""The end of a term: what is open, the narrative, and the handover report."""
