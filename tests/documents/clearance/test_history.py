"""The history of a document says what became of objections, late replies and requests, in sentences."""

import pytest
from auditlog.context import set_actor

from documents.clearance import late as late_replies
from documents.clearance import outcomes, ways
from documents.library import requests
from documents.library import ways as library_ways
from documents.models import Clearance
from foundation.dates import clock
from tests import factories
from tests.documents.clearance.rounds import LATER, clearance_of, give_reply, open_round
from tests.foundation.history.pages import page, sentences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_in_rows")]

Reply = Clearance.Reply


def told(client, group) -> list[str]:
    """Returns what a member reads that has no part in it."""
    factories.membership("FAO", "2006")
    client.force_login(factories.person_of("FAO"))
    return sentences(client, "documents", group.document.pk)


def test_objection_withdrawn_and_dissociation_are_told(group, client):
    group.unhcr.name = "Una"
    group.unhcr.save()
    round_ = open_round(group, level="principal")
    with set_actor(group.unhcr):
        give_reply(round_, "UNHCR", Reply.NO, "Paragraph 4.", by=group.unhcr)
        made = ways.dissociate(clearance_of(round_, "UNHCR"), text="From paragraph 4.", by=group.unhcr)
        ways.take_back_dissociation(made, by=group.unhcr)
        ways.withdraw_objection(clearance_of(round_, "UNHCR"), by=group.unhcr)
    said = told(client, group)
    assert "Lead started the clearance of version 1 by the principals’ offices." in said
    assert "Lead started the clearance of version 1." not in said
    assert "Una recorded that UNHCR dissociates itself from the text." in said
    assert "Una recorded that UNHCR no longer dissociates itself from the text." in said
    assert "Una withdrew the objection of UNHCR." in said


@pytest.mark.parametrize("counts", [True, False])
def test_late_reply_and_what_became_of_it_are_told(group, client, counts):
    round_ = open_round(group)
    with clock.moved_to(LATER):
        outcomes.write_down()
        late = give_reply(round_, "UNHCR", Reply.NO, "Too late, but no.", by=group.unhcr)
        with set_actor(group.lead):
            if counts:
                late_replies.count(late, by=group.lead)
            else:
                late_replies.note(late, by=group.lead, sentence="It is printed.")
        said = " ".join(told(client, group))
    assert "the late reply of UNHCR to objection" in said
    if counts:
        assert "Lead took the late reply of UNHCR into account." in said
    else:
        assert "Lead noted the late reply of UNHCR without taking it into account." in said
        assert "the reason for only noting the late reply of UNHCR to “It is printed.”" in said


def test_issued_as_another_text_and_dropped_with_its_reason_are_told(group, client):
    round_ = open_round(group)
    give_reply(round_, "UNHCR", Reply.NO, "No.", by=group.unhcr)
    give_reply(round_, "ILO", Reply.FINE, by=group.ilo)
    with clock.moved_to(LATER):
        outcomes.write_down()
        with set_actor(group.lead):
            library_ways.issue(group.document, issued_as="agencies", by=group.lead)
            library_ways.drop(group.document, reason="The event was cancelled.", by=group.lead)
        said = told(client, group)
    text = "the document as a text of the agencies that agree, not of the Group."
    assert f"Lead issued {text}" in said
    assert any("to the issuing agencies." in one and "ILO" in one for one in said)
    assert "Lead dropped the document." in said
    assert "Lead set the explanation of the state “dropped” to “The event was cancelled.”." in said


def test_request_for_publication_and_its_return_are_told(group, client):
    with set_actor(group.lead):
        requests.request_publication(group.document, by=group.lead)
    with set_actor(group.chair):
        requests.return_to_lead(group.document, reason="Add a summary.", by=group.chair)
    said = told(client, group)
    assert "Lead asked the chair to publish “A common note”." in said
    assert "Chair returned “A common note” to the lead agency, without publishing it." in said
    assert "Add a summary." in page(client, "documents", group.document.pk)
