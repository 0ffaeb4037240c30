"""Agencies, their people, and those who want to join."""
