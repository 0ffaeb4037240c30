"""The history in sentences: what was done to a thing, by whom and when, as far as the reader may know."""
