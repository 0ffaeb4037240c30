"""The line of chairs as a drawing."""

import datetime as dt
import itertools

import pytest

from chairmanship.rotation import timeline
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
CONTENT = 1152  # px, the widest that a page is


def drawing(today=TODAY):
    return timeline.drawing(timeline.until(today), today)


def test_timeline_of_the_history_fits_a_wide_screen(history):
    assert drawing()["width"] <= CONTENT


def test_timeline_leaves_room_for_the_longest_name_and_cuts_what_is_longer(history):
    factories.term("W" * 40, "2019-01-01", "2019-12-31")
    names = {bar["name"] for bar in drawing()["bars"]}
    assert "Regional Commissions" in names
    assert "W" * (timeline.LONGEST - 1) + "…" in names
    assert drawing()["labels"] > timeline.LETTER * timeline.LONGEST


def test_timeline_leaves_room_for_a_name_at_its_end():
    factories.term("Regional Commissions", "2026-07-01", "2026-12-31")
    [bar] = drawing()["bars"]
    assert drawing()["width"] >= bar["label"] + timeline.LETTER * len("Regional Commissions")


def test_timeline_sets_co_chairs_under_one_another_and_marks_the_gap_until_today(history):
    fao, iom = [bar for bar in drawing()["bars"] if bar["term"].starts == dt.date(2018, 1, 1)]
    assert fao["x"] == iom["x"]
    assert fao["y"] + fao["height"] <= iom["y"]
    gap = drawing()["gaps"][-1]["gap"]
    assert (gap.starts, gap.ends) == (dt.date(2019, 1, 1), TODAY)


def test_timeline_sets_no_two_of_a_chain_of_terms_over_one_another():
    """Co-chairs who come and go, with an interim beside them."""
    for acronym, starts, ends, capacity in (
        ("FAO", "2026-01-01", "2026-06-30", "co_chair"),
        ("IOM", "2026-04-01", "2026-09-30", "co_chair"),
        ("ILO", "2026-05-01", "2026-08-31", "interim"),
        ("WHO", "2026-07-01", "2026-12-31", "co_chair"),
        ("UNU", "2027-01-01", "2027-12-31", "chair"),
    ):
        factories.term(acronym, starts, ends, capacity=capacity)
    bars = drawing()["bars"]
    for one, other in itertools.combinations(bars, 2):
        beside = one["x"] + one["width"] <= other["x"]
        above_or_below = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
        assert beside or above_or_below, (one["name"], other["name"])
    assert [round(bar["height"]) for bar in bars] == [12, 12, 12, 12, timeline.BAR]


def test_timeline_reaches_a_term_to_come():
    factories.term("IOM", "2027-01-01", "2027-12-31")
    assert [tick["year"] for tick in drawing()["ticks"]] == [2027]
    assert drawing()["today"] is None


def test_timeline_of_nobody_is_none():
    assert drawing() is None
