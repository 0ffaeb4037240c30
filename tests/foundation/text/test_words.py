"""Counts and lists as running text has them."""

import pytest
from django.utils.translation import ngettext

from foundation.text import words


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "No agency replied."),
        (1, "one agency replied."),
        (2, "two agencies replied."),
        (9, "nine agencies replied."),
        (10, "10 agencies replied."),
    ],
)
def test_none_one_and_many_are_counted_in_words(n, said):
    counted = ngettext("%(count)s agency replied.", "%(count)s agencies replied.", n)
    assert words.counted(n, counted, "No agency replied.") == said


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["ILO"], "ILO"), (["ILO", "IOM"], "ILO and IOM"), ("ABC", "A, B and C")]
)
def test_names_are_listed(names, said):
    assert words.listed(names) == said


@pytest.mark.parametrize(("n", "said"), [(1, "once"), (2, "twice"), (3, "three times"), (12, "12 times")])
def test_times_are_counted(n, said):
    assert words.times(n) == said
