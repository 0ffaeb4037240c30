"""Requests for a meeting, by a member or from outside, and the chair's answers."""
