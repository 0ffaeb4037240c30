"""What people paste from other programs comes out as they meant it, and nothing is lost or glued together."""

import re
from collections import Counter

import pytest

from foundation.text import rich
from tests.foundation.text.clipboards import word
from tests.foundation.text.grammar import faults, seen
from tests.foundation.text.test_rich import bare

KINDS = {"Word": word.SAMPLES}
SAMPLES = [
    pytest.param(*sample, id=f"{kind}: {name}")
    for kind, samples in KINDS.items()
    for name, sample in samples.items()
]


@pytest.mark.parametrize(("given", "wanted", "left_out"), SAMPLES)
def test_paste_comes_out_as_it_was_meant(given, wanted, left_out):
    found = rich.read(given)
    assert bare(found.text) == wanted
    assert found.left_out == left_out
    assert faults(found.text) == []
    assert rich.clean(found.text) == found.text


# Marks of notes, signs of items and pictures of letters; ours are elements, or real signs.
INSTEAD = re.compile(r"\[(?:\d+|[ivx]+|[a-z])\]|[·§à£J]|(?<=\s)o(?=\s)|\b(?:\d+\.)+(?!\d)")


@pytest.mark.parametrize(("given", "wanted", "left_out"), SAMPLES)
def test_paste_loses_no_word_and_glues_none(given, wanted, left_out):
    ours = re.sub('<span class="footnote">|</span>', " ", rich.clean(given))
    assert not _words(given) - _words(ours)


def _words(html: str) -> Counter:
    return Counter(re.findall(r"\w+", INSTEAD.sub(" ", " ".join(seen(html)))))
