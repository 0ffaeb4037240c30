"""The outbox in one process. What several processes do with it is in tests/services."""

import datetime as dt
import errno
import threading
import time

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, OperationalError, connection, transaction

from foundation.dates import clock
from foundation.jobs import outbox, queues
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
    monkeypatch.setattr(outbox, "wake", lambda queue: sent.append(queue.name) or True)
    # What other tests left in the broker is nothing that a worker was woken for here.
    monkeypatch.setattr(queues.Queue, "messages", lambda queue: 0)
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
        put()
        assert woken == []
    assert woken == ["files"]


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
        assert outbox.sweep() == ["files"]
        outbox.do(job.pk)
    assert Group.objects.filter(name="late").exists()


def test_put_now_brings_forward_what_waits_for_later(woken, django_capture_on_commit_callbacks):
    job = put(due_at=clock.now() + dt.timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert put() == job
    assert woken == ["files"]
    assert fresh(job).due_at <= clock.now()


def test_put_for_later_does_not_put_off_what_is_wanted_now():
    job = put()
    put(due_at=clock.now() + dt.timedelta(days=1))
    assert fresh(job).due_at == job.due_at


def test_a_broker_that_is_away_fails_no_page(monkeypatch, caplog, django_capture_on_commit_callbacks):
    from foundation.jobs import tasks

    def refuse(*args, **options):
        raise OSError("no broker")

    monkeypatch.setattr(tasks.work, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = put()
    assert fresh(job).state == "waiting"
    assert "waits for the sweep" in caplog.text
    assert outbox.sweep() == []


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
    assert outbox.sweep() == []
    with clock.moved_to(clock.now() + outbox.LEASE + dt.timedelta(seconds=1)):
        assert fresh(job).state == "waiting"
        assert outbox.sweep() == ["files"]
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

UNEXPECTED = "Something went wrong that we did not expect. The log of the portal has the details."


def fails_with(error):
    def fail(held):
        raise error

    return fail


def test_what_fails_is_tried_again_after_a_pause(kinds, caplog):
    kinds["note"] = fails_with(ValueError("of no use to people"))
    job = put()
    outbox.do(job.pk)
    assert (fresh(job).state, fresh(job).error) == ("waiting", UNEXPECTED)
    assert "of no use to people" in caplog.text
    outbox.do(job.pk)
    assert fresh(job).attempts == 1
    kinds["note"] = does_nothing
    with clock.moved_to(clock.now() + outbox.PAUSE):
        outbox.do(job.pk)
    assert (fresh(job).state, fresh(job).error) == ("done", "")


def test_what_fails_each_time_is_given_up_with_its_reason(kinds, caplog):
    kinds["note"] = fails_with(ValueError())
    job = put()
    for number in range(outbox.MOST_ATTEMPTS):
        with clock.moved_to(clock.now() + number * outbox.PAUSE):
            outbox.do(job.pk)
    assert (fresh(job).state, fresh(job).error) == ("failed", UNEXPECTED)
    assert put() != job  # and may be wanted again


FULL = {
    "the disk": OSError(errno.ENOSPC, "No space left on device"),
    "its quota": OSError(errno.EDQUOT, "Disk quota exceeded"),
    "SQLite": OperationalError("database or disk is full"),
    "PostgreSQL": OperationalError('could not extend file "base/1": No space left on device'),
}


@pytest.mark.parametrize("error", FULL.values(), ids=FULL)
def test_a_full_disk_is_waited_for_and_told_in_words(kinds, caplog, error):
    kinds["note"] = fails_with(error)
    job = put()
    moment, attempts = clock.now(), 0
    while moment < job.created_at + dt.timedelta(days=2):
        with clock.moved_to(moment):
            outbox.do(job.pk)
            assert fresh(job).state == "waiting"
            assert fresh(job).progress.startswith("The disk of the portal is full. We will try again at ")
        moment, attempts = fresh(job).due_at, attempts + 1
    assert 50 < attempts < 70  # an hour apart in the end
    assert "Traceback" not in caplog.text
    kinds["note"] = writes("there was room again")
    with clock.moved_to(moment):
        outbox.do(job.pk)
    assert (fresh(job).state, fresh(job).error) == ("done", "")
    assert Group.objects.filter(name="there was room again").exists()


def test_a_disk_that_stays_full_for_three_days_fails_the_job(kinds):
    kinds["note"] = fails_with(OSError(errno.ENOSPC, "No space left on device"))
    job = put()
    with clock.moved_to(job.created_at + outbox.WORTH_WAITING):
        outbox.do(job.pk)
    assert (fresh(job).state, fresh(job).error) == ("failed", "The disk of the portal is full.")


def test_what_waited_for_a_disk_may_still_kill_as_few_workers(kinds):
    kinds["note"] = fails_with(OSError(errno.ENOSPC, "No space left on device"))
    job = put()
    for _ in range(10):
        with clock.moved_to(fresh(job).due_at):
            outbox.do(job.pk)
    for number in range(outbox.MOST_ATTEMPTS):
        with clock.moved_to(fresh(job).due_at + 2 * number * outbox.LEASE):
            assert outbox._claim(job.pk)
    with clock.moved_to(fresh(job).due_at + 2 * outbox.MOST_ATTEMPTS * outbox.LEASE):
        outbox.do(job.pk)
    assert "stopped each time" in fresh(job).error


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
    assert "does jobs of the kind “unheard-of”" in caplog.text


# The queues ---------------------------------------------------------------------------------------

FILES, MAIL = queues.ALL["files"], queues.ALL["mail"]


def test_one_message_is_enough_for_all_that_is_due_the_oldest_first(kinds):
    done = []
    kinds["note"] = lambda held: lambda: done.append(held.subject)
    now = clock.now()
    for n in (1, 3, 2):
        put(subject=n, due_at=now - dt.timedelta(minutes=n))
    put(subject="not yet", due_at=now + dt.timedelta(hours=1))
    put(kind="mail", subject="of another queue")
    outbox.work(FILES)
    assert done == ["3", "2", "1"]


def test_after_a_while_a_worker_lets_other_messages_in(kinds, woken, monkeypatch):
    monkeypatch.setattr(outbox, "GOES_ON", -1)
    kinds["note"] = does_nothing
    for n in range(2):
        put(subject=n)
    outbox.work(FILES)
    assert Job.objects.unfinished().count() == 1
    assert woken == ["files"]


def test_mail_that_hangs_leaves_the_other_processes_to_the_rest(kinds):
    kinds["mail"] = kinds["note"] = does_nothing
    hangs = put(kind="mail", subject="hangs")
    outbox._claim(hangs.pk)
    waits, report = put(kind="mail", subject="waits"), put()
    outbox.work(MAIL)  # in another process
    outbox.work(FILES)
    assert fresh(waits).state == "waiting"
    assert fresh(report).state == "done"


def test_as_many_files_as_allowed_are_made_at_once(kinds, settings):
    settings.JOBS_AT_ONCE = {"mail": 1, "files": 2}
    kinds["note"] = does_nothing
    first, second, third = (put(subject=n) for n in range(3))
    outbox._claim(first.pk)
    outbox.work(FILES)
    assert {fresh(second).state, fresh(third).state} == {"done"}
    fourth, fifth = put(subject=4), put(subject=5)
    outbox._claim(fourth.pk)
    outbox.work(FILES)
    assert fresh(fifth).state == "waiting"


def test_the_sweep_wakes_each_queue_in_which_something_is_left(woken):
    assert outbox.sweep() == []
    put(), put(kind="mail")
    put(kind="mail", subject="another")
    assert outbox.sweep() == woken == ["mail", "files"]


def test_the_sweep_does_not_wake_for_what_a_message_waits_for_already(woken, monkeypatch):
    put()
    monkeypatch.setattr(queues.Queue, "messages", lambda queue: 1)
    assert outbox.sweep() == []


def test_the_sweep_does_not_wake_who_would_find_no_room(woken, kinds):
    outbox._claim(put(kind="mail", subject="hangs").pk)
    put(kind="mail", subject="waits")
    assert outbox.sweep() == []


# The clock ----------------------------------------------------------------------------------------


def test_a_clock_that_is_set_back_an_hour_stops_no_job(kinds, woken, caplog, settings):
    settings.JOBS_AT_ONCE = {"mail": 1, "files": 2}
    kinds["note"] = does_nothing
    now, hour = clock.now(), dt.timedelta(hours=1)
    with clock.moved_to(now):
        outbox.sweep()
        job = put(subject="due at once")
        later = put(subject="in the undo minute", due_at=now + dt.timedelta(minutes=1))
        held = put(subject="of a worker that dies")
        outbox._claim(held.pk)
        day_after = put(subject="of the calendar", due_at=now + dt.timedelta(days=1))
        Job.objects.filter(pk=day_after.pk).update(created_at=now - dt.timedelta(days=1))
    with clock.moved_to(now - hour):
        assert outbox.sweep() == ["files"]
        assert "The clock was set back by" in caplog.text
        outbox.do(job.pk)
        outbox.do(later.pk)
        assert fresh(job).state == "done"
        assert fresh(later).state == "waiting"
    with clock.moved_to(now - hour + dt.timedelta(minutes=2)):
        caplog.clear()
        outbox.sweep()
        outbox.do(later.pk)
        outbox.do(held.pk)
        assert fresh(later).state == fresh(held).state == "done"
        assert "set back" not in caplog.text
    assert fresh(day_after).due_at == now + dt.timedelta(days=1)


def test_clocks_that_differ_by_seconds_are_nothing_to_tell(woken, caplog):
    with clock.moved_to(clock.now()):
        outbox.sweep()
    with clock.moved_to(clock.now() - dt.timedelta(seconds=10)):
        outbox.sweep()
    assert caplog.text == ""


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
