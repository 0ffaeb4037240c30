"""What the outbox promises, kept by a real worker and a real beat."""

import os

import pytest

PUT = "from foundation.jobs import outbox; outbox.put('note', {!r})"
TERM = """
import datetime as dt
from meetings.models import Suggestion
from tests import factories
today = dt.date.today()
factories.term("IOM", str(today - dt.timedelta(days=30)), str(today + dt.timedelta(days=330)))
Suggestion.objects.all().delete()
"""
DONE = """
from django.contrib.auth.models import Group
print(Group.objects.filter(name__startswith={!r}).count())
"""
LEFT = """
from foundation.models import Job
print(Job.objects.unfinished().filter(kind="note", subject__in=["held", "later"]).count())
"""


def put(portal, subject):
    portal.python(PUT.format(subject))


def times_done(portal, subject) -> int:
    return int(portal.python(DONE.format(subject)))


def times_begun(portal, subject) -> int:
    note = portal.data_dir / f"note-{subject}"
    return len(note.read_text().splitlines()) if note.exists() else 0


def wait_until_done(portal, subject):
    portal.wait_for(lambda: times_begun(portal, subject) and times_done(portal, subject), f"{subject} done")


@pytest.fixture(scope="class")
def worker(portal):
    """It started in a term for which no meetings were proposed, and listens."""
    portal.python(TERM)
    portal.start("worker")
    put(portal, "first")
    wait_until_done(portal, "first")
    yield
    portal.kill_all()


@pytest.mark.usefixtures("worker")
class TestOneWorker:
    """All by itself, until a test starts the beat."""

    def test_does_a_job_that_the_web_puts(self, portal):
        put(portal, "woken")
        wait_until_done(portal, "woken")
        assert times_done(portal, "woken") == 1

    def test_catches_up_at_its_start_with_what_the_timetable_does_hourly(self, portal):
        planned = "from meetings.models import Suggestion; print(Suggestion.objects.count())"
        portal.wait_for(lambda: portal.python(planned) != "0", "the meetings ahead are proposed")

    @pytest.mark.skipif(
        "REDIS_URL" in os.environ, reason="the queue in a folder is for a portal without Redis"
    )
    def test_goes_on_after_a_message_that_came_to_nothing(self, portal):
        empty = portal.data_dir / "broker" / "queue" / "0_empty.files.msg"
        empty.touch()
        portal.wait_for(lambda: not empty.exists(), "the empty message is taken")
        put(portal, "after")
        wait_until_done(portal, "after")
        assert times_done(portal, "after") == 1

    def test_takes_up_a_job_whose_wake_up_call_was_lost_when_the_beat_sweeps(self, portal):
        portal.python("from foundation.models import Job; Job.objects.create(kind='note', subject='unheard')")
        portal.start("beat")
        wait_until_done(portal, "unheard")


def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing_and_the_job_is_done_once(portal_processes):
    portal = portal_processes
    hold = portal.data_dir / "hold"
    hold.touch()
    portal.start("worker")
    portal.start("beat")
    put(portal, "held")
    portal.wait_for(lambda: times_begun(portal, "held") == 1, "the job is begun")
    portal.kill("worker")
    hold.unlink()
    portal.start("worker")
    wait_until_done(portal, "held")
    put(portal, "later")
    wait_until_done(portal, "later")
    assert times_begun(portal, "held") == 2
    assert times_done(portal, "held") == 1
    assert portal.python(LEFT) == "0"
