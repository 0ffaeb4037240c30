"""When the Group meets: its rhythm, suitable days, deadlines, the year on one page, calendar feeds."""
