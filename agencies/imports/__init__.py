"""Imports agencies, people and organizations from a spreadsheet."""
