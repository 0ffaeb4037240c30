"""Revisions: what autosave keeps of a text, thinned by age, and nothing that somebody deleted lost."""

import datetime as dt
import itertools

import pytest

from foundation.dates import clock
from foundation.text import rich
from foundation.text.revisions import DAY, HOUR, PAUSE, WEEK, keep_revision
from tests import factories

pytestmark = pytest.mark.django_db

START = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
SAVE = dt.timedelta(seconds=3)  # between two automatic saves
SENTENCE = "The Group took note of the report and thanked the chair for the work done since May. "


@pytest.fixture
def item():
    return factories.meeting("2026-11-19").agenda.create(position=0, title="Fair recruitment")


@pytest.fixture
def ann():
    return factories.user(name="Ann")


@pytest.fixture
def ben():
    return factories.user(name="Ben")


class Pen:
    """Saves a text again and again, each time some seconds later."""

    def __init__(self, item, by, at=START):
        self.item, self.by, self.at, self.text = item, by, at, ""

    def save(self, text, *, by=None, after=SAVE):
        text, self.at = rich.clean(text), self.at + after
        if text == self.text:
            return
        with clock.moved_to(self.at):
            of = {"text": text, "before": self.text, "by": by or self.by, "item": self.item}
            keep_revision(self.item.versions, **of)
        self.text = text


def texts(item) -> list[str]:
    return [rich.plain(one.text).strip() for one in item.versions.all()]


def test_what_one_person_adds_without_a_pause_is_one_revision(item, ann):
    pen = Pen(item, ann)
    for text in ("The Gro", "The Group", "The Group heard", "The Group heard ILO."):
        pen.save(text)
    assert texts(item) == ["The Group heard ILO."]


def test_a_pause_and_another_person_begin_a_revision(item, ann, ben):
    pen = Pen(item, ann)
    pen.save("One.")
    pen.save("One. Two.", after=2 * PAUSE)
    pen.save("One. Two. Three.", by=ben)
    assert [(one.by, rich.plain(one.text)) for one in item.versions.all()] == [
        (ann, "One."),
        (ann, "One. Two."),
        (ben, "One. Two. Three."),
    ]


def test_what_was_not_saved_as_a_revision_becomes_one(item, ann):
    pen = Pen(item, ann)
    pen.text = rich.clean("From an archive")
    pen.save("Written on")
    pen.text = rich.clean("Imported")
    pen.save("And on", after=2 * PAUSE)
    assert texts(item) == ["From an archive", "Written on", "Imported", "And on"]


def two_hours(pen) -> str:
    """Types for two hours, with slips of the pen, sentences reworded and short rests. Returns the text."""
    text = ""
    for number in range(90):
        sentence = (
            f"{number}a {number}b {number}c The agency {number} reported on its work in country {number}."
        )
        pen.save(f"{text}{sentence[:40]}", after=dt.timedelta(seconds=25))
        pen.save(f"{text}{sentence[:30]} recieved", after=dt.timedelta(seconds=25))
        text += f"{sentence} "
        pen.save(text, after=dt.timedelta(minutes=2 if number % 10 == 9 else 0, seconds=20))
    assert dt.timedelta(hours=1, minutes=50) < pen.at - START < dt.timedelta(hours=2, minutes=10)
    return text.strip()


def test_two_hours_of_typing_and_one_careless_delete_lose_nothing(item, ann):
    pen = Pen(item, ann)
    full = two_hours(pen)
    assert 12 < item.versions.count() < 40
    pen.save("")  # select all, delete
    for text in ("N", "Now", "Now something", "Now something else"):
        pen.save(text)
    assert full in texts(item)
    assert item.versions.count() < 40
    for number, later in enumerate((HOUR, DAY, WEEK, 30 * DAY)):
        pen.save(f"Now something else {number}", after=later)
        assert full in texts(item)
    assert item.versions.count() < 10


def test_sentence_made_of_phrases_of_others_is_not_lost(item, ann):
    """Only where it stands, in which order, makes it a sentence of its own."""
    pen = Pen(item, ann)
    sentences = [f"Agency {n} reported on its work in country {n} this year." for n in range(6)]
    pen.save(" ".join(sentences[:5]))
    pen.save(" ".join(sentences))
    pen.save(" ".join(sentences[:2]))
    pen.save(" ".join([*sentences[:2], "And that was all that anybody had to say on this item."]))
    assert " ".join(sentences) in texts(item)


def test_passage_deleted_in_the_midst_of_typing_is_kept(item, ann):
    pen = Pen(item, ann)
    lost = "These are nine words that somebody deletes without care"
    pen.save(f"First. {lost}")
    pen.save(f"First. {lost}. Last.")
    pen.save("First. Last.")
    for number in range(100):
        pen.save(f"First. Last. And {number}.")
    assert any(lost in text for text in texts(item))
    assert item.versions.count() <= 3
    pen.save("First. Last. Later.", after=10 * DAY)
    assert any(lost in text for text in texts(item))


def test_text_deleted_word_by_word_is_kept_whole(item, ann):
    words = f"{SENTENCE}{SENTENCE.replace('report', 'plan')}".split()
    pen = Pen(item, ann)
    pen.save(" ".join(words))
    for left in range(len(words) - 1, -1, -1):
        pen.save(" ".join(words[:left]))
    assert texts(item) == [" ".join(words), ""]
    pen.save("Again.", after=30 * DAY)
    assert " ".join(words) in texts(item)


def test_few_words_that_are_reworded_leave_no_revision(item, ann):
    pen = Pen(item, ann)
    for number in range(60):
        pen.save(f"{SENTENCE} It was agreed on day {number} in Geneva. {SENTENCE}")
    assert item.versions.count() == 1


def test_paragraphs_in_another_order_are_no_loss(item, ann):
    pen, parts = Pen(item, ann), [f"<p>Part {n}: {SENTENCE}</p>" for n in range(3)]
    for order in itertools.islice(itertools.cycle(itertools.permutations(parts)), 30):
        pen.save("".join(order))
    assert item.versions.count() == 1


def test_text_without_spaces_between_words_grows_in_one_revision(item, ann):
    pen, sentence = Pen(item, ann), "各国政府代表在日内瓦举行会议讨论移徙与发展问题并通过了会议记录。" * 3
    for at in range(1, len(sentence), 2):
        pen.save(sentence[:at])
    assert item.versions.count() == 1
    full = pen.text
    pen.save("会")
    assert item.versions.first().text == full


def test_two_who_write_at_once_do_not_leave_a_revision_for_each_save(item, ann, ben):
    pen, text = Pen(item, ann), {ann: "", ben: ""}
    for number in range(80):
        person = (ann, ben)[number % 2]
        text[person] += f" word{number}"
        pen.save(f"<p>{text[ann]}</p><p>{text[ben]}</p>", by=person)
    assert item.versions.count() == 2
    assert {one.by for one in item.versions.all()} == {ann, ben}


def test_revisions_are_thinned_by_age(item, ann):
    pen = Pen(item, ann)
    text = ""
    for number in range(90):  # three hours, with a pause of two minutes each time
        text += f" word{number}"
        pen.save(text, after=2 * PAUSE)
    rows = list(item.versions.all())
    last_hour = [one for one in rows if one.saved_at > pen.at - HOUR]
    assert 29 <= len(last_hour) <= 31
    assert 6 * 2 <= len(rows) - len(last_hour) <= 6 * 2 + 6
    pen.save(f"{text} after two days", after=2 * DAY)
    assert 4 <= item.versions.count() <= 6
    pen.save(f"{text} after ten days", after=8 * DAY)
    assert item.versions.count() <= 4
