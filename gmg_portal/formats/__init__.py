"""How dates and numbers are written, one folder for each language. No other file holds a pattern.

A name of ours stands in every language, for Django shows the name itself where a pattern is missing.
"""
