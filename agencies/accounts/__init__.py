"""Signing in: invitations, passwords, sessions."""
