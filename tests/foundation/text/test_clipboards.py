"""What people paste from other programs comes out as they meant it, and nothing is lost or glued together."""

import random
import re
from collections import Counter

import pytest

from foundation.text import rich
from tests.foundation.text import pasted
from tests.foundation.text.clipboards import google, mail, office, online, web, word
from tests.foundation.text.grammar import faults, seen
from tests.foundation.text.test_rich import bare

KINDS = {
    "Word": word.SAMPLES,
    "Word in the browser": online.SAMPLES,
    "Google Docs": google.SAMPLES,
    "mail": mail.SAMPLES,
    "office": office.SAMPLES,
    "web": web.SAMPLES,
}
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
INSTEAD = re.compile(r"\[(?:\d+|[ivx]+|[a-z])\]|[·§à£J•]|(?<=\s)o(?=\s)|\b(?:\d+\.)+(?!\d)")


@pytest.mark.parametrize(("given", "wanted", "left_out"), SAMPLES)
def test_paste_loses_no_word_and_glues_none(given, wanted, left_out):
    ours = re.sub('<span class="footnote">|</span>', " ", rich.clean(given))
    assert set(_words(given) - _words(ours)) <= {"Private"}


def _words(html: str) -> Counter:
    return Counter(re.findall(r"\w+", INSTEAD.sub(" ", " ".join(seen(html)))))


def test_broken_pastes_keep_to_the_schema_and_change_nothing_more_the_second_time():
    """A selection begins and ends anywhere, and programs between cut what they do not know."""
    chance = random.Random(14)
    given = [sample.values[0] for sample in SAMPLES] + [one for one, _wanted in pasted.ALL.values()]
    for source in given:
        for _time in range(6):
            broken = _broken(chance, source, chance.choice(given))
            found = rich.read(broken, images=True).text
            assert faults(found) == [], broken
            assert rich.clean(found, images=True) == found, broken


def _broken(chance: random.Random, source: str, other: str) -> str:
    parts, others = (
        re.split(r"(<[^<>]*>)", one[one.find("<!--StartFragment") + 1 :]) for one in (source, other)
    )
    for _time in range(chance.randrange(1, 8)):
        at, along = chance.randrange(len(parts)), chance.randrange(1, 9)
        where = chance.randrange(len(others))
        match chance.randrange(4):
            case 0:
                del parts[at : at + along]
            case 1:
                parts[at:at] = parts[at : at + along]
            case 2:
                parts[at:at] = others[where : where + along]
            case _:
                parts[at:at] = parts[: at // 2][-along:]
        parts = parts or ["x"]
    return "<p>" + "".join(parts)
