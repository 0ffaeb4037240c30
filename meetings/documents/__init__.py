"""Documents referred to a meeting: put on its agenda or proposed for it, and adopted by its decision."""
