"""A joint document: what it is, who may see and lead it, and the states that it goes through."""
