"""The terms in which applications came before the Group."""
