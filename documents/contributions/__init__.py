"""Agencies are called on to contribute text or entries of a table to a document."""
