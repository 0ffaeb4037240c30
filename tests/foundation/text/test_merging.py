"""Two people's changes to one text: merged by blocks, and nothing of them lost."""

import random
import re

import pytest
from lxml import etree

from foundation.text import rich
from foundation.text.rich import merging
from foundation.text.rich.merging import Clash, merge, settle
from foundation.text.rich.tree import parse, write

BASE = rich.clean(
    "<p>One.</p><ul><li>First</li><li>Second</li></ul><h3>Head</h3><blockquote><p>Quoted.</p></blockquote>"
    "<table><tr><td>Cell</td><td>Other</td></tr></table><p>Last.</p>"
)


def bare(text: str) -> str:
    return re.sub(' data-id="[a-z0-9]+"', "", text)


def words(text: str) -> list[str]:
    return sorted(words_in_order(text))


def words_in_order(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub("<[^>]+>", " ", text))


def test_different_blocks_are_merged():
    mine = BASE.replace("Second", "Second and mine").replace("One.", "")
    theirs = BASE.replace("Quoted.", "Quoted by <strong>them</strong>.").replace("Cell", "Theirs")
    merged = merge(BASE, rich.clean(mine), theirs)
    assert merged.clashes == []
    assert bare(merged.text) == (
        "<ul><li><p>First</p></li><li><p>Second and mine</p></li></ul><h3>Head</h3>"
        "<blockquote><p>Quoted by <strong>them</strong>.</p></blockquote>"
        "<table><tbody><tr><td><p>Theirs</p></td><td><p>Other</p></td></tr></tbody></table><p>Last.</p>"
    )


def test_what_both_added_in_one_place_has_theirs_first():
    mine = rich.clean(BASE.replace("<h3", "<p>Mine 1.</p><p>Mine 2.</p><h3"))
    theirs = rich.clean(BASE.replace("<h3", "<p>Theirs 1.</p><p>Theirs 2.</p><h3"))
    added = re.findall(r"(?:Mine|Theirs) \d", merge(BASE, mine, theirs).text)
    assert added == ["Theirs 1", "Theirs 2", "Mine 1", "Mine 2"]
    assert bare(merge("", "<p>Mine</p>", "<p>Theirs</p>").text) == "<p>Theirs</p><p>Mine</p>"
    same = merge(BASE, mine, rich.clean(mine.replace("Last", "At last")))
    assert same.text.count("Mine 1") == 1


def test_blocks_with_one_new_id_and_other_words_are_two():
    mine, theirs = (f'{BASE}<p data-id="abcdefgh">{said}</p>' for said in ("Mine", "Theirs"))
    assert bare(merge(BASE, mine, theirs).text).endswith("<p>Theirs</p><p>Mine</p>")


def test_block_that_both_changed_is_a_clash():
    mine, theirs = BASE.replace("First", "Mine"), BASE.replace("First", "Theirs").replace("Last", "Final")
    merged = merge(BASE, mine, theirs)
    assert merged.text is None
    [clash] = merged.clashes
    assert (bare(clash.theirs), bare(clash.mine)) == ("<p>Theirs</p>", "<p>Mine</p>")
    assert "Mine" in merged.draft
    assert "Final" in merged.draft
    both = BASE.replace("First", "The same")
    assert merge(BASE, both, both.replace("Last", "Final")).text == both.replace("Last", "Final")


def test_block_that_one_changed_and_the_other_removed_is_a_clash():
    without = rich.clean(re.sub("<li[^>]*><p[^>]*>First</p></li>", "", BASE))
    assert without != BASE
    changed = BASE.replace("First", "Changed")
    for mine, theirs, wordings in ((without, changed, ("Changed", "")), (changed, without, ("", "Changed"))):
        merged = merge(BASE, mine, theirs)
        [clash] = merged.clashes
        assert (rich.plain(clash.theirs), rich.plain(clash.mine)) == wordings
        assert merged.draft == changed
    assert merge(BASE, without, BASE.replace("Last", "Final")).text == without.replace("Last", "Final")


def test_form_and_words_of_a_block_are_merged_apart():
    mine, theirs = BASE.replace("<h3", "<h4").replace("</h3", "</h4"), BASE.replace("Head", "Heading")
    assert "<h4>Heading</h4>" in bare(merge(BASE, mine, theirs).text)
    assert "<h4>Heading</h4>" in bare(merge(BASE, theirs, mine).text)


def test_block_that_one_moved_has_the_words_of_the_other():
    moved = parse(BASE)
    moved.insert(0, moved[-1])
    mine, theirs = write(moved), BASE.replace("Last.", "At last.")
    for one in (merge(BASE, mine, theirs), merge(BASE, theirs, mine)):
        assert bare(one.text).startswith("<p>At last.</p><p>One.</p>")
        assert one.text.count("last") == 1


def test_list_that_one_removed_and_the_other_added_to_stays_with_the_new_item():
    without = rich.clean(re.sub("<ul.*</ul>", "", BASE))
    added = rich.clean(BASE.replace("</ul>", "<li>Third</li></ul>"))
    for one in (merge(BASE, without, added), merge(BASE, added, without)):
        assert "<ul><li><p>Third</p></li></ul>" in bare(one.text)
        assert "First" not in one.text


def test_lists_that_were_moved_into_each_other_stay_apart():
    one, two = (
        f'<ul data-id="list{n}"><li data-id="item{n}"><p data-id="word{n}">{n}</p></li></ul>' for n in "12"
    )
    base = rich.clean(f"{one}<p>Between</p>{two}")
    mine = rich.clean(f"{one.replace('</li>', two + '</li>')}<p>Between</p>")
    theirs = rich.clean(f"<p>Between</p>{two.replace('</li>', one + '</li>')}")
    merged = merge(base, mine, theirs)
    assert words(merged.draft) == ["1", "2", "Between"]


def test_without_a_base_all_that_differs_is_a_clash():
    mine, theirs = BASE.replace("First", "Mine"), rich.clean(BASE.replace("Last.", "Last.</p><p>More."))
    clashes = {(rich.plain(one.theirs), rich.plain(one.mine)) for one in merge(None, mine, theirs).clashes}
    assert clashes == {("First", "Mine"), ("More.", "")}


def test_blocks_that_lost_their_ids_are_found_by_likeness():
    base = rich.clean("<p>ILO reported on its work.</p>")
    mine, theirs = rich.clean("ILO reported on its plan."), base.replace("ILO", "WHO")
    assert [rich.plain(one) for one in merge(base, mine, theirs).clashes[0][1:]] == [
        "WHO reported on its work.",
        "ILO reported on its plan.",
    ]


def test_plain_texts_are_one_block():
    assert merge("Theme", "Theme", "Theirs").text == "Theirs"
    assert merge("Theme", "Mine", "Theme").text == "Mine"
    merged = merge("Theme", "Mine", "Theirs")
    assert merged == ("Mine", [Clash("text", "Theirs", "Mine")])
    assert settle(merged.draft, "Theirs", {"text": "theirs"}) == "Theirs"
    assert settle(merged.draft, "Theirs", {"text": "mine"}) == "Mine"


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("mine", ["Mine"]),
        ("theirs", ["Theirs"]),
        ("both", ["Theirs", "Mine"]),
        ("removed", []),
        ("?", ["Mine"]),
    ],
)
def test_choice_settles_a_clash(choice, said):
    mine, theirs = BASE.replace("First", "Mine"), BASE.replace("First", "Theirs")
    merged = merge(BASE, mine, theirs)
    settled = settle(merged.draft, theirs, {merged.clashes[0].id: choice, "unknown1": "theirs"})
    assert re.findall("Mine|Theirs|First", settled) == said
    assert "Second" in settled
    assert rich.clean(settled) == settled


# With texts and changes at random


def in_table(block) -> bool:
    return next(block.iterancestors("table"), None) is not None


class Writer:
    """Changes a text at random. Each word that it writes is there once only."""

    def __init__(self, chance: random.Random, name: str):
        self.chance, self.name, self.written = chance, name, 0

    def word(self) -> str:
        self.written += 1
        return f"{self.name}{self.written}"

    def block(self, deep: int = 0) -> str:
        kind = self.chance.choice(["p", "p", "p", "h3", "ul", "ol", "blockquote", "table"])
        if deep > 1 or kind in ("p", "h3"):
            return f"<p>{self.word()} <strong>{self.word()}</strong></p>"
        if kind == "table":
            return f"<table><tr><td>{self.word()}</td><td>{self.word()}</td></tr></table>"
        if kind == "blockquote":
            return f"<blockquote>{self.block(2)}{self.block(2)}</blockquote>"
        items = [
            f"<li>{self.block(2)}{self.block(deep + 1)}</li>" for _ in range(self.chance.randrange(1, 4))
        ]
        return f"<{kind}>{''.join(items)}</{kind}>"

    def changed(self, text: str) -> str:
        for _ in range(self.chance.randrange(1, 6)):
            text = rich.clean(write(self._change(parse(text))))
        return text

    def _change(self, root):
        blocks = list(root.iter("p", "h3", "ul", "ol", "blockquote", "table"))
        if not blocks:
            return parse(rich.clean(self.block()))
        one, other = self.chance.choice(blocks), self.chance.choice(blocks)
        what = self.chance.choice(["write", "write", "write", "add", "add", "remove", "move", "form", "list"])
        if what == "write" and one.tag in ("p", "h3"):
            one.text = f"{one.text or ''} {self.word()} "
        elif what == "add":
            one.addnext(parse(rich.clean(self.block()))[0])
        elif what == "remove":
            one.getparent().remove(one)
        elif what == "move" and not ({*one.iter()} & {*other.iter()} or in_table(one) or in_table(other)):
            other.addnext(one)
        elif what == "form" and one.tag in ("p", "h3") and one.getparent() is root:
            one.tag = "h3" if one.tag == "p" else "p"
        elif what == "list" and one.tag == "p":
            around = etree.Element("ul")
            one.addprevious(around)
            etree.SubElement(around, "li").append(one)
        return root


def test_merging_loses_nothing_that_anybody_typed():
    chance, clashed = random.Random(14), 0
    for _ in range(150):
        start = Writer(chance, "base")
        base = rich.clean("".join(start.block() for _ in range(chance.randrange(0, 7))))
        mine, theirs = (Writer(chance, name).changed(base) for name in ("mine", "theirs"))
        assert merge(base, mine, base).text == mine
        assert merge(base, base, theirs).text == theirs
        merged = merge(base, mine, theirs)
        assert merged == merge(base, mine, theirs)
        assert rich.clean(merged.draft) == merged.draft
        clashing = {one for clash in merged.clashes for one in words(clash.theirs + clash.mine)}
        there = set(words(merged.draft)) | clashing
        typed = {one for one in words(mine) + words(theirs) if not one.startswith("base")}
        assert typed <= there
        assert set(words(base)) & set(words(mine)) & set(words(theirs)) <= there
        clashed += bool(merged.clashes)
        if not merged.clashes:
            assert len(words(merged.draft)) == len(set(words(merged.draft)))
            assert words(merged.draft) == words(merge(base, theirs, mine).draft)
            gone = set(words(base)) - (set(words(mine)) & set(words(theirs)))
            assert not gone & set(words(merged.draft))
    assert 15 < clashed < 135


def test_order_of_both_stays():
    chance = random.Random(15)
    for _ in range(200):
        base = rich.clean("".join(f"<p>base{n}</p>" for n in range(8)))
        mine, theirs = base, base
        for n in range(4):
            mine, theirs = (
                rich.clean(re.sub(f"(<p[^>]*>base{chance.randrange(8)}</p>)", rf"\1<p>{name}{n}</p>", text))
                for text, name in ((mine, "mine"), (theirs, "theirs"))
            )
        merged = words_in_order(merge(base, mine, theirs).text)
        for side in (mine, theirs):
            row = words_in_order(side)
            assert [one for one in merged if one in row] == row


def test_great_texts_are_merged_at_once():
    base = rich.clean("".join(f"<p>Paragraph {n}</p>" for n in range(3000)))
    mine, theirs = base.replace("Paragraph 7<", "Mine<"), base.replace("Paragraph 2000<", "Theirs<")
    merged = merging.merge(base, mine, theirs)
    assert len(rich.split(merged.text)) == 3000
    assert {"Mine", "Theirs"} <= set(words(merged.text))
