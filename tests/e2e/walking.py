"""What the tests of whole ways share: the mails as they arrive, and a look at each page that is passed."""

import datetime as dt

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job


class Mails:
    """What the mail server got, a step at a time."""

    def __init__(self, server):
        self.server = server

    def arrive(self) -> dict:
        """What came since the last time, by the address it came to; each got one message at most."""
        with clock.moved_to(clock.now() + dt.timedelta(seconds=61)):
            for job in Job.objects.due():
                outbox.do(job.pk)
        told = {to[0]: message for to, message in self.server.got}
        assert len(told) == len(self.server.got)
        self.server.got.clear()
        return told


def text_of(message) -> str:
    return message.get_body(["plain"]).get_content()


def looked_at(*somebodies) -> None:
    for somebody in somebodies:
        found = somebody.findings()
        assert found == [], found
        assert somebody.complaints == [], somebody.complaints
        assert not somebody.is_wider_than_the_screen()
