"""Rich text: clean on the way in, harmless on the way out, readable without its looks."""

import random
import re
import time

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from foundation.text import rich
from foundation.text.rich import differences
from tests.foundation.text import pasted

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
    r"""<(?:/?(?:p|h3|h4|blockquote|ul|ol|li|br|strong|em|del)|a|a href="(?:https?://|mailto:)[^"<>]*"|/a)>"""
)


@pytest.mark.parametrize("source", pasted.ALL)
def test_paste_comes_in_clean(source):
    given, wanted = pasted.ALL[source]
    assert rich.clean(given) == wanted


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_stays_as_it_was_typed(text):
    assert rich.clean(text) == text == rich.plain(text)
    assert not rich.is_rich(text)
    assert "<script" not in rich.shown(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_but_our_tags_comes_through(text):
    for safe in (rich.clean(text), rich.shown(text), rich.shown(rich.clean(text)), rich.shown("<p>" + text)):
        assert "<" not in TAG.sub("", safe)
        assert "x" in safe or "<xmp" in text


def test_clean_changes_nothing_more_the_second_time():
    chance = random.Random(4)
    parts = [*HOSTILE, *PLAIN, *(given for given, _ in pasted.ALL.values())]
    tags = ["p", "div", "ul", "ol", "li", "b", "i", "s", "a", "h1", "h4", "blockquote", "br", "pre", "span"]
    tags += ["table", "tr", "td"]
    for _ in range(600):
        parts.append("<p>" + "".join(_noise(chance, tags) for _ in range(chance.randrange(1, 25))))
    for part in parts:
        once = rich.clean(part)
        assert rich.clean(once) == once
        assert rich.shown(once) == once or not rich.is_rich(once)


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
    assert text.count("<p>") == 3000
    assert rich.shown(text) == text
    assert len(rich.compare(text, text.replace("more", "less"))) == 3000
    long = " ".join(f"word{n}" for n in range(20_000))
    assert rich.compare(long, long + " more")[0][-1] == ("in", "more ")
    assert rich.clean("<div>" * 10_000 + "deep") == "<p>deep</p>"


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
        "<h3>Title</h3><p>One <a href='https://a.example/'>link</a>, <del>no</del> yes<br>line</p><ol>"
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
    html = render_to_string("_compared.html", {"compared": rich.compare("<p>a &lt;b&gt; x</p>", "a <b> y")})
    assert "a &lt;b&gt; " in html
    assert "Removed:" in html
    assert "Added:" in html
    assert rich.compare("", "") == []


def test_filters_show_rich_and_plain_text():
    page = Template("{% load rich %}{{ text|rich }}|{{ text|plain }}|{{ text|editable }}")
    assert (
        page.render(Context({"text": "<p>a &amp; b</p>"}))
        == "<p>a &amp; b</p>|a &amp; b|&lt;p&gt;a &amp;amp; b&lt;/p&gt;"
    )
    assert page.render(Context({"text": "a <b>\nc"})) == "<p>a &lt;b&gt;<br>c</p>|a &lt;b&gt;\nc|"
    assert page.render(Context({"text": None})) == "||"
