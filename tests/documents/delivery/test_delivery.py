"""What was said outside beside what was cleared, and what of that awaits the chair and the lead."""

import datetime as dt

import pytest

from chairmanship.models import Deadline
from documents.clearance import actions as clearance_actions
from documents.clearance import outcomes
from documents.delivery import actions
from documents.delivery.awaiting import awaiting
from documents.delivery.comparison import Cleared, as_cleared, compare
from documents.document import states
from documents.library import actions as library_actions
from documents.models import Document, EventDocument
from documents.versions import actions as version_actions
from foundation.dates import clock
from tests import factories
from tests.choosing import offered

pytestmark = pytest.mark.django_db

TODAY = dt.datetime(2027, 5, 3, 9, tzinfo=dt.UTC)
TEXT = "<p>Excellencies.</p><p>A child is a child.</p>"


@pytest.fixture
def group():
    """IOM chairs, UNDP leads the statement, ILO is a member; the occasion is on 9 July 2027."""
    with clock.moved_to(TODAY):
        for acronym in ("IOM", "UNDP", "ILO"):
            factories.membership(acronym, "2006")
        factories.term("IOM", "2027-01-01", "2027-12-31")

        class Group:
            chair = factories.person_of("IOM")
            lead = factories.person_of("UNDP")
            member = factories.person_of("ILO")
            occasion = factories.occasion(starts="2027-07-09", ends="2027-07-10")

        Group.statement = library_actions.begin(
            title="Our statement", kind="statement", lead=factories.agency("UNDP"), occasion=Group.occasion,
            by=Group.lead,
        )  # fmt: skip
        Group.version = version_actions.write_text(Group.statement, text=TEXT, after=0, by=Group.lead)
        yield Group


def deliver(group, text, day="2027-07-09"):
    event = factories.event(day=day, text=text, occasion=group.occasion)
    actions.connect(event, group.statement, by=group.chair)
    return event


def page(client, person, address):
    client.force_login(person)
    return " ".join(client.get(address).text.split())


def sentences(person) -> list[str]:
    return [one.sentence for one in awaiting(person)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Excellencies.\r\n\r\nA child is a child.", ["delivered as cleared"]),
        ("Excellencies.\n\nA child is only a child.", ["not as cleared", "<ins>", "only", "As delivered"]),
        ("", ["The text as delivered has not been entered yet"]),
    ],
)
def test_cleared_and_delivered_stand_side_by_side_on_both_pages(group, client, text, told):
    library_actions.clear(group.statement, by=group.lead, sentence="Agreed by telephone.")
    with clock.moved_to(dt.date(2027, 7, 12)):
        event = deliver(group, text)
        for address in (event.get_absolute_url(), group.statement.get_absolute_url()):
            shown = page(client, group.member, address)
            for words in told:
                assert words in shown, address


def test_visitor_finds_the_document_once_it_is_public_and_nothing_of_its_clearance(group, client):
    library_actions.clear(group.statement, by=group.lead, sentence="Agreed by telephone.")
    with clock.moved_to(dt.date(2027, 7, 12)):
        event = deliver(group, "Excellencies.")
        assert "Our statement" not in client.get(event.get_absolute_url()).text
        library_actions.publish(group.statement, by=group.lead)
        shown = client.get(event.get_absolute_url()).text
        assert group.statement.public_address in shown
        assert "cleared" not in shown.replace("As cleared and as delivered", "")
        assert event.get_absolute_url() in client.get(group.statement.public_address).text


def test_it_is_put_beside_what_was_cleared_by_that_day_not_beside_what_came_later(group):
    library_actions.clear(group.statement, by=group.lead, sentence="Agreed by telephone.")
    with clock.moved_to(dt.date(2027, 8, 1)):
        event = deliver(group, "Excellencies.\n\nA child is a child.")
        later = version_actions.write_text(
            group.statement, text="<p>Something else.</p>", after=1, by=group.lead
        )
        library_actions.clear(group.statement, by=group.lead, sentence="Agreed by telephone.")
        assert compare(event, group.statement).is_same
        assert as_cleared(group.statement).version == later


def test_what_the_clock_alone_has_cleared_counts_and_what_was_not_cleared_says_so(group, client):
    round_ = clearance_actions.open_round(
        group.version, agencies=[factories.agency("ILO")], until=TODAY + dt.timedelta(days=7),
        timezone="Europe/Zurich", by=group.lead,
    )  # fmt: skip
    with clock.moved_to(dt.date(2027, 7, 12)):
        event = deliver(group, "Excellencies.\n\nA child is a child.")
        assert compare(event, group.statement).cleared == Cleared(group.version, round_.until)
        other = library_actions.begin(title="Another", kind="statement", lead=None, by=group.chair)
        actions.connect(event, other, by=group.chair)
        assert "not cleared in the portal" in page(client, group.member, event.get_absolute_url())


def test_file_that_was_cleared_is_not_compared(group, client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    from django.core.files.uploadedfile import SimpleUploadedFile

    version_actions.bring_file(
        group.statement, file=SimpleUploadedFile("speech.txt", b"Excellencies."), by=group.lead
    )
    library_actions.clear(group.statement, by=group.lead, sentence="Agreed by telephone.")
    with clock.moved_to(dt.date(2027, 7, 12)):
        event = deliver(group, "Excellencies.")
        assert "It was cleared as a file" in page(client, group.member, event.get_absolute_url())


def test_chair_enters_what_was_delivered_from_the_document(group, client):
    library_actions.clear(group.statement, by=group.lead, sentence="Agreed by telephone.")
    address = f"/documents/{group.statement.pk}/delivered/"
    with clock.moved_to(dt.date(2027, 7, 12)):
        shown = page(client, group.chair, address)
        assert "A child is a child." in shown
        assert "9 July 2027" in shown
        sent = {
            "kind": "statement", "date": "2027-07-09", "occasion": group.occasion.pk, "forum": "",
            "revision": "0", "text": "Excellencies.",
        }  # fmt: skip
        client.post(address, sent)
        link = EventDocument.objects.get()
        assert (link.document, str(link.event.date)) == (group.statement, "9 July 2027")
        client.post(address, sent | {"date": "2028-01-01"})
        assert EventDocument.objects.count() == 1


def test_chair_connects_what_is_entered_with_its_document_and_takes_that_back(group, client):
    with clock.moved_to(dt.date(2027, 7, 12)):
        event = factories.event(day="2027-07-09")
        assert "is not recorded" in page(client, group.chair, event.get_absolute_url())
        client.post(f"/documents/for-event/{event.pk}/connect/", {"document-document": "0"})
        assert not EventDocument.objects.exists()
        client.post(f"/documents/for-event/{event.pk}/connect/", {"document-document": group.statement.pk})
        assert EventDocument.objects.get().document == group.statement
        client.post(f"/documents/for-event/{event.pk}/disconnect/")
        assert not EventDocument.objects.exists()


def test_of_many_documents_the_newest_are_offered_and_any_is_found_by_words_of_its_title(group, client):
    made = Document.objects.bulk_create(
        Document(title=f"Report {n} on health", kind="report", slug=f"report-{n}") for n in range(100)
    )
    with clock.moved_to(dt.date(2027, 7, 12)):
        event = factories.event(day="2027-07-09")
        client.force_login(group.chair)
        assert len(offered(client, event.get_absolute_url(), "id_document-document")) == 10
        connect = f"/documents/for-event/{event.pk}/connect/"
        for words, says in (
            ("health", "Several entries match “health”"),
            ("war", "Nothing here matches “war”"),
            ("", "Choose a document."),
        ):
            assert says in client.post(connect, {"document-document-words": words}).text
        assert not EventDocument.objects.exists()
        client.post(connect, {"document-document-words": "report 7 on Health"})
        assert EventDocument.objects.get().document == made[7]
        client.post(f"/documents/for-event/{event.pk}/disconnect/")
        client.post(connect, {"document-document": made[3].pk})
        assert EventDocument.objects.get().document == made[3]


def test_what_is_wanted_soon_and_not_cleared_awaits_the_chair_and_the_lead(group):
    assert sentences(group.chair) == []  # nine weeks ahead
    Deadline.objects.create(occasion=group.occasion, day=dt.date(2027, 5, 10), what="Send the text")
    [one] = awaiting(group.chair)
    assert one.sentence == "“Our statement” is needed for Global Forum, but is not cleared yet."
    assert (one.by.day, one.verb, one.url) == (
        10, "Ask for clearance", group.statement.get_absolute_url(),
    )  # fmt: skip
    assert len(sentences(group.lead)) == 1
    assert sentences(group.member) == []
    round_ = clearance_actions.open_round(
        group.version, agencies=[factories.agency("ILO")], until=TODAY + dt.timedelta(days=2),
        timezone="Europe/Zurich", by=group.lead,
    )  # fmt: skip
    [one] = awaiting(group.chair)
    assert (one.verb, one.url) == (
        "View replies",
        f"{group.statement.get_absolute_url()}clearance/{round_.pk}/",
    )
    with clock.moved_to(TODAY + dt.timedelta(days=3)):  # cleared by silence, with nobody to write it down
        assert sentences(group.chair) == []


def test_occasion_without_a_deadline_wants_the_text_by_its_first_day(group):
    with clock.moved_to(dt.date(2027, 6, 26)):
        assert [one.by.day for one in awaiting(group.chair)] == [9]


def test_cleared_document_awaits_its_next_step(group):
    note = library_actions.begin(
        title="A note", kind="information_note", lead=factories.agency("UNDP"), by=group.lead
    )
    version = version_actions.write_text(note, text="Words.", after=0, by=group.lead)
    clearance_actions.open_round(
        version, agencies=[factories.agency("ILO")], until=TODAY + dt.timedelta(days=7),
        timezone="Europe/Zurich", by=group.lead,
    )  # fmt: skip
    assert sentences(group.lead) == []
    with clock.moved_to(TODAY + dt.timedelta(days=8)):  # by the clock alone
        assert sentences(group.lead) == ["“A note” is cleared. Publish it, or record it as adopted."]
        assert sentences(group.chair) == sentences(group.member) == []
        outcomes.write_down()
        assert len(sentences(group.lead)) == 1
        library_actions.change(
            note, changes={"lead": None}, revision=states.locked(note).revision, by=group.lead
        )
        assert len(sentences(group.chair)) == 1
        library_actions.adopt(note, by=group.chair)
        assert sentences(group.chair) == []


def test_cleared_statement_is_first_delivered_then_published(group):
    library_actions.clear(group.statement, by=group.lead, sentence="Agreed by telephone.")
    assert sentences(group.chair) == sentences(group.lead) == []
    with clock.moved_to(dt.date(2027, 7, 9)):
        assert sentences(group.chair) == [
            "“Our statement” is cleared, and Global Forum has begun. Enter the text as delivered."
        ]
        assert sentences(group.lead) == []
        deliver(group, "Excellencies.")
        assert sentences(group.chair) == []
        assert sentences(group.lead) == ["“Our statement” is cleared. Publish it, or record it as adopted."]
