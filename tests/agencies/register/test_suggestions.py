"""Purposes suggested for a topic by its words."""

import pytest

from agencies.models import Purpose
from agencies.register.suggestions import suggest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Better data on remittances", {6: ("data", "remittances")}),
        ("DETENTION of children", {9: ("detention", "children")}),
        ("A workshop for consular staff", {8: ("staff", "workshop")}),
        ("Policies in a region", {3: ("policies",), 11: ("region",)}),
        ("Migration, globally and for the Group", {}),
        ("The Group’s members", {}),
        ("Briefing of Member States", {11: ("states",), 12: ("states", "briefing")}),
        ("", {}),
    ],
)
def test_purpose_is_suggested_by_its_words_and_says_which(text, expected):
    assert {one.purpose.number: one.words for one in suggest(text)} == expected


def test_most_words_come_first_three_at_most_and_none_that_is_chosen():
    text = "data research statistics, human rights, trade, training, summit, exchange"
    found = [one.purpose.number for one in suggest(text)]
    assert found[:2] == [6, 9]
    assert len(found) == 3
    chosen = Purpose.objects.get(number=6)
    assert chosen.pk not in [one.purpose.pk for one in suggest(text, but=[chosen.pk])]
