"""A document is adopted by a decision of a meeting, also if an objection stood: the Group decided."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from documents.clearance import actions as clearance_actions
from documents.clearance.objections import standing
from documents.library import actions as library_actions
from documents.models import Document
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.documents import actions
from meetings.followup import actions as followup_actions
from meetings.models import AgendaItem, Decision
from tests import factories

pytestmark = pytest.mark.django_db

BUTTON = "Record as adopted by the meeting"
NEXT_DAY = dt.datetime(2027, 6, 9, 9, tzinfo=dt.UTC)


@pytest.fixture
def decided(group, meetings, objected):
    """The principals took two decisions on 8 June, the second of them on the document."""
    item = actions.put_on_agenda(group.document, meetings[1], by=group.chair)
    with clock.moved_to(NEXT_DAY):
        other = AgendaItem.objects.create(meeting=meetings[1], position=90, title="Another")
        followup_actions.record_decision(other, text="Something else.", by=group.chair)
        AgendaItem.objects.filter(pk=other.pk).update(position=91)
        decision = followup_actions.record_decision(item, text="The note is adopted.", by=group.chair)
        yield decision


def page_of(browser, document):
    return browser.get(document.get_absolute_url()).text


def press(browser, document, decision):
    there = reverse("referring:record_adoption", args=[document.pk])
    return browser.post(there, {"decision": decision.pk}, follow=True).text


@pytest.mark.parametrize("who", ["chair", "secretariat"])
def test_decision_adopts_the_document_although_an_objection_stood(group, decided, sign_in, who):
    person = group.chair if who == "chair" else factories.secretariat()
    browser = sign_in(person)
    page = page_of(browser, group.document)
    assert BUTTON in page
    assert "The note is adopted." in page
    assert "Something else." not in page
    mail.outbox.clear()
    page = press(browser, group.document, decided)
    assert "is recorded as adopted by the meeting" in page
    assert BUTTON not in page
    assert "Decision 1 of the principals meeting of 8 June 2027" in page
    group.document.refresh_from_db()
    step = group.document.steps.last()
    assert (step.state, step.version, step.by) == (Document.State.ADOPTED, group.version, person)
    told = [one.to[0] for one in mail.outbox if "Decision 1 of the principals meeting of 8 June" in one.body]
    assert sorted(told) == ["focal@ilo.example", "focal@unhcr.example", "lead@undp.example"]


def test_others_neither_see_the_button_nor_may_press_it(group, decided, sign_in):
    for person in (group.lead, group.ilo):
        browser = sign_in(person)
        assert BUTTON not in page_of(browser, group.document)
        there = reverse("referring:record_adoption", args=[group.document.pk])
        assert browser.post(there, {"decision": decided.pk}).status_code == 403
    group.document.refresh_from_db()
    assert group.document.state == Document.State.CIRCULATED


def test_version_that_was_before_the_meeting_is_adopted_not_a_later_one(group, decided):
    clearance_actions.withdraw(group.version.rounds.get(), by=group.lead)
    version_actions.write_text(group.document, text="Later words.", after=1, by=group.lead)
    actions.record_adoption(group.document, decided, by=group.chair)
    assert group.document.steps.last().version == group.version


def test_decision_on_something_else_adopts_nothing(group, decided, sign_in):
    other = Decision.objects.get(text="Something else.")
    there = reverse("referring:record_adoption", args=[group.document.pk])
    page = sign_in(group.chair).post(there, {"decision": other.pk}, follow=True).text
    assert "This decision is no longer recorded." in page
    with pytest.raises(Refused):
        actions.record_adoption(group.document, other, by=group.chair)


def test_decision_that_was_deleted_meanwhile_adopts_nothing(group, decided):
    followup_actions.remove_line(Decision.objects.get(pk=decided.pk), by=group.chair)
    with pytest.raises(Refused, match="no longer recorded"):
        actions.record_adoption(group.document, decided, by=group.chair)


def test_without_the_meeting_an_objection_stops_the_adoption(group, decided):
    with pytest.raises(Refused):
        library_actions.adopt(group.document, by=group.chair)


def test_adopted_document_is_not_adopted_again(group, decided):
    actions.record_adoption(group.document, decided, by=group.chair)
    with pytest.raises(Refused):
        actions.record_adoption(group.document, decided, by=group.chair)
    assert group.document.steps.filter(state="adopted").count() == 1


def test_objection_no_longer_stands_once_the_group_has_decided(group, decided):
    assert [one.agency.acronym for one in standing(group.document)] == ["UNHCR"]
    actions.record_adoption(group.document, decided, by=group.chair)
    assert standing(group.document) == []
    library_actions.publish(group.document, by=group.chair)


def test_minutes_lead_the_chair_to_the_document(group, decided, sign_in):
    page = sign_in(group.chair).get(reverse("meetings:minutes", args=[decided.item.meeting_id])).text
    assert f'href="{group.document.get_absolute_url()}">Document to be decided on' in page
