"""Text for people: rich text, its comparison, lists and counts in words, lengths."""
