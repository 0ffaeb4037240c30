from datetime import timedelta

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "tests.services"

    def ready(self):
        """The same as in service, only quicker."""
        from foundation.jobs import outbox
        from foundation.mail import backend as mail
        from gmg_portal.celery import app

        outbox.LEASE, outbox.RENEW_EVERY = timedelta(seconds=4), 1
        outbox.PAUSE = timedelta(seconds=3)
        mail.PAUSES = (timedelta(seconds=3), timedelta(seconds=6))
        for entry in app.conf.beat_schedule.values():
            if entry["schedule"] < 3600:  # the others a worker does at its start
                # No heap of them stands before what a test waits for.
                entry |= {"schedule": 1.0, "options": {"expires": 10}}
