"""The line of chairs as a drawing."""

import datetime as dt

import pytest

from chairmanship import timeline
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
CONTENT = 1152  # px, the widest that a page is


def drawn(today=TODAY):
    return timeline.drawing(timeline.until(today), today)


def test_timeline_of_the_history_fits_a_wide_screen(history):
    assert drawn()["width"] <= CONTENT


def test_timeline_leaves_room_for_the_longest_name_and_cuts_what_is_longer(history):
    factories.term("W" * 40, "2019-01-01", "2019-12-31")
    names = {bar["name"] for bar in drawn()["bars"]}
    assert "Regional Commissions" in names
    assert "W" * (timeline.LONGEST - 1) + "…" in names
    assert drawn()["labels"] > timeline.LETTER * timeline.LONGEST


def test_timeline_leaves_room_for_a_name_at_its_end():
    factories.term("Regional Commissions", "2026-07-01", "2026-12-31")
    [bar] = drawn()["bars"]
    assert drawn()["width"] >= bar["label"] + timeline.LETTER * len("Regional Commissions")


def test_timeline_sets_co_chairs_under_one_another_and_marks_the_gap_until_today(history):
    fao, iom = [bar for bar in drawn()["bars"] if bar["term"].starts == dt.date(2018, 1, 1)]
    assert fao["x"] == iom["x"]
    assert fao["y"] + fao["height"] <= iom["y"]
    gap = drawn()["gaps"][-1]["gap"]
    assert (gap.starts, gap.ends) == (dt.date(2019, 1, 1), TODAY)


def test_timeline_reaches_a_term_to_come():
    factories.term("IOM", "2027-01-01", "2027-12-31")
    assert [tick["year"] for tick in drawn()["ticks"]] == [2027]
    assert drawn()["today"] is None


def test_timeline_of_nobody_is_none():
    assert drawn() is None
