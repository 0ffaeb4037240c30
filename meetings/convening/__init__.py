"""Convening a meeting: it is planned, convened, changed and cancelled. Its page shows all rooms."""
