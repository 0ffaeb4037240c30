"""What the outbox promises, kept by a real worker and a real beat."""

import os

import pytest

PUT = "from foundation.jobs import outbox; outbox.put('note', {!r})"
DONE = """
from django.contrib.auth.models import Group
print(Group.objects.filter(name__startswith={!r}).count())
"""
LEFT = """
from foundation.models import Job
print(Job.objects.unfinished().filter(kind="note", subject__in=["held", "later"]).count())
"""


@pytest.fixture
def portal(portal_processes):
    return portal_processes


def put(portal, subject):
    portal.python(PUT.format(subject))


def times_done(portal, subject) -> int:
    return int(portal.python(DONE.format(subject)))


def times_begun(portal, subject) -> int:
    note = portal.data_dir / f"note-{subject}"
    return len(note.read_text().splitlines()) if note.exists() else 0


def wait_until_done(portal, subject):
    portal.wait_for(lambda: times_begun(portal, subject) and times_done(portal, subject), f"{subject} done")


def start_worker(portal):
    """A worker that surely listens: it has done something."""
    portal.start("worker")
    put(portal, "first")
    wait_until_done(portal, "first")


def test_a_job_put_by_the_web_is_done_by_the_worker(portal):
    start_worker(portal)
    put(portal, "woken")
    wait_until_done(portal, "woken")
    assert times_done(portal, "woken") == 1


def test_the_sweep_takes_up_a_job_whose_wake_up_call_was_lost(portal):
    start_worker(portal)
    portal.python("from foundation.models import Job; Job.objects.create(kind='note', subject='unheard')")
    portal.start("beat")
    wait_until_done(portal, "unheard")


def test_what_the_timetable_does_hourly_is_caught_up_when_a_worker_starts(portal):
    portal.python("from meetings.models import Suggestion; Suggestion.objects.all().delete()")
    planned = "from meetings.models import Suggestion; print(Suggestion.objects.count())"
    portal.start("worker")  # and no beat
    portal.wait_for(lambda: portal.python(planned) != "0", "the meetings ahead are proposed")


@pytest.mark.skipif("REDIS_URL" in os.environ, reason="the queue in a folder is for a portal without Redis")
def test_a_message_that_came_to_nothing_does_not_end_the_worker(portal):
    start_worker(portal)
    empty = portal.data_dir / "broker" / "queue" / "0_empty.celery.msg"
    empty.touch()
    portal.wait_for(lambda: not empty.exists(), "the empty message is taken")
    put(portal, "after")
    wait_until_done(portal, "after")
    assert times_done(portal, "after") == 1


def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing_and_the_job_is_done_once(portal):
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
