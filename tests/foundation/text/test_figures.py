"""Numbers in running text, and the language of a paragraph by a guess."""

import pytest
from django.utils import translation

from foundation.text import figures, guessing


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Six agencies and 1,200 people met twice: seven, twenty and 21.", [6, 1200, 2, 7, 20, 21]),
        ("On 30 June 2007, from 1 to 5 May and on June 8, at 10:00, in 2012.", []),
        ("The 2nd and the third meeting, section 7.1, A/62/3, a six-month term, 50% and 2006–2007.", []),
        ("A study, “Nine lives”, on 3 matters: https://example.org/12", [3]),
        ("None; nobody often ponders.", []),  # "one" and "ten" within words
    ],
)
def test_numbers_are_what_is_counted(text, values):
    assert [one.value for one in figures.numbers(text)] == values


def test_number_has_what_stands_around_it():
    [one] = figures.numbers("The Group met twice in Geneva.")
    assert (one.said, one.before, one.after) == ("twice", "The Group met ", " times in Geneva.")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Group met in Geneva and in New York, and it agreed on the terms of reference.", "en"),
        ("Le Groupe s’est réuni à Genève et à New York, et il est convenu du mandat dans les délais.", "fr"),
        ("Die Gruppe traf sich in Genf und einigte sich dort auf das gemeinsame Mandat für alle.", ""),
        ("Le Groupe s’est réuni à Genève.", ""),
        ("", ""),
    ],
)
def test_language_is_guessed_or_left_open(text, language):
    with translation.override("es"):  # whatever the portal speaks
        assert guessing.guess(text) == language
