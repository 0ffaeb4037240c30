"""The line of chairs: its terms, who chairs on a day, and plans of the terms to come."""
