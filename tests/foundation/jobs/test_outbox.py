"""The outbox in one process. What several processes do with it is in tests/services."""

import datetime as dt
import threading
import time

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(db, monkeypatch):
    """The kinds of jobs of a test; they are gone after it. They make groups, of which none is there."""
    Group.objects.all().delete()
    registered = {}
    monkeypatch.setattr(outbox, "_does", registered)
    monkeypatch.setattr(outbox, "modules", lambda name: [])
    return registered


@pytest.fixture
def woken(monkeypatch):
    """What would have been sent to the worker, which does nothing."""
    sent = []
    monkeypatch.setattr(outbox, "wake", lambda pk: sent.append(pk) or True)
    return sent


def does_nothing(held):
    return lambda: None


def writes(name):
    return lambda held: lambda: Group.objects.create(name=name)


def put(kind="note", subject="1", **options) -> Job:
    return outbox.put(kind, subject, **options)


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


# Wanting -----------------------------------------------------------------------------------------


def test_put_wakes_a_worker_only_after_the_commit(woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = put()
        assert woken == []
    assert woken == [job.pk]


def test_put_leaves_nothing_when_the_change_is_rolled_back(woken):
    def change_and_fail():
        with transaction.atomic():
            put()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert not Job.objects.exists()
    assert woken == []


def test_put_twice_wants_it_once():
    assert put() == put()
    assert Job.objects.count() == 1


def test_put_after_it_was_done_wants_it_again(kinds):
    kinds["note"] = does_nothing
    first = put()
    outbox.do(first.pk)
    assert put() != first


def test_put_for_later_waits_for_its_moment(kinds, woken, django_capture_on_commit_callbacks):
    kinds["note"] = writes("late")
    tomorrow = clock.now() + dt.timedelta(days=1)
    with django_capture_on_commit_callbacks(execute=True):
        job = put(due_at=tomorrow)
    assert woken == []
    outbox.do(job.pk)
    assert fresh(job).state == "waiting"
    with clock.moved_to(tomorrow):
        assert outbox.sweep() == 1
        outbox.do(job.pk)
    assert Group.objects.filter(name="late").exists()


def test_put_now_brings_forward_what_waits_for_later(woken, django_capture_on_commit_callbacks):
    job = put(due_at=clock.now() + dt.timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert put() == job
    assert woken == [job.pk]
    assert fresh(job).due_at <= clock.now()


def test_put_for_later_does_not_put_off_what_is_wanted_now():
    job = put()
    put(due_at=clock.now() + dt.timedelta(days=1))
    assert fresh(job).due_at == job.due_at


def test_a_broker_that_is_away_fails_no_page(monkeypatch, caplog, django_capture_on_commit_callbacks):
    from foundation.jobs import tasks

    def refuse(*args, **options):
        raise OSError("no broker")

    monkeypatch.setattr(tasks.run, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = put()
    assert fresh(job).state == "waiting"
    assert "waits for the sweep" in caplog.text
    assert outbox.sweep() == 0


# Doing -------------------------------------------------------------------------------------------


def test_the_result_is_written_with_the_finish(kinds):
    kinds["note"] = writes("result")
    job = put()
    outbox.do(job.pk)
    assert fresh(job).state == "done"
    assert Group.objects.filter(name="result").count() == 1


def test_do_twice_does_it_once(kinds):
    kinds["note"] = writes("result")  # the name of a Group is unique: a second one would fail
    job = put()
    outbox.do(job.pk)
    outbox.do(job.pk)
    assert fresh(job).attempts == 1


def test_what_another_worker_holds_is_left_to_it(kinds):
    kinds["note"] = writes("result")
    job = put()
    assert outbox._claim(job.pk)
    outbox.do(job.pk)
    assert fresh(job).state == "running"
    assert not Group.objects.exists()


def test_a_dead_workers_job_is_taken_up_when_its_lease_has_run_out(kinds, woken):
    kinds["note"] = writes("result")
    job = put()
    outbox._claim(job.pk)
    assert outbox.sweep() == 0
    with clock.moved_to(clock.now() + outbox.LEASE + dt.timedelta(seconds=1)):
        assert fresh(job).state == "waiting"
        assert outbox.sweep() == 1
        outbox.do(job.pk)
    assert fresh(job).attempts == 2
    assert fresh(job).state == "done"


def test_a_worker_that_was_given_up_writes_nothing(kinds):
    def slow(held):
        with clock.moved_to(clock.now() + outbox.LEASE + dt.timedelta(seconds=1)):
            outbox._claim(held.job.pk)  # another worker, meanwhile
        return lambda: Group.objects.create(name="too late")

    kinds["note"] = slow
    job = put()
    outbox.do(job.pk)
    assert not Group.objects.exists()
    assert fresh(job).finished_at is None


def test_tell_stops_a_worker_that_was_given_up(kinds):
    job = put()
    first = outbox._claim(job.pk)
    with clock.moved_to(clock.now() + outbox.LEASE + dt.timedelta(seconds=1)):
        second = outbox._claim(job.pk)
        with pytest.raises(outbox.Lost):
            first.tell("still at it")
        assert not first.renew()
        second.tell("at it now")
    assert fresh(job).step == "at it now"


def test_tell_renews_the_lease(kinds):
    job = put()
    held = outbox._claim(job.pk)
    with clock.moved_to(clock.now() + outbox.LEASE / 2):
        held.tell("half done")
        assert fresh(job).held_until > clock.now() + outbox.LEASE / 2


def test_a_lease_survives_a_clock_that_is_set_back(kinds):
    """A machine whose clock was ahead: the job waits longer, and is not done twice."""
    kinds["note"] = writes("result")
    job = put(due_at=clock.now() - dt.timedelta(days=1))
    with clock.moved_to(clock.now() + dt.timedelta(seconds=30)):
        outbox._claim(job.pk)
    outbox.do(job.pk)
    assert not Group.objects.exists()
    with clock.moved_to(clock.now() + dt.timedelta(minutes=2)):
        outbox.do(job.pk)
    assert Group.objects.count() == 1


# Failing -----------------------------------------------------------------------------------------


def test_what_fails_in_passing_is_tried_again_after_a_pause(kinds, caplog):
    def fail(held):
        raise OSError("the disk is full")

    kinds["note"] = fail
    job = put()
    outbox.do(job.pk)
    assert (fresh(job).state, fresh(job).error) == ("waiting", "OSError: the disk is full")
    outbox.do(job.pk)
    assert fresh(job).attempts == 1
    kinds["note"] = does_nothing
    with clock.moved_to(clock.now() + outbox.PAUSE):
        outbox.do(job.pk)
    assert (fresh(job).state, fresh(job).error) == ("done", "")


def test_what_fails_each_time_is_given_up_with_its_reason(kinds, caplog):
    def fail(held):
        raise OSError("the disk is full")

    kinds["note"] = fail
    job = put()
    for number in range(outbox.MOST_ATTEMPTS):
        with clock.moved_to(clock.now() + number * outbox.PAUSE):
            outbox.do(job.pk)
    assert (fresh(job).state, fresh(job).error) == ("failed", "OSError: the disk is full")
    assert put() != job  # and may be wanted again


def test_what_kills_its_worker_each_time_is_given_up():
    job = put()
    for number in range(outbox.MOST_ATTEMPTS):
        with clock.moved_to(clock.now() + 2 * number * outbox.LEASE):
            assert outbox._claim(job.pk)
    with clock.moved_to(clock.now() + 2 * outbox.MOST_ATTEMPTS * outbox.LEASE):
        outbox.do(job.pk)
    assert fresh(job).state == "failed"
    assert "stopped each time" in fresh(job).error


def test_failed_is_not_tried_again(kinds):
    def fail(held):
        raise outbox.Failed("Pango is not installed.")

    kinds["note"] = fail
    job = put()
    outbox.do(job.pk)
    assert (fresh(job).state, fresh(job).error) == ("failed", "Pango is not installed.")


def test_a_result_that_cannot_be_written_leaves_nothing_of_itself(kinds, caplog):
    def halfway(held):
        def write():
            Group.objects.create(name="half")
            raise ValueError("the other half is missing")

        return write

    kinds["note"] = halfway
    job = put()
    outbox.do(job.pk)
    assert not Group.objects.exists()
    assert fresh(job).state == "waiting"


def test_a_kind_that_nobody_does_says_so(caplog):
    job = put(kind="unheard-of")
    outbox.do(job.pk)
    assert "unheard-of" in fresh(job).error


def test_sweep_takes_the_oldest_first_and_stops_when_the_broker_is_away(monkeypatch):
    now = clock.now()
    jobs = [put(subject=n, due_at=now - dt.timedelta(minutes=n)) for n in (1, 3, 2)]
    asked = []
    monkeypatch.setattr(outbox, "wake", lambda pk: asked.append(pk) or len(asked) < 2)
    assert outbox.sweep() == 1
    assert asked == [jobs[1].pk, jobs[2].pk]


# The lease, with other connections to the database ----------------------------------------------


def in_threads(*functions):
    def closing(function):
        try:
            function()
        finally:
            connection.close()

    threads = [threading.Thread(target=closing, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_of_many_workers_one_gets_the_job(transactional_db, woken):
    job = put()
    got = []
    in_threads(*[lambda: got.append(outbox._claim(job.pk)) for _ in range(8)])
    assert len([held for held in got if held]) == 1
    assert fresh(job).attempts == 1


def test_many_who_want_it_at_once_want_it_once(transactional_db, woken):
    in_threads(*[put for _ in range(8)])
    assert Job.objects.count() == 1
    assert len(woken) == 8


def wait_until(condition):
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_the_lease_is_renewed_while_the_work_lasts(transactional_db, woken, kinds, monkeypatch):
    monkeypatch.setattr(outbox, "RENEW_EVERY", 0.05)
    seen = []

    def slow(held):
        for _ in range(2):
            seen.append(fresh(held.job).held_until)
            wait_until(lambda: fresh(held.job).held_until > seen[-1])
        return lambda: None

    kinds["note"] = slow
    job = put()
    outbox.do(job.pk)
    assert fresh(job).state == "done"


def test_a_renewal_that_fails_is_tried_again(transactional_db, woken, kinds, monkeypatch, caplog):
    monkeypatch.setattr(outbox, "RENEW_EVERY", 0.05)
    renew, asked = outbox.Held.renew, []

    def fail_once(held):
        asked.append(held)
        if len(asked) == 1:
            raise DatabaseError("away for a moment")
        return renew(held)

    monkeypatch.setattr(outbox.Held, "renew", fail_once)

    def slow(held):
        wait_until(lambda: len(asked) > 2)
        return lambda: None

    kinds["note"] = slow
    job = put()
    outbox.do(job.pk)
    assert fresh(job).state == "done"
