"""Agencies, people and organizations from a spreadsheet."""
