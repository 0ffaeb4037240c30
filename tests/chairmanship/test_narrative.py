"""The narrative: saved as it is typed, with its versions; read and commented on by the troika."""

import datetime as dt

import pytest

from chairmanship.models import NarrativeComment
from foundation import clock
from foundation.versions import PAUSE, fingerprint
from tests import factories

pytestmark = pytest.mark.django_db
JUNE = dt.datetime(2007, 6, 1, 10, tzinfo=dt.UTC)
PAGE = "/chair/iom-2007-01/narrative/"


@pytest.fixture
def term():
    factories.term("UNHCR", "2006-07-01", "2006-12-31")
    factories.term("UNDESA", "2007-07-01", "2007-12-31")
    return factories.term("IOM", "2007-01-01", "2007-06-30")


@pytest.fixture
def chair(client, term):
    person = factories.person_of("IOM", name="M. Chair")
    client.force_login(person)
    return person


def save(client, name, text, *, seen=""):
    return client.post(f"{PAGE}{name}/", {name: text, f"{name}-revision": fingerprint(seen)})


def test_text_is_saved_as_it_is_typed(client, chair, term):
    with clock.moved_to(JUNE):
        answer = save(client, "challenges", "Too short.")
        assert answer.json()["saved"] == "12:00"
        assert answer.json()["revision"] == fingerprint("Too short.")
        answer = save(client, "challenges", "Too short.\n\nToo few.", seen="Too short.")
    assert answer.status_code == 200
    assert [line.text for line in term.challenges.all()] == ["Too short.", "Too few."]
    assert [one.text for one in term.narrative_versions.all()] == ["Too short.\n\nToo few."]


def test_two_people_write_on_two_texts_at_once_and_on_one_the_second_is_told(client, chair, term):
    with clock.moved_to(JUNE):
        save(client, "challenges", "Theirs.")
        assert save(client, "ideas", "Mine.").status_code == 200
        answer = save(client, "challenges", "Mine.")
    assert answer.status_code == 409
    assert "Somebody wrote here meanwhile" in answer.json()["refused"]
    assert [line.text for line in term.challenges.all()] == ["Theirs."]


def test_what_is_too_long_is_refused_with_the_reason(client, chair):
    with clock.moved_to(JUNE):
        answer = save(client, "challenges", "x" * 20_001)
    assert answer.status_code == 400
    assert answer.json()["refused"].startswith("Challenges: A paragraph can have")


def test_versions_are_listed_compared_and_restored(client, chair, term):
    with clock.moved_to(JUNE):
        save(client, "objective", "One word.")
    with clock.moved_to(JUNE + 2 * PAUSE):
        save(client, "objective", "Two words.", seen="One word.")
        text = client.get(f"{PAGE}objective/versions/").content.decode()
        assert "From version 1 to 2" in text
        assert "Removed: " in text
        seen = {"revision": fingerprint("Two words.")}
        client.post(f"{PAGE}objective/versions/1/restore/", seen)
    term.refresh_from_db()
    assert term.objective == "One word."
    assert term.narrative_versions.last().text == "One word."
    assert client.get(f"{PAGE}nonsense/versions/").status_code == 404


def test_first_version_keeps_what_stood_before(client, chair, term):
    term.theme = "From the archive"
    term.save()
    with clock.moved_to(JUNE):
        save(client, "theme", "New", seen="From the archive")
    rows = [(one.number, one.text, one.by) for one in term.narrative_versions.all()]
    assert rows == [(1, "From the archive", None), (2, "New", chair)]


def test_troika_reads_and_comments_by_chapter_and_the_chair_settles(client, chair, term):
    outgoing = factories.person_of("UNHCR", name="H. Before")
    with clock.moved_to(JUNE):
        save(client, "ideas", "A longer term.")
        client.force_login(outgoing)
        text = client.get(PAGE).content.decode()
        assert "A longer term." in text
        assert "data-save" not in text
        client.post(f"{PAGE}ideas/comment/", {"text": "We said so too."})
        client.post(f"{PAGE}ideas/comment/", {"text": ""})
        said = NarrativeComment.objects.get()
        assert client.post(f"{PAGE}settle/", {"comment": said.pk}).status_code == 403
        client.force_login(chair)
        assert "We said so too." in client.get(PAGE).content.decode()
        client.post(f"{PAGE}settle/", {"comment": said.pk})
    said.refresh_from_db()
    assert said.settled_by == chair


def test_term_of_the_secretariat_is_stale_only_where_it_stands_itself(client, chair, term):
    with clock.moved_to(JUNE):
        save(client, "ideas", "A longer term.")
        term.refresh_from_db()
        assert term.revision == 0
        save(client, "theme", "Development")
        term.refresh_from_db()
    assert term.revision == 1
