"""The narrative: saved as it is typed, with its versions; read and commented on by the troika."""

import datetime as dt

import pytest

from chairmanship.handover import narrative
from chairmanship.handover.actions import comments
from chairmanship.handover.awaiting import awaiting
from chairmanship.models import Chairmanship, Handover, NarrativeComment
from foundation.dates import clock
from foundation.text import rich
from foundation.text.revisions import PAUSE, fingerprint
from tests import factories

pytestmark = pytest.mark.django_db
JUNE = dt.datetime(2007, 6, 1, 10, tzinfo=dt.UTC)
PAGE = "/chair/iom-2007-01/report/"
TEXTS = "/chair/iom-2007-01/narrative/"


@pytest.fixture
def term():
    factories.term("UNHCR", "2006-07-01", "2006-12-31")
    factories.term("UNDESA", "2007-07-01", "2007-12-31")
    return factories.term("IOM", "2007-01-01", "2007-06-30")


@pytest.fixture
def chair(client, term):
    person = factories.person_of("IOM", name="M. Chair", email="iom@example.org")
    client.force_login(person)
    return person


def save(client, name, text, *, seen=""):
    return client.post(
        f"{TEXTS}{name}/",
        {name: text, f"{name}-revision": fingerprint(seen if name == "theme" else rich.clean(seen))},
    )


def own(term, section) -> list[str]:
    return [str(one) for one in term.paragraphs.filter(section=section, key="")]


def test_text_is_saved_as_it_is_typed(client, chair, term):
    with clock.moved_to(JUNE):
        answer = save(client, "advice", "Too short.")
        assert answer.json()["saved"] == "12:00"
        assert answer.json()["revision"] == fingerprint(rich.clean("Too short."))
        answer = save(client, "advice", "Too short.\n\nToo few.", seen="Too short.")
    assert answer.status_code == 200
    assert own(term, "advice") == ["Too short.", "Too few."]
    assert [rich.plain(one.text) for one in term.narrative_versions.all()] == ["Too short.\n\nToo few."]


def test_two_people_write_on_two_texts_at_once_and_on_one_the_second_is_told(client, chair, term):
    with clock.moved_to(JUNE):
        save(client, "challenges", "Theirs.")
        assert save(client, "ideas", "Mine.").status_code == 200
        answer = save(client, "challenges", "Mine.")
    assert answer.status_code == 409
    assert "Somebody else changed the same paragraph of this text" in answer.json()["refused"]
    assert own(term, "challenges") == ["Theirs."]


def paragraphs(*texts) -> str:
    return "".join(f'<p data-id="para{n}">{text}</p>' for n, text in enumerate(texts))


def test_different_paragraphs_of_two_people_are_merged(client, chair, term):
    other = factories.person_of("IOM", name="N. Notes", email="notes@example.org")
    with clock.moved_to(JUNE):
        seen = {"ideas-revision": fingerprint(""), "ideas-base": ""}
        client.post(f"{TEXTS}ideas/", {"ideas": paragraphs("One.", "Two.", "Three.")} | seen)
        base = narrative.texts(term)["ideas"]
        seen = {"ideas-revision": fingerprint(base), "ideas-base": base}
        client.force_login(other)
        client.post(f"{TEXTS}ideas/", {"ideas": base.replace("Two.", "Two of hers.")} | seen)
        client.force_login(chair)
        answer = client.post(f"{TEXTS}ideas/", {"ideas": base.replace("Three.", "Three of mine.")} | seen)
    assert answer.json()["merged"] == (
        "Ideas discussed: N. Notes changed other paragraphs meanwhile. Both changes are saved."
    )
    merged = paragraphs("One.", "Two of hers.", "Three of mine.")
    assert answer.json()["text"].endswith(merged)
    assert [line.text for line in term.paragraphs.filter(key="")] == rich.split(merged)


@pytest.mark.parametrize(("choice", "first_said"), [("mine", "One of mine."), ("theirs", "One of hers.")])
def test_second_of_two_chooses_where_both_changed_the_same(client, chair, term, choice, first_said):
    with clock.moved_to(JUNE):
        first = {"ideas": paragraphs("One.", "Two."), "ideas-revision": fingerprint("")}
        client.post(f"{TEXTS}ideas/", first)
        base = narrative.texts(term)["ideas"]
        opened = {"ideas-revision": fingerprint(base), "ideas-base": base}
        client.force_login(factories.person_of("IOM", name="N. Notes", email="notes@example.org"))
        hers = base.replace("One.", "One of hers.").replace("Two.", "Two of hers.")
        client.post(f"{TEXTS}ideas/", opened | {"ideas": hers})
        client.force_login(chair)
        address = f"{PAGE}?edit=ideas"
        answer = client.post(address, opened | {"ideas": base.replace("One.", "One of mine.")})
        assert answer.status_code == 409
        assert "Somebody else changed the same paragraph while you were writing" in answer.text
        for name in ("ideas-keep-para0", "ideas-base"):
            assert f'name="{name}"' in answer.text
        fields = {name: value for name, value in answer.context["form"].data.items() if name != "csrf"}
        assert client.post(address, fields | {"ideas-keep-para0": choice}).status_code == 302
    assert own(term, "ideas") == [first_said, "Two of hers."]


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_second_of_two_chooses_the_theme(client, chair, term, choice):
    opened = {"theme-revision": fingerprint(""), "theme-base": "", "objective-revision": fingerprint("")}
    with clock.moved_to(JUNE):
        client.force_login(factories.person_of("IOM", name="N. Notes", email="notes@example.org"))
        client.post(f"{TEXTS}theme/", opened | {"theme": "Hers"})
        client.force_login(chair)
        address = f"{PAGE}?edit=theme"
        answer = client.post(address, opened | {"theme": "Mine", "objective": ""})
        assert answer.status_code == 409
        for name in ("theme-keep-text", "theme-base"):
            assert f'name="{name}"' in answer.text
        fields = {name: value for name, value in answer.context["form"].data.items() if name != "csrf"}
        assert client.post(address, fields | {"theme-keep-text": choice}).status_code == 302
    term.refresh_from_db()
    assert term.theme == {"mine": "Mine", "theirs": "Hers"}[choice]
    assert "Hers" in [one.text for one in term.narrative_versions.filter(name="theme")]


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
        text = client.get(f"{TEXTS}objective/versions/").content.decode()
        assert "Restore this text" in text
        assert "Removed: " in text
        seen = {"revision": fingerprint(rich.clean("Two words."))}
        client.post(f"{TEXTS}objective/versions/1/restore/", seen)
    term.refresh_from_db()
    assert rich.plain(term.objective) == "One word."
    assert rich.plain(term.narrative_versions.last().text) == "One word."
    assert client.get(f"{TEXTS}nonsense/versions/").status_code == 404


def test_first_version_keeps_what_stood_before(client, chair, term):
    term.theme = "From the archive"
    term.save()
    with clock.moved_to(JUNE):
        save(client, "theme", "New", seen="From the archive")
    rows = [(one.number, one.text, one.by) for one in term.narrative_versions.all()]
    assert rows == [(1, "From the archive", None), (2, "New", chair)]


@pytest.fixture
def outgoing(term):
    return factories.person_of("UNHCR", name="H. Before", email="unhcr@example.org")


def test_troika_comments_by_chapter_and_the_chair_is_told(client, chair, term, outgoing, mailoutbox):
    with clock.moved_to(JUNE):
        save(client, "ideas", "A longer term.")
        client.force_login(outgoing)
        text = client.get(PAGE).content.decode()
        assert "A longer term." in text
        assert "data-save" not in text
        client.post(f"{TEXTS}ideas/comment/", {"text": "We said so\ntoo."})
    [mail] = mailoutbox
    assert mail.to == [chair.email]
    assert mail.subject == "New comment on “Ideas discussed” in your handover report"
    assert "H. Before commented on" in mail.body
    assert "    We said so\n    too." in mail.body
    assert mail.body.count(f"{PAGE}#ideas") == 1


def test_comment_that_is_refused_is_still_there(client, chair, term, outgoing):
    client.force_login(outgoing)
    with clock.moved_to(JUNE):
        text = client.post(f"{TEXTS}ideas/comment/", {"text": "x" * 20_001}).content.decode()
        assert "x" * 20_001 in text
        assert "A comment can have up to 20000 characters" in text
        assert "Write your comment." in client.post(f"{TEXTS}ideas/comment/").content.decode()
    assert not NarrativeComment.objects.exists()


def test_chair_answers_and_who_commented_sees_it(client, chair, term, outgoing, mailoutbox):
    with clock.moved_to(JUNE):
        said = comments.comment(term, name="ideas", text="We said so too.", by=outgoing)
        page = f"{TEXTS}comments/{said.pk}/"
        assert "1 comment on the report of IOM" in awaited(chair)
        assert "1 comment from the troika needs a reply" in client.get(PAGE).content.decode()
        assert "We said so too." in client.get(page).content.decode()
        for _ in range(2):
            assert client.post(page, {"answer": "Taken in."}).url == f"{PAGE}#ideas"
        client.force_login(outgoing)
        assert client.post(page, {"answer": "No."}).status_code == 403
        text = client.get(PAGE).content.decode()
    said.refresh_from_db()
    assert (said.answer, said.settled_by) == ("Taken in.", chair)
    assert "Taken in." in text
    assert page not in text
    assert "comment" not in awaited(chair)
    [mail] = [mail for mail in mailoutbox if mail.to == [outgoing.email]]
    assert mail.subject == "Reply to your comment on “Ideas discussed” in the report of IOM"
    assert "M. Chair replied for the chair:\n\n    Taken in." in mail.body


def test_comment_is_settled_without_a_word(client, chair, term, outgoing, mailoutbox):
    with clock.moved_to(JUNE):
        said = comments.comment(term, name="ideas", text="We said so too.", by=outgoing)
        client.post(f"{TEXTS}comments/{said.pk}/", {"answer": ""})
    assert "M. Chair marked your comment as resolved for the chair." in mailoutbox[-1].body


def test_comment_on_another_term_is_not_found(client, chair, term, outgoing):
    other = Chairmanship.objects.by_slug("unhcr-2006-07")
    said = NarrativeComment.objects.create(term=other, name="ideas", text="No.", by=outgoing)
    with clock.moved_to(JUNE):
        assert client.get(f"{TEXTS}comments/{said.pk}/").status_code == 404


def test_text_in_its_field_is_what_was_written(client, chair, term):
    term.objective = "First line\nsecond line"
    term.save()
    with clock.moved_to(JUNE):
        assert ">First line\nsecond line</textarea>" in client.get(f"{PAGE}?edit=theme").text


def test_narrative_and_handover_lead_to_each_other(client, chair, outgoing):
    for person in (chair, outgoing):
        client.force_login(person)
        with clock.moved_to(JUNE):
            assert "/chair/iom-2007-01/handover/" in client.get(PAGE).content.decode()
            assert PAGE in client.get("/chair/iom-2007-01/handover/").content.decode()


def awaited(person) -> str:
    with clock.moved_to(JUNE):
        return " ".join(one.sentence for one in awaiting(person))


def test_term_of_the_secretariat_is_stale_only_where_it_stands_itself(client, chair, term):
    with clock.moved_to(JUNE):
        save(client, "ideas", "A longer term.")
        term.refresh_from_db()
        assert term.revision == 0
        save(client, "theme", "Development")
        term.refresh_from_db()
    assert term.revision == 1


def test_what_is_being_written_is_for_the_troika_until_the_term_ends_and_for_members_once_it_is_issued(
    client, chair, term
):
    def reads(person, day, words="Too short."):
        client.logout()
        if person:
            client.force_login(person)
        with clock.moved_to(dt.datetime.combine(day, dt.time(12), clock.zone())):
            return words in client.get(term.get_absolute_url()).text

    with clock.moved_to(JUNE):
        save(client, "challenges", "Too short.")
    member = factories.person_of("ILO")
    during, after = dt.date(2007, 6, 2), dt.date(2007, 7, 2)
    term.handover = Handover.objects.create(term=term)
    incoming = factories.person_of("UNDESA")
    assert [reads(one, during) for one in (None, member, incoming, chair)] == [False, False, True, True]
    assert [reads(one, after) for one in (None, member, incoming, chair)] == [False, False, False, True]
    made = {
        "version": 1,
        "as_at": after,
        "made_at": clock.now(),
        "facts": {},
        "sha256": "0" * 64,
        "pdf": "a.pdf",
    }
    term.reports.create(state="issued", issued_at=clock.now(), issued_by=chair, **made)
    assert [reads(one, after) for one in (None, member)] == [False, True]
    assert reads(member, during) is False


def test_what_a_chair_wrote_is_no_history_before_the_worker_has_run(chair, term, client):
    with clock.moved_to(JUNE):
        client.force_login(chair)
        save(client, "challenges", "Too short.")
    for person in (None, factories.person_of("ILO")):
        client.logout()
        if person:
            client.force_login(person)
        with clock.moved_to(dt.date(2007, 7, 1)):
            assert "Too short." not in client.get(term.get_absolute_url()).text


def test_answer_goes_to_nobody_who_has_left_the_troika(chair, term, mailoutbox):
    incoming = factories.person_of("UNDESA")
    with clock.moved_to(JUNE):
        said = comments.comment(term, name="challenges", text="Say more.", by=incoming)
        incoming.appointments.update(ends="2007-05-31")
        mailoutbox.clear()
        comments.settle(said, answer="It is said.", by=chair)
    assert mailoutbox == []
