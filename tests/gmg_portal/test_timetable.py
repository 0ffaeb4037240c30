"""The timetable goes on when the clock of the machine is set back."""

import datetime as dt

import pytest

from gmg_portal.beat import Scheduler
from gmg_portal.celery import app

OFTEN, HOURLY = "foundation.tasks.sweep", "meetings.tasks.plan_ahead"


class Clock:
    """A clock that the test moves."""

    def __init__(self):
        self.moment = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.moment


@pytest.fixture
def beat(tmp_path, monkeypatch):
    """The portal's beat, by a `clock` of its own. `sent` has the tasks that it would have sent."""
    monkeypatch.setattr(app, "now", Clock())
    scheduler = Scheduler(app, schedule_filename=str(tmp_path / "schedule"))
    scheduler.clock, scheduler.sent = app.now, []
    scheduler.apply_entry = lambda entry, producer=None: scheduler.sent.append(entry.task)
    yield scheduler
    scheduler.close()


def ticks(beat, *, seconds):
    """Lets so much time pass, with a tick each second as often as the beat wants one."""
    beat.sent.clear()
    for _ in range(seconds):
        beat.clock.moment += dt.timedelta(seconds=1)
        while beat.tick() == 0:
            pass
    return beat.sent


def test_a_clock_that_is_set_back_an_hour_stops_no_entry(beat):
    assert ticks(beat, seconds=60).count(OFTEN) >= 5
    beat.clock.moment -= dt.timedelta(hours=1)
    sent = ticks(beat, seconds=60)
    assert 5 <= sent.count(OFTEN) <= 7
    assert sent.count(HOURLY) == 1
    assert ticks(beat, seconds=3700).count(HOURLY) == 1


def test_the_timetable_is_told_once_that_the_clock_was_set_back(beat, caplog):
    ticks(beat, seconds=60)
    assert "set back" not in caplog.text
    beat.clock.moment -= dt.timedelta(hours=1)
    ticks(beat, seconds=60)
    assert caplog.text.count("set back") == 1
