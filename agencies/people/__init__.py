"""The people that the Group knows, and the agencies that they act for."""
