"""What all apps stand on: dates, text, files, mail, jobs, the archive's format, and what pages share."""
