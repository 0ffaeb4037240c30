"""Circulars: mails from the chair or the secretariat to many readers."""
