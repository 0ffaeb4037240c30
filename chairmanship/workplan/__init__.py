"""The Group's workplan: activities, agreed plans, and what passes to the next chair."""
