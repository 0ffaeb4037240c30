"""What each app tells of a handover: passages of the report, records to check it, and what is open."""
