"""What the tests of whole ways share: the mails as they arrive, and a look at each page that is passed."""

import datetime as dt
import time

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from tests.e2e.conftest import PATIENCE


class Mails:
    """What the mail server got, a step at a time."""

    def __init__(self, server):
        self.server = server

    def arrive(self) -> dict:
        """What came since the last time, by the address it came to; each got one message at most."""
        with clock.moved_to(clock.now() + dt.timedelta(seconds=61)):
            for job in Job.objects.due():
                outbox.do(job.pk)
        # Each person of a journey comes with a browser of their own, and replies by link are confirmed.
        beside = ("new browser", "Reply sent by link")
        got = [(to[0], one) for to, one in self.server.got if not any(it in one["Subject"] for it in beside)]
        told = dict(got)
        assert len(told) == len(got)
        self.server.got.clear()
        return told


def text_of(message) -> str:
    return message.get_body(["plain"]).get_content()


def comes_to(page, wanted, read) -> None:
    """Waits until what is read, of the database say, is what is wanted."""
    until = time.monotonic() + PATIENCE / 1000
    while read() != wanted and time.monotonic() < until:
        page.wait_for_timeout(20)
    assert read() == wanted


def looked_at(*somebodies) -> None:
    for somebody in somebodies:
        found = somebody.findings()
        assert found == [], found
        assert somebody.complaints == [], somebody.complaints
