"""The ids of blocks are found again in a text that lost them."""

import re

from foundation.text import rich
from foundation.text.rich.likeness import adopt_ids

OLD = (
    '<h3 data-id="head">Migration</h3><p data-id="first">The Group met in Geneva in May.</p>'
    '<ul data-id="list"><li data-id="itema"><p data-id="worda">To write a letter</p></li>'
    '<li data-id="itemb"><p data-id="wordb">To send it</p></li></ul>'
    '<p data-id="same1">Agreed.</p><p data-id="same2">Agreed.</p>'
    '<p data-id="last">The meeting closed at noon.</p>'
)


def ids(text: str) -> list[str]:
    return re.findall('data-id="([^"]*)"', text)


def without_ids(text: str) -> str:
    return re.sub(' data-id="[^"]*"', "", text)


def test_same_text_gets_its_ids_back():
    assert adopt_ids(rich.clean(without_ids(OLD)), OLD) == OLD


def test_changed_moved_and_new_blocks():
    new = without_ids(OLD).replace("<h3>Migration</h3>", "").replace("in May", "on 4 May 2026")
    new = new.replace("<p>Agreed.</p><p>Agreed.</p>", "<p>Something altogether different</p><p>Agreed.</p>")
    new += "<h3>Migration</h3>"
    found = ids(adopt_ids(rich.clean(new), OLD))
    assert found[:5] == ["first", "list", "itema", "worda", "itemb"]
    assert found[6] not in ids(OLD)
    assert found[7] in ("same1", "same2")
    assert found[8:] == ["last", "head"]
    assert len(set(found)) == len(found)


def test_heading_that_was_a_paragraph_keeps_its_id():
    assert ids(
        adopt_ids("<h4>Opening of the meeting</h4>", '<p data-id="open">Opening of the meeting.</p>')
    ) == ["open"]


def test_what_is_not_alike_gets_an_id_of_its_own():
    [found] = ids(adopt_ids("<p>Nothing of this</p>", OLD))
    assert found not in ids(OLD)


def test_ids_stay_unique_when_a_new_block_says_the_same():
    found = ids(adopt_ids(rich.clean("<p>Agreed.</p>" * 4), OLD))
    assert {"same1", "same2"} <= set(found)
    assert len(set(found)) == 4


def test_a_text_that_is_new_throughout_is_done_in_time():
    old = rich.clean("".join(f"<p>Old paragraph {number}</p>" for number in range(3_000)))
    new = rich.clean("".join(f"<p>Entirely other words {number}</p>" for number in range(3_000)))
    assert len(set(ids(adopt_ids(new, old)))) == 3_000
