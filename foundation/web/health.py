"""`/healthz` and `/readyz`, for the programs that monitor the portal.

They are answered before everything else, because such a program comes by plain HTTP, any host name, and
without login.
"""

import logging
import tempfile

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpResponse
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

TIMEOUT = 1  # second for the broker; the database has its own in the settings


class HealthMiddleware:
    """`/healthz`: 200 while the process answers. `/readyz`: 200 when it can do its work, else 503 and why."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/healthz":
            return answer(200, "ok")
        if request.path == "/readyz":
            reasons = what_is_missing()
            return answer(503, *reasons) if reasons else answer(200, "ready")
        return self.get_response(request)


def answer(status: int, *lines: str) -> HttpResponse:
    """Returns a plain answer that is not cached, with one line for each text."""
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})


def what_is_missing() -> list[str]:
    """Returns a line for each thing that keeps the portal from working.

    No line has an address or a secret.
    """
    reasons = []
    try:
        waiting = unapplied_migrations()
        if waiting:
            reasons.append(f"migrations: {waiting} not applied; run manage.py migrate")
    except Exception:
        log.warning("Not ready: the database", exc_info=True)
        reasons.append("database: does not answer")
    try:
        reach_broker()
    except Exception:
        log.warning("Not ready: the broker", exc_info=True)
        reasons.append(
            "broker: does not answer" if settings.REDIS_URL else "broker: its folder cannot be written"
        )
    return reasons


def unapplied_migrations() -> int:
    """Returns how many migrations the database does not have yet. Raises if it does not answer."""
    loader = MigrationLoader(connection)
    # The plan of Django would pass over a migration of which the database has only a part.
    return len(loader.disk_migrations.keys() - loader.applied_migrations.keys())


def reach_broker() -> None:
    """Raises if no job can be handed to a worker now."""
    if settings.REDIS_URL:
        once = Retry(NoBackoff(), 0)
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=TIMEOUT, socket_timeout=TIMEOUT, retry=once
        ) as client:
            client.ping()
    else:
        folder = str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"])
        with tempfile.TemporaryFile(dir=folder):
            pass
