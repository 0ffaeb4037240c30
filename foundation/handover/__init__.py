"""What each app tells of its part of a handover: chapters of the report, and what is still open."""
