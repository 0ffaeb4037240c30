"""Files: stored, checked, downloaded, and made as PDF, Word or spreadsheet."""
