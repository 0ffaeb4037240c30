"""Settings, addresses, the worker's timetable, the home page and the demonstration."""

from gmg_portal.celery import app as celery_app

__all__ = ["celery_app"]
