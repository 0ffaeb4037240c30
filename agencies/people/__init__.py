"""The people whom the Group knows, and the agencies that they act for."""
