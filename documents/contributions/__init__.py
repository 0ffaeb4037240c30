"""Calls for contributions: agencies are asked for text, or for entries of a table, for a document."""
