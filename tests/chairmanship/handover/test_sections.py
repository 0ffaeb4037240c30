"""The sections of the report: their order, what is left out, the annexes, and that nothing empty is in it."""

import datetime as dt

import pytest

from chairmanship.handover.sections import BY_SLUG, SECTIONS
from chairmanship.models import Achievement, Challenge
from documents.models import Document
from foundation.dates import clock
from tests import factories
from tests.chairmanship.handover.reading import gathered, said, slugs, titles

pytestmark = pytest.mark.django_db
JUNE = dt.datetime(2007, 6, 1, 10, tzinfo=dt.UTC)
PAGE = "/chair/iom-2007-01/report/"


@pytest.fixture
def term():
    """A term with something in many sections."""
    for acronym in ("IOM", "UNHCR"):
        factories.membership(acronym, "2006", basis="founder")
    term = factories.term(theme="One theme")
    factories.meeting("2007-03-01", city="Geneva", called_at=clock.now())
    Achievement.objects.create(term=term, section="national", position=0, text="It helped countries.")
    Achievement.objects.create(term=term, section="global", position=0, text="It helped the world.")
    Challenge.objects.create(term=term, position=0, text="Too few people.")
    return term


@pytest.fixture
def chair(client, term):
    client.force_login(factories.person_of("IOM"))
    with clock.moved_to(JUNE):
        yield client


def press(client, slug, verb):
    answer = client.post(f"{PAGE}sections/{slug}/", {verb: ""}, follow=True)
    assert answer.status_code == 200
    return answer.text


def test_sections_have_the_proposed_order_and_are_numbered_through(term):
    assert titles(gathered(term)) == [
        "1 Summary",
        "2 The Group, its origin and its members",
        "3 Theme and objective",
        "4 Meetings",
        "5 Work at national, regional and global level, and on policy",
        "5.1 National level",
        "5.2 Global level",
        "6 Challenges",
        "A Members of the Group",
    ]


def test_moved_section_takes_its_parts_along_and_others_keep_their_order(term, chair):
    before = slugs(gathered(term))
    for _ in range(3):  # past two empty sections, too
        press(chair, "levels", "up")
    assert slugs(gathered(term)) == [
        "summary", "origin", "term", "levels", "national", "global", "meetings", "challenges", "members",
    ]  # fmt: skip
    assert "4.1 National level" in titles(gathered(term))
    for _ in range(3):
        press(chair, "levels", "down")
    assert slugs(gathered(term)) == before


def test_section_that_stands_first_or_last_stays_there(term, chair):
    press(chair, "foreword", "up")
    press(chair, "since", "down")
    text = press(chair, "ahead", "down")
    assert text.index('id="foreword"') < text.index('id="summary"')
    assert text.index('id="since"') < text.index('id="ahead"')


def test_section_left_out_is_in_no_report_and_comes_back_as_it_was(term, chair):
    before = gathered(term)["sections"]
    text = press(chair, "challenges", "hide")
    assert "“Challenges” is left out of the report." in text
    assert "Sections left out" in text
    assert "Too few people." not in " ".join(said(gathered(term)))
    assert "challenges" not in slugs(gathered(term))
    text = press(chair, "challenges", "show")
    assert "Sections left out" not in text
    assert gathered(term)["sections"] == before


def test_section_that_is_left_out_takes_its_parts_along(term, chair):
    press(chair, "levels", "hide")
    assert not {"levels", "national", "global"} & set(slugs(gathered(term)))


def test_part_that_is_left_out_leaves_its_section(term, chair):
    press(chair, "national", "hide")
    assert "5.1 Global level" in titles(gathered(term))
    press(chair, "global", "hide")
    assert "levels" not in slugs(gathered(term))  # which has no words of its own


def test_annexes_are_members_and_documents_unless_the_chair_chooses_others(term, chair):
    Document.objects.create(title="GMG Brochure", term=term, kind="brochure", state="published")
    item = factories.meeting("2007-04-20", called_at=clock.now(), minutes="adopted").agenda.create(
        position=0, title="Item"
    )
    item.decisions.create(position=0, text="Agreed.")
    assert titles(gathered(term))[-2:] == ["A Members of the Group", "B Documents"]
    press(chair, "decisions", "show")
    press(chair, "members", "hide")
    assert titles(gathered(term))[-2:] == ["A Documents", "B Decisions and action points"]
    assert "Agreed." in str(gathered(term)["sections"][-1])


def test_annex_that_is_added_is_in_no_report_while_it_says_nothing(term, chair):
    text = press(chair, "statements", "show")
    assert str(BY_SLUG["statements"].empty) in text
    assert "statements" not in slugs(gathered(term))


def test_nothing_that_is_gathered_is_empty():
    facts = gathered(factories.term("XYZ", "2001-01-01", "2001-06-30"))
    assert slugs(facts) == ["summary", "origin"]
    for section in facts["sections"]:
        assert section["blocks"]
        assert all(block["text"] for block in section["blocks"])
    words = " ".join(said(facts))
    assert not [one.slug for one in SECTIONS if str(one.empty) in words]


def test_page_says_what_would_stand_in_an_empty_section(term, chair):
    text = chair.get(PAGE).text
    assert "Ideas that agencies discussed can stand here." in text
    assert "A foreword is never drafted." in text


def test_since_then_is_told_only_later_than_sixty_days_after_the_end(term):
    factories.membership("UNITAR", "2007-07")
    assert "since" not in slugs(gathered(term, as_at=dt.date(2007, 8, 29)))
    assert "since" in slugs(gathered(term, as_at=dt.date(2007, 8, 30)))


def test_since_then_is_not_told_where_nothing_happened(term):
    assert "since" not in slugs(gathered(term))


def test_only_the_chair_moves_sections(term, client):
    with clock.moved_to(JUNE):
        client.force_login(factories.person_of("ILO"))
        assert client.post(f"{PAGE}sections/challenges/", {"hide": ""}).status_code == 403
    assert "challenges" in slugs(gathered(term))


def test_there_is_no_such_section(chair):
    assert chair.post(f"{PAGE}sections/nonsense/", {"up": ""}).status_code == 404
    assert chair.get(f"{PAGE}?edit=nonsense").status_code == 404
    assert chair.get(f"{PAGE}?edit=members").status_code == 404  # nobody writes in an annex
