"""Links between the workplan and meetings or decisions."""
