"""The chair of the Group, and what each term is responsible for."""
