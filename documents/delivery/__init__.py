"""Documents as they were delivered at external events and brought about by the workplan."""
