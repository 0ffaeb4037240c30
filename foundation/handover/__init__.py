"""What each app tells of its part of a handover: passages of the report, records to check it against, and what is still open."""
