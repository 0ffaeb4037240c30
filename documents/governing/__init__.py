"""Governing documents, such as the terms of reference, and which was in force on a day."""
