"""What connects the workplan with meetings and decisions."""
