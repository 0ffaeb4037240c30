"""Rich text: clean on the way in, harmless on the way out, readable without its looks."""

import random
import re
import sys
import time
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from foundation.text import rich
from foundation.text.rich import differences, schema
from tests.foundation.text import pasted
from tests.foundation.text.grammar import faults

PLAIN = [
    "",
    "Two words.",
    "One.\n\nTwo.",
    "a < b & c > d",
    "<IOM> said <3",
    "Hello <script>alert(1)</script>",
    "  led in",
]
HOSTILE = [
    "<!--[if gte mso 9]><p>no</p><![endif]--><p>x</p><script>alert(1)</script>",
    "<script>alert(1)</script><p>x</p>",
    "<p onclick=alert(1)>x</p>",
    "<p><img src=x onerror=alert(1)>x</p>",
    "<p><a href='javascript:alert(1)'>x</a></p>",
    "<p><a href=' jAvA\tscript:alert(1)'>x</a></p>",
    "<p><a href='data:text/html,<script>alert(1)</script>'>x</a></p>",
    "<p><a href='//evil.example'>x</a></p>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<svg><style><img src=x onerror=alert(1)></style></svg><p>x</p>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;<img src=1 onerror=alert(1)>'></table>"
    "</math><p>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>x</noscript><p>x</p>",
    "<div><iframe srcdoc='<script>alert(1)</script>'></iframe>x</div>",
    "<p>x</p><form action=//evil.example><button>go</button></form>",
    "<p>x<a href='https://a.example/\"onmouseover=\"alert(1)'>y</a></p>",
    "<xmp><p>x</xmp><img src=x onerror=alert(1)>",
    "<p>x<![CDATA[<script>alert(1)</script>]]></p>",
]
TAG = re.compile(
    r"""</?(?:p|h[345]|blockquote|ul|ol|li|br|strong|em|u|s|sup|sub|ins|del|table|thead|tbody|tr|th|td|div|img|a)
    (?:\s(?:data-id|dir|start|type|colspan|rowspan|class|tabindex|scope)="[\w-]*"
    |\shref="(?:https?://|mailto:)[^"<>]*")*>""",
    re.VERBOSE,
)


def bare(text: str) -> str:
    """Returns a stored text without the ids of its blocks."""
    return re.sub(' data-id="[a-z0-9]+"', "", text)


@pytest.mark.parametrize("source", pasted.ALL)
def test_paste_comes_in_clean(source):
    given, wanted = pasted.ALL[source]
    assert bare(rich.clean(given)) == wanted


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_becomes_paragraphs_that_say_the_same(text):
    stored = rich.clean(text)
    assert rich.is_rich(stored) or not text
    assert rich.plain(stored) == rich.archived(stored) == text.strip()
    assert rich.clean(rich.archived(stored)) == stored
    assert "<script" not in rich.shown(stored)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_but_our_tags_comes_through(text):
    for safe in (rich.clean(text), rich.shown(text), rich.shown(rich.clean(text)), rich.shown("<p>" + text)):
        assert "<" not in TAG.sub("", safe)
        assert "x" in safe or "<xmp" in text


def test_clean_changes_nothing_more_the_second_time():
    chance = random.Random(4)
    parts = [*HOSTILE, *PLAIN, *(given for given, _ in pasted.ALL.values())]
    tags = ["p", "div", "ul", "ol", "li", "b", "i", "s", "a", "h1", "h4", "blockquote", "br", "pre", "span"]
    tags += ["table", "tr", "td", "th", "sup", "ins", "del", "u"]
    for _ in range(600):
        parts.append("<p>" + "".join(_noise(chance, tags) for _ in range(chance.randrange(1, 25))))
    for part in parts:
        once = rich.clean(part)
        assert rich.clean(once) == once
        assert faults(once) == []
        names = re.findall(' data-id="([a-z0-9]+)"', once)
        assert len(names) == len(set(names))


def _noise(chance, tags) -> str:
    tag = chance.choice(tags)
    styles = [
        "",
        " style='font-weight:700'",
        " class=MsoListParagraph style='mso-list:l0 level2'",
        " href='http://a.b/'",
    ]
    words = ["a", " ", "b c", "&nbsp;", "\n", "1. x", "&lt;p&gt;", "·&nbsp; y", " & "]
    return chance.choice(
        [f"<{tag}{chance.choice(styles)}>", f"</{tag}>", chance.choice(words), chance.choice(words)]
    )


def test_great_text_is_cleaned_shown_and_compared():
    text = rich.clean("<p class=MsoNormal>word <b>bold</b> more &amp; text<o:p></o:p></p>\n" * 3000)
    assert text.count("<p ") == 3000
    assert rich.shown(text).count("<p ") == 3000
    assert len(rich.compare(text, text.replace("more", "less"))) == 3000
    long = " ".join(f"word{n}" for n in range(20_000))
    assert rich.compare(long, long + " more")[0][-1] == ("in", "more ")
    assert bare(rich.clean("<div>" * 10_000 + "deep")) == "<p>deep</p>"
    assert rich.plain(rich.clean("<ul><li>" * 10_000 + "deep")).endswith("- deep")
    assert bare(rich.clean("<blockquote>" * 10_000 + "deep")).count("<blockquote>") == 3


def test_no_paste_is_too_much():
    """Each of these took minutes once, or more memory than there is."""
    assert bare(rich.clean("<b class=a>" * 60_000 + "deep")) == "<p><strong>deep</strong></p>"
    formats = "".join(f"<b class=a{n}>" for n in range(300))
    assert rich.clean("<p>" + formats + "<p>x" * 6000).count("<p ") == 6000
    assert rich.plain(rich.clean("<table><tr><td>" * 5000 + "deep")) == "deep"
    tall = rich.clean("<table>" + "<tr><td>a<td>b" * 2500)
    assert (tall.count("<table "), tall.count("<tr>")) == (2, 2500)
    wide = rich.clean("<table><tr>" + "<td>a" * 500)
    assert (wide.count("<td>"), wide.count("<p ")) == (schema.WIDEST, 500)
    spans = rich.clean("<table>" + ("<tr>" + "<td rowspan=9999 colspan=99>a" * 60) * 50)
    assert spans.count(">a</p>") == 60 * 50
    assert not faults(spans)
    assert rich.length(rich.clean("<p>" + "a<br>" * 5000)) == 5000 * 2 - 1
    assert rich.length(rich.clean("<p>" + "a" * 1_000_000)) == 1_000_000
    for part in ("<style>", "<style ", "<!--", "<a ", "<p a='", "<!--[if gte vml 1]><v:textbox>"):
        assert rich.read("<p>x</p>" + part * 30_000).left_out == []
    marks = "".join(f"<p>a<a href=#n id=m{n}>1</a></p>" for n in range(1500))
    backs = "<p><a id=n></a>" + "".join(f"<a href=#m{n}>1</a>" for n in range(1500)) + "note " * 1000 + "</p>"
    assert "note note" in rich.clean(marks + backs)
    for plain in (
        "\n" * 100_000,
        " \n" * 100_000 + "x",
        "- " * 100_000,
        "x" * 300_000,
        "a line of words\n" * 20_000,
    ):
        assert rich.clean(rich.read_plain(plain)) == rich.read_plain(plain)


def test_repeated_lines_are_compared_at_once():
    """Entries of a table repeat each other's lines; each number here took minutes once."""
    lines = [f"Project {n}\nAgency: A{n % 16}\nRegion: R{n % 9}\nFrom: {2000 + n % 20}" for n in range(3000)]
    changed = [f"{line} and on" if n % 9 == 0 else line for n, line in enumerate(lines)]
    begun = time.process_time()
    compared = rich.compare("\n".join(lines), "\n".join(["New", *changed]))
    assert compared[:3] == [[("in", "New")], [("same", "Project 0")], [("same", "Agency: A0")]]
    assert sum(kind == "in" for pieces in compared for kind, _ in pieces) == 1 + len(lines[::9])
    stayed = [("same", "same")]
    assert rich.compare("same\n" * 10_000, "new\n" + "same\n" * 10_000 + "other\n") == [
        [("in", "new")],
        *[stayed] * 3,
        [("note", "9994 paragraphs are unchanged.")],
        *[stayed] * 3,
        [("in", "other")],
    ]
    assert time.process_time() - begun < 10


def test_what_is_too_long_to_mark_says_so_and_loses_nothing():
    old, new = (" ".join(f"{letter}{n}" for n in range(16_000)) for letter in "ab")
    assert rich.compare(f"First\n{old}\nLast", f"First\n{new}\n\nMore\n\nLast") == [
        [("same", "First")],
        [("note", differences.TOO_LONG)],
        [("out", f"{old} "), ("in", f"{new} ")],
        [("in", "More ")],
        [("same", "Last")],
    ]


def test_lists_and_quotations_read_well_as_plain_text():
    text = (
        "<h3>Title</h3><p>One <a href='https://a.example/'>link</a>, <s>no</s> yes<br>line</p><ol>"
        "<li>a<ul><li>b</li></ul></li><li>c</li></ol><p>then</p><ol><li>d</li></ol><blockquote><p>q</p><p>r</p></blockquote>"
    )
    assert rich.plain(rich.clean(text)) == (
        "Title\n\nOne link (https://a.example/), [deleted: no] yes\nline\n\n"
        "1. a\n   - b\n2. c\n\nthen\n\n1. d\n\n> q\n>\n> r"
    )


def test_what_changed_is_shown_word_by_word():
    old = "<p>It was <strong>read</strong> once.</p><p>It stays.</p><p>It goes.</p>"
    new = "It was read twice.\n\nIt stays.\n\nIt goes.\n\nIt is new."
    compared = rich.compare(old, new)
    assert compared == [
        [("same", "It was read "), ("out", "once. "), ("in", "twice. ")],
        [("same", "It stays.")],
        [("same", "It goes.")],
        [("in", "It is new.")],
    ]
    assert rich.compare("It comes from.\n\nWe count on you.", "It comes from and goes.") == [
        [("same", "It comes "), ("out", "from. "), ("in", "from and goes. ")],
        [("out", "We count on you. ")],
    ]
    assert rich.compare("One two.\n\nThree.", "One.\n\nTwo.\n\nThree.") == [
        [("out", "One two. "), ("in", "One. ")],
        [("in", "Two. ")],
        [("same", "Three.")],
    ]
    compared = rich.compare("<p>a &lt;b&gt; x</p>", "a <b> y")
    html = render_to_string("_compared.html", {"compared": compared})
    assert "a &lt;b&gt; " in html
    assert "Removed:" in html
    assert "Added:" in html
    assert rich.compare("", "") == []


def test_filters_show_rich_and_plain_text():
    page = Template("{% load rich %}{{ text|rich }}|{{ text|plain }}")
    text = '<p data-id="abcd">a &amp; b</p>'
    shown = '<p data-id="abcd" dir="auto">a &amp; b</p>|a &amp;amp; b'
    assert page.render(Context({"text": text})) == shown.replace("&amp;amp;", "&amp;")
    assert (
        bare(page.render(Context({"text": "a <b>\nc"})))
        == '<p dir="auto">a &lt;b&gt;<br>c</p>|a &lt;b&gt;\nc'
    )
    assert page.render(Context({"text": None})) == "|"


EVERYTHING = (
    '<h3 data-id="heading1">One</h3><h4 data-id="heading2">Two</h4>'
    '<h5 data-id="heading3">Three</h5>'
    '<p data-id="para1" class="numbered">Numbered<span class="footnote">A <em>note</em>.</span> and '
    '<a href="https://gmg.example/a?b=1&amp;c=2">link</a>, <strong>bold</strong>, <em>leaning</em>, '
    "<u>under</u>, <s>struck</s>, 10<sup>3</sup>, CO<sub>2</sub>.<br>A line</p>"
    '<p data-id="para2">It <ins data-by="Ann" datetime="2026-01-02T03:04:05Z">will</ins>'
    '<del data-by="Ben A." datetime="2026-01-02T03:04:05Z">would</del> meet.</p>'
    '<p data-id="para3" dir="rtl">English that somebody set from the right</p>'
    '<p data-id="para4">مرحبا بكم</p>'
    '<ul data-id="list1"><li data-id="item1"><p data-id="para5">a</p><ol data-id="list2" start="3" type="a">'
    '<li data-id="item2"><p data-id="para6">b</p></li></ol></li></ul>'
    '<blockquote data-id="quote1"><p data-id="para7">said</p></blockquote>'
    '<table data-id="table1"><thead><tr><th colspan="2"><p data-id="para8">Head</p></th></tr></thead>'
    '<tbody><tr><td rowspan="2"><p data-id="para9">a</p></td><td><p data-id="para10">b</p></td></tr><tr>'
    '<td><p data-id="para11">c</p></td></tr></tbody></table>'
    '<img data-id="image1" src="/documents/4/images/abc.png" alt="A map">'
)


def test_text_with_everything_stays_as_it_is_and_reads_well():
    assert rich.clean(EVERYTHING, images=True) == EVERYTHING
    assert rich.read(EVERYTHING).left_out == ["1 image was left out."]
    assert rich.plain(EVERYTHING) == (
        "One\n\nTwo\n\nThree\n\n1. Numbered [1] and link (https://gmg.example/a?b=1&c=2), bold, leaning, "
        "under, "
        "[deleted: struck], 10³, CO₂.\nA line\n\nIt [proposed: will][proposed deletion: would] meet.\n\n"
        "English that somebody set from the right\n\nمرحبا بكم\n\n- a\n  c. b\n\n> said\n\nHead\na | b\nc\n\n"
        "[image: A map]\n\n[1] A note."
    )
    shown = rich.shown(EVERYTHING)
    assert '<a href="#note-heading1-1" id="note-heading1-mark-1" aria-label="Footnote 1">1</a>' in shown
    assert '<ol class="footnotes"><li id="note-heading1-1" dir="auto"><span>A <em>note</em>.</span>' in shown
    assert '<td rowspan="2"><p data-id="para9" dir="auto">' in shown
    assert '<span class="footnote">' in rich.printed(EVERYTHING)


def test_schema_has_each_element_and_each_is_in_the_text_with_everything():
    used = {tag: set(re.findall(r' ([\w-]+)="', attributes)) for tag, attributes in _tags(EVERYTHING)}
    assert set(used) == set(schema.ELEMENTS)
    for tag, element in schema.ELEMENTS.items():
        seen = set().union(*(set(re.findall(r' ([\w-]+)="', a)) for t, a in _tags(EVERYTHING) if t == tag))
        rare = {"dir"} if tag in schema.HEADINGS else {"colspan", "rowspan"} if tag in ("td", "th") else set()
        assert set(element.attributes) - seen <= rare, tag


def _tags(text: str):
    return re.findall(r"<(\w+)((?: [^>]*)?)>", text)


CASES = Path(__file__).parents[2] / "cases"


@pytest.mark.parametrize(
    ("name", "wanted", "left_out"),
    [
        ("space-spans", "<p>You are asked <strong>now</strong> 16 members present</p>", []),
        ("struck-out", "<p>The Group <s>rejects regrets</s> welcomes the note.</p>", []),
        ("comment", "<p>Members agreed to meet.</p>", ["1 margin comment was left out."]),
        (
            "list-goes-on",
            '<ol start="3"><li><p>Third point</p></li></ol><p>A remark between.</p>'
            '<ol start="4"><li><p>Fourth point</p></li></ol>',
            [],
        ),
        (
            "superscript",
            "<p>Some 10<sup>3</sup> families in 2025<sup>1</sup>, CO<sub>2</sub>.</p>",
            [],
        ),
        (
            "table-cell",
            "<table><tbody><tr><td><p>Send the draft</p><p>Collect replies</p></td>"
            "<td><p>4\xa0May</p></td></tr></tbody></table>",
            [],
        ),
        ("numbered-heading", "<h3>Opening</h3>", []),
    ],
)
def test_case_of_a_paste_comes_in_right(name, wanted, left_out):
    found = rich.read((CASES / f"paste-{name}.html").read_text())
    assert bare(found.text) == wanted
    assert found.left_out == left_out


@pytest.mark.parametrize(
    "unit", ["<br></b><ul><br> - ", "<td><ul><br>a<p>", "<ul><li>a", "<ul>a", "<li><ol>a"]
)
def test_reading_costs_in_proportion_to_the_length(unit, monkeypatch):
    """Counted, not timed: how many elements it goes through for each of the text."""

    def work(times: int) -> int:
        counted = 0

        def count(frame, event, argument):
            nonlocal counted
            counted += event == "call"

        sys.setprofile(count)
        try:
            rich.clean("<p>x</p>" + unit * times)
        finally:
            sys.setprofile(None)
        return counted

    assert work(800) < 2.6 * work(400)
