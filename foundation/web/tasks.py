"""The task that clears away sessions, and the forms that are held in them."""

from importlib import import_module

from celery import shared_task
from django.conf import settings


@shared_task(name="foundation.tasks.clear_sessions")
def clear_sessions() -> None:
    """Deletes the sessions that have ended. What was held for somebody who never came back goes with them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
