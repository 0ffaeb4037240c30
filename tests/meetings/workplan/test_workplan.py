"""What connects the workplan with documents, meetings and decisions: by whom, and who sees what of it."""

import pytest
from django.urls import reverse

from chairmanship.workplan import agreement
from documents.models import Document
from foundation.dates import clock
from meetings.followup import actions as followup_actions
from meetings.models import AgendaItem, Decision, Meeting
from meetings.workplan import actions as workplan_actions
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with clock.moved_to(factories.date("2007-03-15").earliest):
        for acronym in ("IOM", "ILO", "UNDESA"):
            factories.membership(acronym, "2003")
        term = factories.term("IOM")
        met = factories.meeting("2007-02-20", minutes="adopted", city="Geneva")
        item = AgendaItem.objects.create(meeting=met, position=0, title="Item")
        yield {
            "term": term,
            "activity": factories.activity(lead="ILO", status="planned", starts="2007"),
            "met": met,
            "planned": factories.meeting("2007-05-20", stage="planned", agenda_state="private"),
            "decision": Decision.objects.create(item=item, position=0, text="The note goes ahead."),
            "document": Document.objects.create(
                title="The note itself", kind="information_note", state="drafting"
            ),
        } | {acronym: factories.person_of(acronym) for acronym in ("IOM", "ILO", "UNDESA")}


def posts(client, person, name, thing, **data):
    client.force_login(person)
    return client.post(reverse(name, args=[thing.pk]), data)


def page(client, person, thing):
    client.force_login(person)
    return client.get(thing.get_absolute_url()).content.decode()


def test_lead_connects_a_meeting_and_a_decision_and_takes_them_off_again(client, world):
    activity, met, decision = world["activity"], world["met"], world["decision"]
    for _ in range(2):  # once more changes nothing
        posts(
            client, world["ILO"], "meetings:activity_connect", activity,
            **{"to-meeting": met.pk, "to-decision": decision.pk},
        )  # fmt: skip
    shown = page(client, world["UNDESA"], activity)
    assert f'<a class="entry" href="{met.get_absolute_url()}"' in shown
    assert "The note goes ahead." in shown
    assert "Add link" not in shown
    posts(client, world["ILO"], "meetings:activity_disconnect", activity, decision=decision.pk)
    assert "The note goes ahead." not in page(client, world["UNDESA"], activity)
    assert activity.meeting_links.count() == 1


def test_meeting_and_decision_show_the_activities_connected_with_them(client, world):
    activity, met, decision = world["activity"], world["met"], world["decision"]
    link = f'<a class="entry" href="{activity.get_absolute_url()}"'
    assert "In the workplan" not in page(client, world["UNDESA"], met)
    workplan_actions.connect(activity, meeting=None, decision=decision)
    assert page(client, world["UNDESA"], met).count(link) == 1
    decided = reverse("meetings:decision_detail", args=[decision.pk])
    assert link in client.get(decided).content.decode()
    workplan_actions.connect(activity, meeting=met, decision=None)
    assert page(client, world["UNDESA"], met).count(link) == 1


def test_meeting_shows_no_activity_by_a_decision_that_its_reader_may_not_see(client, world):
    AgendaItem.objects.filter(decisions=world["decision"]).update(restricted="principals")
    workplan_actions.connect(world["activity"], meeting=None, decision=world["decision"])
    assert world["activity"].title not in page(client, world["UNDESA"], world["met"])


def test_who_is_not_in_the_activity_connects_nothing(client, world):
    answer = posts(
        client, world["UNDESA"], "meetings:activity_connect", world["activity"], **{"to-meeting": 1}
    )
    assert answer.status_code == 403


def test_meeting_that_is_only_planned_is_neither_offered_nor_shown(client, world):
    activity, planned = world["activity"], world["planned"]
    address = "meetings:activity_connect"
    posts(client, world["ILO"], address, activity, **{"to-meeting": planned.pk})
    assert not activity.meeting_links.exists()
    posts(client, world["IOM"], address, activity, **{"to-meeting": planned.pk})  # the chair sees it
    assert activity.meeting_links.exists()
    assert planned.get_absolute_url() in page(client, world["IOM"], activity)
    assert planned.get_absolute_url() not in page(client, world["ILO"], activity)


def test_decision_of_principals_stays_with_them(client, world):
    activity, decision = world["activity"], world["decision"]
    activity.decision_links.create(decision=decision)
    assert "The note goes ahead." in page(client, world["ILO"], activity)
    AgendaItem.objects.filter(pk=decision.item_id).update(restricted="principals")
    assert "The note goes ahead." not in page(client, world["ILO"], activity)


def test_connected_decision_of_a_draft_can_still_be_taken_out(world):
    Meeting.objects.update(minutes="draft")
    decision = Decision.objects.select_related("item__meeting").get()
    world["activity"].decision_links.create(decision=decision)
    followup_actions.remove_line(decision, by=world["IOM"])
    assert not world["activity"].decision_links.exists()


def test_document_is_connected_and_taken_off_again(client, world):
    activity, document = world["activity"], world["document"]
    posts(client, world["ILO"], "documents:activity_connect", activity, **{"document-document": document.pk})
    assert "The note itself" in page(client, world["UNDESA"], activity)
    posts(client, world["ILO"], "documents:activity_disconnect", activity, document=document.pk)
    assert "The note itself" not in page(client, world["UNDESA"], activity)
    answer = posts(client, world["ILO"], "documents:activity_disconnect", activity, document=document.pk)
    assert answer.status_code == 404


def test_chair_says_which_meeting_approved_the_workplan(client, world):
    plan = agreement.agree_plan(world["term"], by=world["IOM"])
    posts(client, world["IOM"], "meetings:plan_approve", plan, meeting=world["met"].pk)
    assert world["met"].get_absolute_url() in page(client, world["ILO"], plan)
    assert "Record the meeting" not in page(client, world["ILO"], plan)
    posts(client, world["IOM"], "meetings:plan_approve", plan, meeting="")
    assert world["met"].get_absolute_url() not in page(client, world["ILO"], plan)
    assert posts(client, world["ILO"], "meetings:plan_approve", plan).status_code == 403
