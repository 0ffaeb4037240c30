# ruff: noqa: E501, the lines are markup
"""Texts that go to Word and come back, and Word files of others."""

import io
import re
import zipfile

import pytest

from foundation.files.docx import Paper, read_word
from foundation.text import rich

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000"
    "01f15c4890000000d49444154789c63f8cfc0f01f00050001ff56c7"
    "2f0d0000000049454e44ae426082"
)
SOURCE = "/documents/12/images/abc123"

CONSTRUCTS = {
    "paragraphs": "<p>First.</p><p>Second, with<br>a new line.</p>",
    "headings": "<h3>One</h3><p>a</p><h4>Two</h4><p>b</p><h5>Three</h5><p>c</p>",
    "numbered paragraphs": '<p class="numbered">One</p><h3>Between</h3><p class="numbered">Two</p><p>No.</p>',
    "marks": "<p>a <strong>b</strong> <em>c</em> <u>d</u> <s>e</s> 10<sup>3</sup> H<sub>2</sub>O</p>",
    "marks within marks": "<p><strong>a <em>b <u>c</u></em></strong> <s><sup>d</sup></s></p>",
    "links": '<p>See <a href="https://example.org/a?b=1&amp;c=2#d">the <strong>site</strong></a> or '
    '<a href="mailto:a@example.org">write</a>.</p>',
    "bullets": "<ul><li><p>One</p></li><li><p>Two</p><ul><li><p>Within</p><ul><li><p>Deep</p></li></ul></li>"
    "<li><p>More</p></li></ul></li><li><p>Three</p></li></ul>",
    "numbers": '<ol start="3"><li><p>Three</p></li><li><p>Four</p><ol type="a"><li><p>a</p></li></ol></li></ol>'
    '<p>Between</p><ol type="I" start="5"><li><p>Five</p></li></ol><ol type="i"><li><p>One</p></li></ol>'
    '<ol type="A"><li><p>A</p></li></ol>',
    "two lists after each other": "<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol><ol><li><p>c</p></li></ol>",
    "items with more than a paragraph": "<ol><li><p>a</p><p>more of a</p><blockquote><p>said</p></blockquote>"
    "</li><li><p>b</p><ul><li><p>in b</p><p>more</p></li></ul><p>after the list</p></li></ol><p>out</p>",
    "quotations": "<p>They said:</p><blockquote><p>One.</p><p>Two.</p><ul><li><p>a</p></li><li><p>b</p></li></ul>"
    "<p>Three.</p></blockquote><p>So.</p>",
    "tables": '<table><thead><tr><th colspan="2"><p>Both</p></th><th><p>Other</p></th></tr><tr><th><p>A</p></th>'
    "<th><p>B</p></th><th><p>C</p></th></tr></thead><tbody><tr>"
    '<td rowspan="2"><p>tall</p></td><td><p>b</p><p>c</p></td><td><ul><li><p>x</p></li></ul></td></tr>'
    "<tr><td><p>d</p></td><td><p>e</p></td></tr></tbody></table>",
    "tables without a head": "<table><tbody><tr><th><p>Name</p></th><td><p>Ann</p></td></tr>"
    "<tr><th><p>Role</p></th><td><p>Chair</p></td></tr></tbody></table>",
    "two tables after each other": "<table><tbody><tr><td><p>1</p></td></tr></tbody></table>"
    "<table><tbody><tr><td><p>2</p></td></tr></tbody></table>",
    "tables in items": "<ul><li><p>a</p><table><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>"
    "</li><li><p>b</p></li></ul>",
    "footnotes": '<p>Said<span class="footnote">In <em>Geneva</em>, see <a href="https://example.org">this</a>.'
    "</span> so.</p>",
    "proposed wording": '<p>We <del data-by="Ann Ames" datetime="2026-05-04T10:00:00Z">would</del>'
    '<ins data-by="Bo" datetime="2026-05-05">will <strong>surely</strong></ins> and <ins>more</ins>.</p>',
    "directions": '<p>مرحبا بكم في GMG 2026.</p><p dir="rtl">GMG هو فريق</p><p dir="ltr">فريق is a word</p>'
    '<h3 dir="rtl">GMG عن</h3><ul><li><p dir="rtl">IOM المنظمة</p></li></ul>',
    "an image": f'<p>Look:</p><img src="{SOURCE}" alt="A map of the world"><p>End.</p>',
    "odd characters": "<p>A &amp; B &lt;c&gt; “d” – e\xa0f, 한국어, हिन्दी, ไทย, 👍</p>",
}

UNUSUAL = {
    "heading in quote": "<blockquote><p>a</p><h4>H</h4><p>b</p></blockquote>",
    "quote in quote": "<blockquote><p>a</p><blockquote><p>b</p></blockquote><p>c</p></blockquote>",
    "table in quote": "<blockquote><p>a</p><table><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table><p>b</p></blockquote><p>out</p>",
    "image in quote": f'<blockquote><p>a</p><img src="{SOURCE}" alt="x"></blockquote>',
    "image in item": f'<ul><li><p>a</p><img src="{SOURCE}" alt="x"></li><li><p>b</p></li></ul>',
    "image in cell": f'<table><tbody><tr><td><img src="{SOURCE}" alt="x"></td><td><p>2</p></td></tr></tbody></table>',
    "heading in item": "<ul><li><p>a</p><h4>H</h4><p>b</p></li><li><p>c</p></li></ul>",
    "numbered in quote": '<blockquote><p class="numbered">a</p><p>b</p></blockquote>',
    "numbered in item": '<ul><li><p>a</p><p class="numbered">n</p></li></ul>',
    "numbered in cell": '<table><tbody><tr><td><p class="numbered">a</p></td><td><p>2</p></td></tr></tbody></table>',
    "table in cell": "<table><tbody><tr><td><p>x</p><table><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table></td><td><p>2</p></td></tr></tbody></table>",
    "list in head": "<table><thead><tr><th><ul><li><p>x</p></li></ul></th><th><p>y</p></th></tr></thead><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>",
    "heading in cell": "<table><tbody><tr><td><h4>H</h4><p>x</p></td><td><p>2</p></td></tr></tbody></table>",
    "quote in cell": "<table><tbody><tr><td><p>a</p><blockquote><p>x</p></blockquote></td><td><p>2</p></td></tr></tbody></table>",
    "empty cells": "<table><thead><tr><th></th><th><p>B</p></th></tr></thead><tbody><tr><td></td><td><p>2</p></td></tr></tbody></table>",
    "quote in item": "<ol><li><p>a</p><blockquote><p>x</p><p>y</p></blockquote><p>z</p></li><li><p>b</p></li></ol>",
    "deep lists": "<ul><li><p>1</p><ul><li><p>2</p><ul><li><p>3</p><ul><li><p>4</p><ul><li><p>5</p><ul><li><p>6</p></li></ul></li></ul></li></ul></li></ul></li></ul></li></ul>",
    "list in quote in item": "<ul><li><p>1</p><blockquote><p>q</p><ul><li><p>x</p></li></ul></blockquote></li></ul>",
    "two quotes": "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>",
    "tall cell over head": '<table><thead><tr><th rowspan="2"><p>A</p></th><th><p>B</p></th></tr><tr><th><p>C</p></th></tr></thead><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>',
    "note with break": '<p>a<span class="footnote">b<br>c <strong>d</strong></span></p>',
    "note in heading": '<h3>a<span class="footnote">b</span></h3><p>c</p>',
    "note in cell": '<table><tbody><tr><td><p>a<span class="footnote">b</span></p></td><td><p>2</p></td></tr></tbody></table>',
    "break in item": "<ul><li><p>a<br>b</p></li></ul>",
    "change in link": '<p><a href="https://x.org/a"><ins data-by="A" datetime="2026-05-05T01:02:03Z">b</ins></a></p>',
    "change with marks": '<p><ins data-by="A" datetime="2026-05-05"><strong>b</strong> c<sup>2</sup></ins></p>',
    "note in change": '<p>a<ins data-by="A" datetime="2026-05-05">b</ins><span class="footnote">n</span></p>',
    "whole change": '<p><del data-by="A" datetime="2026-05-05">gone</del></p><ul><li><p><ins data-by="A" datetime="2026-05-05">new</ins></p></li></ul>',
    "underlined link": '<p><a href="https://x.org/a"><u>b</u> c</a></p>',
    "spaces": "<p>a  b\xa0 c</p>",
    "caps": "<p>&lt;b&gt; &amp;amp; \\n {curly} $x$ *star* _u_</p>",
    "item that starts with a quote": "<ul><li><p></p><blockquote><p>x</p></blockquote></li></ul>",
    "change inside word": '<p>mi<ins data-by="A" datetime="2026-05-05">gra</ins>tion</p>',
    "ins in del": '<p><ins data-by="A" datetime="2026-05-05">x <del data-by="B" datetime="2026-05-06">y</del></ins></p>',
}


def to_word(text: str, **options) -> bytes:
    paper = Paper("A title", facts=["A fact", "Another"], running="Running", language="en")
    paper.rich(text, below=0, images=lambda source: PNG if source == SOURCE else None, **options)
    return paper.content()


def back(content: bytes, **options) -> rich.Read:
    return read_word(content, keep_image=lambda picture, kind: SOURCE, **options)


def bare(text: str) -> str:
    """Returns the text without the ids of its blocks."""
    return re.sub(r' data-id="[^"]*"', "", text)


@pytest.mark.parametrize("name", [*CONSTRUCTS, *UNUSUAL])
def test_a_text_goes_to_word_and_back_unchanged(name):
    text = rich.clean((CONSTRUCTS | UNUSUAL)[name], images=True)
    read = back(to_word(text))
    assert bare(read.text) == bare(text)
    assert read.left_out == []


def test_a_word_file_goes_through_the_portal_unchanged():
    whole = rich.clean("".join([*CONSTRUCTS.values(), *UNUSUAL.values()]), images=True)
    first = to_word(whole)
    second = to_word(back(first).text)
    assert parts(first) == parts(second)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("word/")}
