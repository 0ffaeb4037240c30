"""Agencies are asked to clear a version of a document, and reply by a deadline."""
