"""The minutes of a meeting: written, circulated, commented on, adopted, and changed by a corrigendum."""
