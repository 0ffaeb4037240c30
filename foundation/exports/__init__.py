"""Tables to download: short ones at once, long ones as a file that the worker makes."""
