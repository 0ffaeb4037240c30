"""Years of an invented past, in bulk, to measure the portal with. `load_scale` loads them."""

from gmg_portal.scale.past import add_past

__all__ = ["add_past"]
