from datetime import timedelta

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "tests.services"

    def ready(self):
        """The same as in service, only quicker."""
        from foundation.jobs import outbox
        from foundation.mail import sending, server
        from gmg_portal.celery import app
        from tests.services.beat import quicken

        outbox.LEASE, outbox.RENEW_EVERY = timedelta(seconds=4), 1
        outbox.PAUSE = timedelta(seconds=3)
        sending.PAUSES = server.PAUSES = [timedelta(seconds=3), timedelta(seconds=6)]
        quicken(app.conf.beat_schedule)
