"""Joint documents: drafted, contributed to, cleared, published, and delivered outside."""
