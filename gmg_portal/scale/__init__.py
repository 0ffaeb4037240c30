"""Many years of an invented past, in bulk, to measure the portal with. `load_scale` loads them."""
