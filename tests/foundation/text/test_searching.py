"""A search finds a word however it is written, on both databases, and what was saved in any way."""

import pytest

from foundation.text.searching import fill, folded, sought
from meetings.models import AgendaItem, Meeting
from tests import factories


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Évaluation à l’ÉCHELLE", "evaluation a l'echelle"),
        ("E\u0301valuation", "evaluation"),
        ("Sœur et ŒUVRE", "soeur et oeuvre"),
        ("o\ufb03ce \ufb01le", "office file"),
        ("mi\u00adgra\u200btion", "migration"),
        ("“labour–migration”", '"labour-migration"'),
        ("Straße, Łódź, Ærø", "strasse, lodz, aero"),
        ("a\u00a0b \t c\n", "a b c"),
        ("МИГРАЦИЯ", "миграция"),
        ("\ufeb3\ufefc\ufee1", "سلام"),
    ],
)
def test_word_is_the_same_however_it_is_written(written, plain):
    assert folded(written) == plain
    assert folded(plain) == plain


def test_what_is_sought_is_bounded():
    assert sought("É  É") == ["e", "e"]
    assert len(sought("a " * 1000)) == 100


@pytest.fixture
def meeting(db):
    return factories.meeting(title="Réunion d’été", city="Genève")


def words_of(row) -> str:
    return type(row).objects.values_list("words", flat=True).get(pk=row.pk)


def test_words_follow_a_change(meeting):
    assert words_of(meeting) == "reunion d'ete\ngeneve"
    meeting.city = "Łódź"
    meeting.save()
    assert words_of(meeting) == "reunion d'ete\nlodz"


def test_words_follow_if_only_some_fields_are_saved(meeting):
    meeting.title = "Œuvre"
    meeting.save(update_fields=["title"])
    assert words_of(meeting) == "oeuvre\ngeneve"
    late = Meeting.objects.defer("words", "city").get(pk=meeting.pk)
    late.title = "Später"
    late.save()
    assert words_of(meeting) == "spater\ngeneve"


def test_words_are_kept_in_bulk(meeting):
    titles = ["Été", "Noël"]
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=at, title=title) for at, title in enumerate(titles)
    )
    assert sorted(AgendaItem.objects.values_list("words", flat=True)) == ["ete", "noel"]


def test_rows_from_before_are_filled_some_at_a_time(meeting):
    rows = [factories.meeting(f"2007-02-{day:02}", title=f"Été {day}") for day in range(1, 6)]
    Meeting.objects.update(words="")
    assert fill(Meeting, "default", at_once=2) == 6
    assert [words_of(row) for row in rows] == [f"ete {day}" for day in range(1, 6)]
    assert words_of(meeting) == "reunion d'ete\ngeneve"
