"""Numbers as addresses and forms bring them."""

import pytest

from foundation.web.requests import whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("", None),
        ("-1", None),
        ("1.0", None),
        ("²", None),
        ("٣", None),
        ("9" * 5000, None),
    ],
)
def test_whole_number_is_read_and_anything_else_is_none(text, number):
    assert whole(text) == number


def test_number_that_does_not_come_is_the_other_one():
    assert whole("x", -1) == -1
