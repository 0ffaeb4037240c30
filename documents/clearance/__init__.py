"""Clearance: agencies are asked to agree to a version of a document, and reply by a deadline."""
