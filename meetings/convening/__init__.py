"""Convening a meeting: it is planned, called, changed and cancelled, with its page, which shows all rooms."""
