"""When the Group meets: its rhythm, suitable days, deadlines, the year on one page, and calendar feeds."""
