"""A document is referred to a meeting, by the chair or by a lead agency that asks the chair."""

import datetime as dt

import pytest
from auditlog.context import set_actor
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.library import actions as library_actions
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.verbs import Refused
from foundation.web.awaiting import awaited
from meetings.agenda import actions as agenda_actions
from meetings.convening import actions as convening_actions
from meetings.documents import actions
from meetings.followup import actions as followup_actions
from meetings.followup.queries import unfinished_items
from meetings.models import AgendaItem, Proposal
from meetings.proposals.actions import answers
from tests import factories
from tests.foundation.history.pages import sentences

pytestmark = pytest.mark.django_db


def refer(browser, document, meeting):
    there = reverse("referring:refer", args=[document.pk])
    chosen = meeting.pk if hasattr(meeting, "pk") else meeting
    return browser.post(there, {"meeting": chosen}, follow=True).text


def page_of(browser, document):
    return browser.get(document.get_absolute_url()).text


def test_chair_puts_a_document_on_an_agenda_for_decision(group, meetings, objected, sign_in):
    chair = sign_in(group.chair)
    page = page_of(chair, group.document)
    working, principals = meetings
    assert "Add to agenda for decision" in page
    assert f'<option value="{working.pk}">' in page.split("</select>")[0].split("refer-to")[-1]
    mail.outbox.clear()
    page = refer(chair, group.document, principals)
    assert "Referred to" in page
    assert "the principals meeting of 8 June 2027" in page
    item = AgendaItem.objects.get(document=group.document)
    assert (item.meeting, item.title, item.asked) == (principals, "A common note", "decision")
    assert item.restricted == "members"
    assert item.summary == "Objections on 3 May 2027: UNHCR."
    assert "Not like this" not in item.summary
    assert [paper.version for paper in item.papers.all()] == [group.version]
    assert "is already on the agenda" in refer(chair, group.document, principals)
    assert AgendaItem.objects.filter(document=group.document).count() == 1


def test_all_who_were_asked_are_told_once(group, meetings, objected):
    mail.outbox.clear()
    actions.put_on_agenda(group.document, meetings[1], by=group.chair)
    told = [one for one in mail.outbox if one.subject == "Referred to a meeting: A common note"]
    assert sorted(one.to[0] for one in told) == [
        "focal@ilo.example", "focal@unhcr.example", "lead@undp.example",
    ]  # fmt: skip
    assert "the principals meeting of 8 June 2027, for decision" in told[0].body


def test_history_of_the_meeting_says_that_a_document_was_referred(group, meetings, objected, sign_in):
    with set_actor(group.chair):
        actions.put_on_agenda(group.document, meetings[1], by=group.chair)
    told = sentences(sign_in(group.chair), "meetings", meetings[1].pk)
    item = "the agenda item “A common note”"
    assert f"Chair added {item}, to decide on a document that was referred." in told
    assert f"Chair added {item}." not in told


def test_meeting_that_is_being_planned_is_named_to_nobody_else(group, objected, sign_in):
    planned = factories.meeting("2027-06-20", stage="planned", agenda_state="private")
    mail.outbox.clear()
    actions.put_on_agenda(group.document, planned, by=group.chair)
    assert mail.outbox
    assert not any("20 June" in one.body for one in mail.outbox)
    page = page_of(sign_in(group.ilo), group.document)
    assert "Referred to a meeting that is being planned." in page
    assert "20 June" not in page
    assert "20 June 2027" in page_of(sign_in(group.chair), group.document)


def test_members_read_of_it_and_follow_the_link_once_the_agenda_is_out(group, meetings, objected, sign_in):
    actions.put_on_agenda(group.document, meetings[1], by=group.chair)
    member = sign_in(group.ilo)
    assert "the principals meeting of 8 June 2027" in page_of(member, group.document)
    meeting_page = meetings[1].get_absolute_url()
    link = f'href="{group.document.get_absolute_url()}">Document to be decided on'
    assert "A common note" not in member.get(meeting_page).text
    agenda_actions.publish_agenda(meetings[1], by=group.chair)
    assert link in member.get(meeting_page).text
    assert "Objections on 3 May 2027: UNHCR." in member.get(meeting_page).text


def test_item_for_principals_only_is_not_on_the_page_of_the_document(group, meetings, sign_in):
    item = actions.put_on_agenda(group.document, meetings[1], by=group.chair)
    AgendaItem.objects.filter(pk=item.pk).update(restricted="principals")
    assert "Referred to" not in page_of(sign_in(group.ilo), group.document)
    assert "Referred to" in page_of(sign_in(group.chair), group.document)


def test_lead_agency_asks_the_chair(group, meetings, objected, sign_in):
    lead = sign_in(group.lead)
    page = page_of(lead, group.document)
    assert "Ask the chair to add it to the agenda" in page
    assert "Add to agenda for decision" not in page
    page = refer(lead, group.document, meetings[1])
    assert "The chair is asked to put the document on the agenda" in page
    assert "UNDP asked the chair to put this on an agenda." in page
    assert "Ask the chair to add it to the agenda" not in page
    proposal = Proposal.objects.get()
    assert (proposal.document, proposal.meeting) == (group.document, meetings[1])
    assert not AgendaItem.objects.filter(document=group.document).exists()
    assert group.document.get_absolute_url() in lead.get(proposal.get_absolute_url()).text
    assert "already asked" in refer(lead, group.document, meetings[1])
    told = [one.body for one in mail.outbox if one.subject.startswith("Referred to a meeting")]
    assert len(told) == 2
    assert "UNDP asked the chair to put “A common note”, version 1, on the agenda of" in told[0]
    item = answers.take_up(proposal, meeting=meetings[1], by=group.chair)
    assert (item.document, item.restricted) == (group.document, "members")
    assert [paper.version for paper in item.papers.all()] == [group.version]
    assert "Referred to" in page_of(lead, group.document)


def test_lead_agency_may_leave_the_meeting_to_the_chair(group, meetings, sign_in):
    lead = sign_in(group.lead)
    assert '<option value="">Next suitable meeting</option>' in page_of(lead, group.document)
    refer(lead, group.document, "")
    assert Proposal.objects.get().meeting is None
    assert "Choose one of the upcoming meetings." in refer(lead, group.document, "77777")


def test_chair_who_refers_what_was_proposed_accepts_the_proposal(group, meetings, sign_in):
    refer(sign_in(group.lead), group.document, meetings[0])
    refer(sign_in(group.chair), group.document, meetings[1])
    proposal = Proposal.objects.get()
    assert proposal.answer == Proposal.Answer.TAKEN_UP
    assert proposal.item.meeting == meetings[1]
    assert AgendaItem.objects.filter(document=group.document).count() == 1


def test_declined_referral_says_so(group, meetings, sign_in):
    refer(sign_in(group.lead), group.document, meetings[0])
    answers.decline(Proposal.objects.get(), reason="Too early.", by=group.chair)
    page = page_of(sign_in(group.lead), group.document)
    assert "The chair declined to put this on an agenda." in page
    assert "Ask the chair to add it to the agenda" in page


def test_nobody_else_refers(group, meetings, sign_in):
    assert "Refer to a meeting" not in page_of(sign_in(group.ilo), group.document)


@pytest.mark.parametrize("state", ["adopted", "published"])
def test_what_is_settled_is_referred_to_no_meeting(group, meetings, state):
    group.document.state = state
    group.document.save()
    with pytest.raises(Refused):
        actions.put_on_agenda(group.document, meetings[0], by=group.chair)
    with pytest.raises(Refused):
        actions.ask_for_agenda(group.document, None, by=group.lead)


def test_document_without_text_is_referred_to_no_meeting(group, meetings):
    empty = library_actions.begin(title="Nothing", kind="other", lead=None, by=group.lead)
    with pytest.raises(Refused, match="no text yet"):
        actions.put_on_agenda(empty, meetings[0], by=group.chair)


# What happens to a referral when its place on an agenda is lost


def test_cancelled_meeting_leaves_the_referral_to_the_chair(group, meetings, sign_in):
    actions.put_on_agenda(group.document, meetings[1], by=group.chair)
    assert not any("A common note" in one.sentence for one in awaited(group.chair))
    convening_actions.cancel_meeting(meetings[1], by=group.chair)
    [line] = [one for one in awaited(group.chair) if "A common note" in one.sentence]
    assert line.sentence == "“A common note” was referred to a meeting that is cancelled."
    assert not any("A common note" in one.sentence for one in awaited(group.lead))
    chair = sign_in(group.chair)
    assert "which is cancelled." in page_of(chair, group.document)
    refer(chair, group.document, meetings[0])
    assert not any("is cancelled" in one.sentence for one in awaited(group.chair))


def test_item_taken_off_the_agenda_is_proposed_again(group, meetings, sign_in):
    item = actions.put_on_agenda(group.document, meetings[1], by=group.chair)
    there = reverse("meetings:item_remove", args=[item.meeting_id, item.pk])
    assert sign_in(group.chair).post(there, follow=True).status_code == 200
    assert not AgendaItem.objects.filter(document=group.document).exists()
    proposal = Proposal.objects.get()
    assert (proposal.document, proposal.proposed_by.acronym) == (group.document, "UNDP")
    assert "asked the chair to put this on an agenda" in page_of(sign_in(group.lead), group.document)


def test_item_of_a_proposal_that_is_taken_off_waits_once(group, meetings):
    proposal = actions.ask_for_agenda(group.document, meetings[1], by=group.lead)
    item = answers.take_up(proposal, meeting=meetings[1], by=group.chair)
    agenda_actions.remove_item(item, by=group.chair)
    assert Proposal.objects.get().is_undecided


def test_accepted_referral_can_be_reopened(group, meetings):
    proposal = actions.ask_for_agenda(group.document, meetings[1], by=group.lead)
    answers.take_up(proposal, meeting=meetings[1], by=group.chair)
    answers.reopen(Proposal.objects.get(), by=group.chair)
    assert Proposal.objects.get().is_undecided
    assert not AgendaItem.objects.filter(document=group.document).exists()


def test_item_that_is_on_another_agenda_too_is_simply_removed(group, meetings):
    first, second = (actions.put_on_agenda(group.document, one, by=group.chair) for one in meetings)
    agenda_actions.remove_item(first, by=group.chair)
    assert not Proposal.objects.exists()
    assert second.papers.exists()


def test_other_papers_still_hold_an_item_on_the_agenda(group, meetings):
    item = actions.put_on_agenda(group.document, meetings[0], by=group.chair)
    other = library_actions.begin(title="Another", kind="other", lead=None, by=group.lead)
    version = version_actions.write_text(other, text="Words", after=0, by=group.lead)
    agenda_actions.add_paper(item, title="Another", version=version, by=group.chair)
    with pytest.raises(Refused, match="has papers"):
        agenda_actions.remove_item(item, by=group.chair)


def test_item_that_was_not_reached_is_carried_over_with_the_document(group, meetings):
    first = factories.meeting("2027-05-04", stage="called", called_at=clock.now())
    item = AgendaItem.objects.create(
        meeting=first, position=0, title="A common note", document=group.document, restricted="members"
    )
    with clock.moved_to(dt.datetime(2027, 5, 10, 9, tzinfo=dt.UTC)):
        assert list(unfinished_items(meetings[0])) == [item]
        carried = followup_actions.carry_over(item, to=meetings[0], by=group.chair)
        assert carried.document == group.document
        assert [paper.version for paper in carried.papers.all()] == [group.version]
        with pytest.raises(Refused):
            followup_actions.carry_over(carried, to=meetings[0], by=group.chair)


def test_page_of_a_document_asks_the_same_for_many_referrals(group, meetings, sign_in):
    actions.put_on_agenda(group.document, meetings[0], by=group.chair)
    chair = sign_in(group.chair)
    page_of(chair, group.document)
    with CaptureQueriesContext(connection) as few:
        page_of(chair, group.document)
    for day in range(10, 14):
        more = factories.meeting(f"2027-06-{day}", stage="called", agenda_state="private")
        actions.put_on_agenda(group.document, more, by=group.chair)
    with CaptureQueriesContext(connection) as many:
        page_of(chair, group.document)
    assert len(many) == len(few)
