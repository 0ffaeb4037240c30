from datetime import timedelta

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "tests.services"

    def ready(self):
        """The same as in service, only quicker."""
        from foundation import mail, outbox
        from gmg_portal.celery import app

        outbox.LEASE, outbox.RENEW_EVERY = timedelta(seconds=4), 1
        outbox.PAUSE = timedelta(seconds=3)
        mail.PAUSES = (timedelta(seconds=3), timedelta(seconds=6))
        for entry in app.conf.beat_schedule.values():
            entry["schedule"] = 1.0
