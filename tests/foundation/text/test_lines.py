# ruff: noqa: E501, a text and what becomes of it stand as lines
"""Plain text of a clipboard: lines that a page broke are joined, those that somebody broke are not."""

import pytest

from foundation.text import rich
from tests.foundation.text.grammar import faults
from tests.foundation.text.test_rich import bare

PROSE = """The Group took note of the report of the Working Group on
Data and asked its members to send their comments on the long-
term plan, and on the further steps of the agencies and their co-
operation that the plan describes, before the
end of May.
The Chair thanked UNDESA for the paper and asked for a shorter
text. It will be sent again."""
CASES = {
    "a page of prose": (
        PROSE,
        "<p>The Group took note of the report of the Working Group on Data and asked its members to send their "
        "comments on the long-term plan, and on the further steps of the agencies and their cooperation that the plan "
        "describes, before the end of May.</p><p>The Chair thanked UNDESA for the paper and asked for a shorter text. It will be "
        "sent again.</p>",
    ),
    "a number of a page within a sentence": (
        "The Group took note of the report of the Working Group on\nData and asked its members for the comments that they\n\n"
        "3\n\nhad promised.",
        "<p>The Group took note of the report of the Working Group on Data and asked its members for the comments "
        "that they had promised.</p>",
    ),
    "a number that is said": (
        "How many came?\n\n3\n\nand two more",
        "<p>How many came?</p><p>3</p><p>and two more</p>",
    ),
    "numbered paragraphs": (
        "1. The Group took note of the report of the Working Group on\nData and thanked its members for it.\n"
        "2. The Group asked its members to send their comments on it,\nand the Chair to put them together.\n"
        "3. The next meeting is in May.",
        "<p>1. The Group took note of the report of the Working Group on Data and thanked its members for it.</p>"
        "<p>2. The Group asked its members to send their comments on it, and the Chair to put them together.</p>"
        "<p>3. The next meeting is in May.</p>",
    ),
    "bullets": (
        "They agreed:\n• to meet\n•\nto write",
        "<p>They agreed:</p><ul><li><p>to meet</p></li><li><p>to write</p></li></ul>",
    ),
    "an address": (
        "Global Migration Group\nPalais des Nations\n1211 Geneva 10\nSwitzerland",
        "<p>Global Migration Group<br>Palais des Nations<br>1211 Geneva 10<br>Switzerland</p>",
    ),
    "a poem": (
        "I had no time to hate, because\nThe grave would hinder me,\nAnd life was not so ample I\nCould finish enmity.",
        "<p>I had no time to hate, because<br>The grave would hinder me,<br>And life was not so ample I<br>Could finish "
        "enmity.</p>",
    ),
    "a hyphen that stands elsewhere too": (
        "The working group asked for follow-up by all of its members and\nfor a plan and, as far as it can be had, the result of that follow-\nup which the Chair will "
        "send to the members of the Group before\nthe end of the month of May, as agreed.",
        "<p>The working group asked for follow-up by all of its members and for a plan and, as far as it can be had, the result of that follow-up which the Chair "
        "will send to the members of the Group before the end of the month of May, as agreed.</p>",
    ),
    "signs of HTML": ("a < b\n\n<b>c</b> &amp; d", "<p>a &lt; b</p><p>&lt;b&gt;c&lt;/b&gt; &amp;amp; d</p>"),
    "nothing": (" \n\n ", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_plain_text_is_read_as_it_was_meant(name):
    given, wanted = CASES[name]
    found = rich.read_plain(given)
    assert bare(found) == wanted
    assert faults(found) == []
    assert rich.clean(found) == found
