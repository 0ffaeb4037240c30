"""The questions to applicants, and the criteria for admission."""
