"""Documents that were delivered at external events, or that the workplan brought about."""
