"""The Group's workplan: activities, what was agreed, and what passes on."""
