"""Topics that members propose to the chair, and the chair's answers."""
