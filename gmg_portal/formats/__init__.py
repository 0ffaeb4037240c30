"""How dates and numbers are written, one folder for each language. No other file holds a pattern.

Every folder has all names: Django shows the name itself where a pattern is missing, and `check` refuses a
language that has no folder.
"""
