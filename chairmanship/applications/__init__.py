"""The term in which an application came before the Group."""
