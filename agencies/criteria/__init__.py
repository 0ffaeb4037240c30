"""What applicants are asked, and the criteria by which the Group admits members."""
