"""The report of every term of the history, and of every kind: nothing is empty, nothing contradicts.

The pages are looked at for some of them, each set once.
"""

import re

import pytest

from chairmanship.handover import report
from chairmanship.handover.sections import SECTIONS
from chairmanship.models import Chairmanship, ReportSection
from foundation.text.words import number
from tests import factories, samples
from tests.chairmanship.handover.conftest import AS_AT
from tests.chairmanship.handover.reading import gathered, plain, rows_of, said, table
from tests.chairmanship.handover.test_report import text_of

pytestmark = pytest.mark.django_db

TERMS = [
    "unhcr-2006-07", "iom-2007-01", "undesa-2007-07", "unfpa-2008-01", "unctad-2008-07", "unitar-2009-06",
    "undp-2010-01", "ohchr-2010-07", "unicef-2011-01", "unesco-2011-07", "unesco-2012-01", "unodc-2012-07",
    "regional-commissions-2013-01", "iom-2013-07", "ilo-2014-01", "world-bank-2015-01", "un-women-2016-01",
    "unu-2017-01", "fao-2018-01", "iom-2018-01",
]  # fmt: skip
# Whose pages are set: the real one, an interim, co-chairs, a coordinated chair, a busy and an empty term.
SET = ["iom-2007-01", "unesco-2012-01", "fao-2018-01", "regional-commissions-2013-01", "busy", "empty"]
NEVER = ("None recorded", "Nothing is", "None", "%(", " .", " ,", "..", "()", "  ")
BOTTOM, TOP, HEIGHT = 841.89 - 25 / 25.4 * 72, 25 / 25.4 * 72, 841.89  # of the text on a page, in points


@pytest.fixture
def history_term(history, request):
    return Chairmanship.objects.by_slug(request.param)


def test_terms_are_all_of_the_history(history):
    assert {one.slug for one in Chairmanship.objects.all()} == set(TERMS)


@pytest.mark.parametrize("history_term", TERMS, indirect=True)
@pytest.mark.parametrize("facts_only", [False, True])
def test_report_of_a_term_says_nothing_empty_and_contradicts_itself_nowhere(history_term, facts_only):
    is_sound(gathered(history_term, as_at=history_term.ends, facts_only=facts_only))
    if not facts_only:
        for annex in ("decisions", "statements", "participants", "coverage"):
            ReportSection.objects.create(term=history_term, slug=annex, is_shown=True)
        is_sound(gathered(history_term, as_at=max(AS_AT, history_term.ends)))


def is_sound(facts) -> None:
    """Fails if a report has something empty, unfinished or contradictory."""
    text = " ".join(said(facts))
    assert [words for words in NEVER if words in text] == []
    assert not re.search("[\ue000-\uf8ff]", str(facts["sections"]))
    assert [str(one.empty) for one in SECTIONS if str(one.empty) in text] == []
    slugs = [one["slug"] for one in facts["sections"]]
    for section in facts["sections"]:
        assert section["blocks"] or any(
            part in slugs for part in ("national", "regional", "global", "policy")
        )
        for block in section["blocks"]:
            assert plain(block["text"])
            assert not block["table"] or all(any(row) for row in rows_of(block["table"]))
    agrees(facts, text)


def agrees(facts, text) -> None:
    """Fails if numbers in sentences are not those of the tables."""
    tables = {
        plain(block["text"]): rows_of(block["table"])
        for section in facts["sections"]
        for block in section["blocks"]
        if block["table"]
    }
    met = len(tables.get("Meetings of the Group", ()))
    if met and "still to come" not in text:
        assert f"held {number(met)} meeting" in text
    members = tables.get("Members during the term, in the order in which they joined", ())
    there = [row for row in members if " to " not in row[-1]]
    if found := re.search(r"In \w+ \d+ the Group had (\w+) member", text):
        is_vague = "may also have held" in text  # only a month or a year is known of some
        assert is_vague or found[1] == number(len(there))
    joint = [one for one in facts["sections"] if one["slug"] == "documents"]
    if joint:
        count = len(joint[0]["blocks"]) - 1
        assert re.search(rf"(published|adopted|completed) {number(count)} joint document", text)
    for caption, words in {
        "Open action points": "{} action point", "Activities of the workplan": "{} activit",
        "Proposed topics without a final answer": "{} proposed topic",
        "Documents in clearance": "{} document",
        "Unfinished activities of the workplan": "{} activit", "Next meetings": "{} meeting",
    }.items():  # fmt: skip
        if caption in tables:
            assert words.format(number(len(tables[caption]))) in text.lower()


def test_check_finds_a_contradiction(history):
    facts = gathered(Chairmanship.objects.by_slug("iom-2007-01"))
    for section in facts["sections"]:
        if section["slug"] in ("meetings", "summary"):
            for block in section["blocks"]:
                block["text"] = block["text"].replace("six meetings", "five meetings")
    with pytest.raises(AssertionError):
        is_sound(facts)


def test_table_of_meetings_has_the_meetings_that_the_sentence_counts(history):
    facts = gathered(Chairmanship.objects.by_slug("iom-2007-01"))
    assert len(table(facts, "Meetings of the Group")) == 6


# Pages ----------------------------------------------------------------------------------------------


@pytest.fixture
def pages(history, request, made_once):
    """The pages of a report and of its summary: the words of each with where they stand. Set once."""
    slug = request.param
    if slug not in made_once:
        if slug in TERMS:
            term = Chairmanship.objects.by_slug(slug)
        else:
            term = factories.term("WHO", "2019-01-01", "2019-12-31")
        if slug == "busy":
            samples.more_meetings(term, meetings=20, decisions=60)
            ReportSection.objects.create(term=term, slug="decisions", is_shown=True)
            ReportSection.objects.create(term=term, slug="participants", is_shown=True)
        facts = gathered(term, as_at=max(AS_AT, term.ends))
        made_once[slug] = {
            name: words_of(report.render(facts, draft=False, summary=name == "summary").content)
            for name in ("report", "summary")
        }
    return made_once[slug]


def words_of(pdf: bytes) -> list[list[tuple[float, float, str]]]:
    """Returns of each page its words with their upper and lower ends, without heads and feet of pages."""
    found = []
    for page in text_of(pdf, "-bbox").split("<page ")[1:]:
        words = re.findall(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">(.*?)</word>', page)
        lines = [(float(top), float(bottom), word) for top, bottom, word in words]
        found.append([line for line in lines if line[0] > 50 and line[1] < BOTTOM])
    return found


every_set = pytest.mark.parametrize("pages", SET, indirect=True)


@every_set
def test_no_page_is_under_a_fifth_full(pages):
    for name, first in (("report", 2), ("summary", 0)):
        for page in pages[name][first:-1]:
            assert page
            assert max(line[1] for line in page) - TOP >= (BOTTOM - TOP) / 5, name


@every_set
def test_no_heading_stands_at_the_foot_of_a_page(pages):
    titles = {str(one.title).split()[0] for one in SECTIONS}
    for name, first in (("report", 2), ("summary", 0)):
        for page in pages[name][first:-1]:
            last = max(round(line[0]) for line in page)
            foot = [line for line in page if round(line[0]) >= last - 2]
            height = max(line[1] - line[0] for line in foot)
            is_heading = height > 16 and any(line[2] in titles for line in foot)
            assert not is_heading, (name, [line[2] for line in foot])


@every_set
def test_no_page_has_an_unfinished_word(pages):
    for name in ("report", "summary"):
        text = " ".join(line[2] for page in pages[name] for line in page)
        assert not re.search("[\ue000-\uf8ff]", text)
        assert [words for words in ("%(", "None recorded", "Nothing is") if words in text] == []


@every_set
def test_summary_is_shorter_than_the_report_and_a_few_pages_at_most(pages):
    assert len(pages["summary"]) < len(pages["report"])
    assert len(pages["summary"]) <= 4
