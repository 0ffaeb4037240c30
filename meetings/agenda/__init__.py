"""The agenda of a meeting: its items, their order, their papers, and who may read them."""
