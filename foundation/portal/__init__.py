"""The portal as a whole: whether it is a demonstration."""
