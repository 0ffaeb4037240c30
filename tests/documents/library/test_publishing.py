"""The chair and the secretariat publish for the Group; the lead agency requests it, with a preview."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chairmanship.models import Chairmanship
from documents.clearance import actions as clearance_actions
from documents.clearance import late
from documents.library import actions as library_actions
from documents.library import ways
from documents.models import DocumentVersion, LateReply, PublicationRequest
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.verbs import Refused
from foundation.web.awaiting import awaited
from tests import factories

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"documents:{name}", args=args)


def requests_it(client, group, **data):
    client.force_login(group.lead)
    return client.post(page("publication", group.document.pk), {"seen": 1} | data, follow=True)


def page_of(client, person, group) -> str:
    client.force_login(person)
    return client.get(group.document.get_absolute_url()).text


def state_of(document):
    document.refresh_from_db()
    return document.state


def told(subject) -> set:
    return {one.to[0] for one in mail.outbox if subject in one.subject}


def sentences(person) -> str:
    return " ".join(one.sentence for one in awaited(type(person).objects.get(pk=person.pk)))


def test_lead_agency_has_one_button_and_can_neither_publish_nor_take_out(client, group):
    client.force_login(group.lead)
    library_actions.clear(group.document, by=group.chair, sentence="Agreed by telephone.")
    shown = client.get(group.document.get_absolute_url())
    assert "Request publication" in shown.text
    assert "Publish document" not in shown.text
    assert page("document_publish", group.document.pk) not in shown.text
    refused = client.post(page("document_publish", group.document.pk), {"seen": 1})
    assert refused.status_code == 403
    assert "The lead agency can request publication" in refused.text
    library_actions.publish(group.document, by=group.chair)
    assert "Remove from library" not in client.get(group.document.get_absolute_url()).text
    assert client.post(page("document_take_out", group.document.pk)).status_code == 403
    assert state_of(group.document) == "published"


@pytest.mark.parametrize("who", ["contributor", "other"])
def test_nobody_else_can_request_publication(client, group, who):
    client.force_login(getattr(group, who))
    assert page("publication", group.document.pk) not in client.get(group.document.get_absolute_url()).text
    assert client.get(page("publication", group.document.pk)).status_code == 403
    assert client.post(page("publication", group.document.pk), {"seen": 1}).status_code == 403
    assert not PublicationRequest.objects.exists()


def test_chair_is_told_of_a_request_sees_what_the_public_will_read_and_publishes(client, group):
    version_actions.write_text(
        group.document, text="Ce que nous pensons.", after=1, language="fr", by=group.lead
    )
    client.force_login(group.lead)
    preview = client.get(page("publication", group.document.pk))
    assert "What we hold." in preview.text  # before it is requested
    answer = requests_it(client, group, seen=2, note="For the <Forum>.")
    assert "The chair decides, and you will be told." in answer.text
    assert "Leo requested publication on 3 May 2027" in answer.text
    assert told("Publication requested") == {"chair@iom.example"}
    assert "For the <Forum>." in mail.outbox[0].body
    assert "UNDP requests publication of “A common note”." in sentences(group.chair)
    assert "publication" not in sentences(group.lead) + sentences(group.secretariat)

    client.force_login(group.chair)
    shown = client.get(page("publication", group.document.pk))
    for words in (
        "What we hold.",
        "French",
        "For the &lt;Forum&gt;.",
        "How to cite",
        "Return to lead agency",
    ):
        assert words in shown.text
    assert f'action="{page("document_publish", group.document.pk)}"' in shown.text
    client.post(page("document_publish", group.document.pk), {"seen": shown.context["seen"]})
    assert state_of(group.document) == "published"
    assert DocumentVersion.objects.public().count() == 2
    assert told("Published: A common note") == {"lead@undp.example", "ilse@ilo.example"}
    assert "requests publication" not in sentences(group.chair)
    asked = PublicationRequest.objects.get()
    assert (asked.answer, asked.answered_by) == ("published", group.chair)


def test_preview_is_the_public_page(client, group):
    library_actions.share(group.document, name="GFMD", by=group.lead)
    client.force_login(group.chair)
    preview = client.get(page("publication", group.document.pk))
    library_actions.publish(group.document, by=group.chair)
    public = client.get(group.document.public_address)
    for name in ("versions", "citation"):
        assert preview.context[name] == public.context[name]
    assert preview.context["document"].date == public.context["document"].date


def test_request_is_returned_with_a_sentence_and_the_lead_is_told(client, group):
    requests_it(client, group)
    client.force_login(group.chair)
    nothing = client.post(page("publication_return", group.document.pk), {"reason": " "})
    assert "Tell the lead agency what to change" in nothing.text
    client.post(page("publication_return", group.document.pk), {"reason": "Add the sources."})
    assert told("Returned to you") == {"lead@undp.example"}
    assert "Add the sources." in mail.outbox[-1].body
    assert "publication" not in sentences(group.chair)
    assert state_of(group.document) == "drafting"
    client.force_login(group.lead)
    shown = client.get(group.document.get_absolute_url()).text
    assert "Carla returned it to the lead agency" in shown
    assert "Add the sources." in shown
    requests_it(client, group)
    assert PublicationRequest.objects.count() == 2


def test_request_lapses_when_a_later_version_comes(client, group):
    requests_it(client, group)
    version_actions.write_text(group.document, text="<p>Other words.</p>", after=1, by=group.contributor)
    assert "publication" not in sentences(group.chair)
    shown = client.get(group.document.get_absolute_url()).text
    assert "The request lapsed, because a later version was added." in shown
    answer = requests_it(client, group, seen=1, note="Kept.")
    assert "Ilse has added version 2 in the meantime" in answer.text
    assert "Kept." in answer.text
    requests_it(client, group, seen=2)
    assert "requests publication" in sentences(group.chair)
    assert list(PublicationRequest.objects.values_list("answer", flat=True)) == ["", "lapsed"]


def test_publication_is_requested_once(client, group):
    requests_it(client, group)
    assert "already been requested" in requests_it(client, group).text
    assert PublicationRequest.objects.count() == 1
    assert len(mail.outbox) == 1


def test_no_button_requests_it_again_while_the_chair_decides(client, group):
    library_actions.clear(group.document, by=group.chair, sentence="Agreed by telephone.")
    assert "Request publication" in page_of(client, group.lead, group)
    requests_it(client, group)
    shown = page_of(client, group.lead, group)
    assert "Request publication" not in shown
    assert "The chair has not decided yet." in shown
    assert "Publish document" in page_of(client, group.chair, group)


def test_in_a_gap_the_secretariat_is_asked_and_publishes(client, group):
    Chairmanship.objects.all().delete()
    requests_it(client, group)
    assert told("Publication requested") == {"sam@un.example"}
    assert "requests publication" in sentences(group.secretariat)
    client.force_login(group.secretariat)
    client.post(page("document_publish", group.document.pk), {"seen": 1})
    assert state_of(group.document) == "published"


def test_changes_of_a_public_document_are_requested_too(client, group):
    library_actions.publish(group.document, by=group.chair)
    client.force_login(group.lead)
    nothing = client.get(page("publication", group.document.pk))
    assert "already published" in nothing.text
    assert "already published" in requests_it(client, group).text
    version_actions.write_text(group.document, text="<p>More.</p>", after=1, by=group.lead)
    assert "Request publication when they are ready." in client.get(group.document.get_absolute_url()).text
    requests_it(client, group, seen=2)
    client.force_login(group.chair)
    client.post(page("document_publish", group.document.pk), {"seen": 2})
    assert DocumentVersion.objects.public().count() == 2


def test_details_that_anybody_reads_are_changed_by_those_who_publish(client, group):
    library_actions.publish(group.document, by=group.chair)
    change = page("document_change", group.document.pk)
    for person in (group.lead, group.contributor):
        client.force_login(person)
        assert change not in client.get(group.document.get_absolute_url()).text
        refused = client.post(change, {"title": "Mine", "kind": "statement", "revision": 1})
        assert refused.status_code == 403
        assert "The chair and the secretariat change its details" in refused.text
    client.force_login(group.secretariat)
    assert client.get(change).status_code == 200


def test_what_a_new_edition_will_replace_is_shown_before(client, group):
    library_actions.publish(group.document, by=group.chair)
    later = library_actions.begin_edition(group.document, title="A common note, 2028", by=group.lead)
    version_actions.write_text(later, text="<p>New.</p>", after=0, by=group.lead)
    client.force_login(group.lead)
    assert "It replaces edition 1, “A common note”" in client.get(page("publication", later.pk)).text


def test_taking_it_out_is_told(group):
    library_actions.publish(group.document, by=group.chair)
    library_actions.take_out(group.document, by=group.chair)
    assert told("Removed from the library") == {"lead@undp.example", "ilse@ilo.example"}


def test_preview_takes_the_same_queries_for_many_versions(client, group):
    client.force_login(group.chair)
    address = page("publication", group.document.pk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    queries()
    one = queries()
    for after, language in enumerate(("fr", "es", "ar"), 1):
        version_actions.write_text(
            group.document, text="Words", after=after, language=language, by=group.lead
        )
    assert queries() == one


def objected(group):
    """A round on the note in which WHO objects."""
    round_ = clearance_actions.open_round(
        group.document.versions.get(), agencies=[factories.agency("WHO")], by=group.lead,
        until=dt.datetime(2027, 5, 14, 16, tzinfo=dt.UTC), timezone="Europe/Zurich",
    )  # fmt: skip
    clearance_actions.reply(round_.clearances.get(), reply="objection", words="No.", by=group.other)
    return round_


def test_nobody_requests_publication_over_an_objection_or_an_open_round(client, group):
    objected(group)
    client.force_login(group.lead)
    shown = client.get(page("publication", group.document.pk)).text
    assert "WHO objects to version 1" in shown
    assert "can still reply" in shown
    assert 'name="note"' not in shown
    assert "cannot go forward" in requests_it(client, group, note="Please.").text
    assert not PublicationRequest.objects.exists()
    client.force_login(group.chair)
    assert (
        page("document_publish", group.document.pk)
        not in client.get(page("publication", group.document.pk)).text
    )


def test_preview_says_that_nobody_agreed(client, group):
    client.force_login(group.chair)
    address = page("publication", group.document.pk)
    assert "Nobody was asked to clear this document" in client.get(address).text
    library_actions.clear(group.document, by=group.chair, sentence="Agreed by telephone.")
    assert "Nobody was asked to clear this document" not in client.get(address).text


def test_preview_warns_after_the_only_round_was_withdrawn(client, group):
    round_ = objected(group)
    clearance_actions.reply(round_.clearances.get(), reply="no_objection", words="", by=group.other)
    clearance_actions.withdraw(round_, by=group.lead, reason="Later.")
    client.force_login(group.chair)
    assert (
        "No version of this document is cleared." in client.get(page("publication", group.document.pk)).text
    )


def test_preview_says_whose_text_it_is(client, group):
    ways.issue(group.document, issued_as="chair", by=group.chair)
    client.force_login(group.chair)
    shown = client.get(page("publication", group.document.pk)).text
    assert "document-face" in shown
    assert "Text of the chair (IOM), not of the Group" in shown


def test_dropping_ends_the_request_for_publication(client, group):
    requests_it(client, group)
    ways.drop(group.document, by=group.lead, reason="No use.")
    assert "requests publication" not in sentences(group.chair)
    assert PublicationRequest.objects.get().answer == "lapsed"


def test_preview_of_a_cleared_document_is_shown(client, group):
    library_actions.clear(group.document, by=group.chair, sentence="Agreed by telephone.")
    client.force_login(group.lead)
    shown = client.get(page("publication", group.document.pk))
    assert 'name="note"' in shown.text
    version_actions.write_text(group.document, text="<p>More.</p>", after=1, by=group.lead)
    later = client.get(page("publication", group.document.pk)).text
    assert "Version 2 was added since and is not cleared." in later


def test_late_objection_is_decided_on_before_the_text_goes_forward(client, group):
    round_ = clearance_actions.open_round(
        group.document.versions.get(), agencies=[factories.agency("WHO")], by=group.lead,
        until=dt.datetime(2027, 5, 14, 16, tzinfo=dt.UTC), timezone="Europe/Zurich",
    )  # fmt: skip
    with clock.moved_to(dt.datetime(2027, 5, 17, 9, tzinfo=dt.UTC)):
        clearance_actions.reply(round_.clearances.get(), reply="objection", words="No.", by=group.other)
        assert "WHO replied late" in requests_it(client, group).text
        assert not PublicationRequest.objects.exists()
        with pytest.raises(Refused, match="WHO replied late"):
            library_actions.publish(group.document, by=group.chair)
        with pytest.raises(Refused, match="WHO replied late"):
            ways.issue(group.document, issued_as="chair", by=group.chair)
        late.note(LateReply.objects.get(), by=group.chair, sentence="It changes nothing.")
        assert "is requested" in requests_it(client, group).text


@pytest.mark.parametrize(
    ("name", "typed"),
    [("document_clear", {"sentence": "By phone."}), ("document_issue", {"issued_as": "chair"})],
)
def test_addendum_after_the_current_version_is_no_surprise(client, group, name, typed):
    addendum = SimpleUploadedFile("add.txt", b"More.")
    version_actions.bring_file(group.document, file=addendum, part="addendum", by=group.lead)
    client.force_login(group.chair)
    form = client.get(page(name, group.document.pk)).context["form"]
    client.post(page(name, group.document.pk), typed | {"seen": form["seen"].value()})
    assert state_of(group.document) == ("cleared" if "sentence" in typed else "circulated")
