"""The agencies, and the dates of their memberships."""
