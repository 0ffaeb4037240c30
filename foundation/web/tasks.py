"""The task that clears away what served its time: sessions, forms held in them, keys of forms, exports."""

from datetime import timedelta
from importlib import import_module

from celery import shared_task
from django.conf import settings

from foundation.dates import clock
from foundation.exports.actions import forget_outdated
from foundation.web import held
from foundation.web.models import SentForm


@shared_task(name="foundation.tasks.clear_sessions")
def clear_sessions() -> None:
    """Deletes the sessions that have ended. What was held for somebody who never came back goes with them.

    The keys of forms go after as long as a draft stays in the browser, and exports after a day.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    SentForm.objects.filter(at__lt=clock.now() - timedelta(seconds=held.LASTS)).delete()
    forget_outdated()
