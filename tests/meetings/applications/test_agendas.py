"""An application at a meeting: on its agenda, in its minutes, and carried over to the next."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.applications.actions import reviewing
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.applications import actions as application_actions
from meetings.followup import actions as followup_actions
from meetings.followup.queries import unfinished_items
from meetings.minutes import actions as minutes_actions
from meetings.minutes import queries as minutes_queries
from meetings.models import AgendaItem, Decision
from tests import factories
from tests.meetings.applications.decisions import browser_of, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june")]


def test_chair_puts_it_on_the_agenda_once(application):
    meeting = factories.meeting("2007-06-20", stage="called", agenda_state="private")
    chair = browser_of(factories.person_of("IOM"))
    page = reverse("applications:application_detail", args=[application.pk])
    assert "Add to the agenda of" in chair.get(page).text
    put = reverse("deciding:put_on_agenda", args=[application.pk])
    assert "Application added to the agenda of" in chair.post(put, {"meeting": meeting.pk}, follow=True).text
    assert "already" in chair.post(put, {"meeting": meeting.pk}, follow=True).text
    item = AgendaItem.objects.get(application=application)
    assert (item.title, item.asked) == ("Application of IFAD for membership", "decision")
    assert item.restricted == "members"
    assert page in chair.get(reverse("meetings:agenda", args=[meeting.pk])).text
    assert "Choose one of the upcoming meetings." in chair.post(put, {"meeting": "x"}, follow=True).text


def test_members_do_not_learn_of_it_from_an_agenda_that_is_private(application):
    meeting = factories.meeting("2007-06-20", stage="called", agenda_state="private")
    application_actions.put_on_agenda(application, meeting)
    factories.membership("WHO", "2003")
    member = browser_of(factories.person_of("WHO"))
    page = reverse("applications:application_detail", args=[application.pk])
    assert "On the agenda of" not in member.get(page).text
    meeting.agenda_state = "provisional"
    meeting.save()
    assert "On the agenda of" in member.get(page).text


def test_what_is_settled_comes_on_no_agenda(application):
    meeting = factories.meeting("2007-06-20", agenda_state="private")
    decide(application, "declined", reason="Not now.")
    with pytest.raises(Refused):
        application_actions.put_on_agenda(application, meeting)


def test_minutes_lead_the_chair_to_the_decision(application):
    meeting = factories.meeting("2007-06-08", agenda_state="provisional", minutes="draft")
    application_actions.put_on_agenda(application, meeting)
    chair = browser_of(factories.person_of("IOM"))
    decision = reverse("deciding:decision_add", args=[application.pk])
    assert (
        f"{decision}?meeting={meeting.pk}" in chair.get(reverse("meetings:minutes", args=[meeting.pk])).text
    )
    form = chair.get(decision, {"meeting": meeting.pk}).context["form"]
    assert str(form["meeting"].value()) == str(meeting.pk)
    typed = {"record": "1", "outcome": "deferred", "meeting": meeting.pk, "reason": "Its budget."}
    answer = chair.post(f"{decision}?meeting={meeting.pk}", typed)
    assert answer.status_code == 302
    assert application.decisions.get().meeting == meeting
    item = AgendaItem.objects.get(application=application)
    assert answer.url == f"{reverse('meetings:minutes', args=[meeting.pk])}#item-{item.pk}"
    page = chair.get(answer.url).text
    assert "The minutes of the working-level meeting of 8 June 2007 record it under" in page
    assert "The Group deferred its decision on the application of IFAD: Its budget." in page
    assert minutes_queries.missing(meeting) == ["Nobody is recorded as present."]


@pytest.mark.parametrize(
    ("outcome", "reason", "words"),
    [
        ("offered", "", "The Group offered membership to IFAD."),
        ("admitted", "", "The Group admitted IFAD as a member from 1 July 2007."),
        ("admitted", "All agreed", "The Group admitted IFAD as a member from 1 July 2007. All agreed."),
        ("deferred", "its budget", "The Group deferred its decision on the application of IFAD: its budget."),
        ("declined", "Too small.", "The Group declined the application of IFAD: Too small."),
    ],
)
def test_minutes_say_what_was_decided_on_it(application, met, outcome, reason, words):
    recorded = decide(application, outcome, meeting=met, reason=reason, joins=factories.date("2007-07-01"))
    (decision,) = Decision.objects.all()
    assert (decision.text, decision.item.application, decision.item.meeting) == (words, application, met)
    assert (
        "The minutes of the working-level meeting of 8 June 2007 record it under “Application of IFAD for "
        "membership”." in recorded.done
    )


def test_minutes_have_each_decision_once_and_what_was_written_by_hand_stays(application, met):
    item = met.agenda.get()
    by_hand = followup_actions.record_decision(
        item, text="We wait for its budget.", by=factories.secretariat()
    )
    recorded = decide(application, "deferred", meeting=met, reason="Its budget.")
    assert list(item.decisions.all()) == [by_hand]
    assert "There is already a decision under" in recorded.left[-1]
    decide(application, "offered", meeting=met)
    assert [one.text for one in item.decisions.all()] == [
        "We wait for its budget.",
        "The Group offered membership to IFAD.",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"minutes": "adopted"}, "are adopted and locked"),
        ({"stage": "planned"}, "The meeting has not been convened yet"),
    ],
)
def test_minutes_that_are_closed_stay_as_they_are_and_it_is_said(application, met, changes, words):
    for name, value in changes.items():
        setattr(met, name, value)
    met.save()
    recorded = decide(application, "deferred", meeting=met, reason="Its budget.")
    assert words in recorded.left[-1]
    assert not Decision.objects.exists()
    assert application.decisions.get().meeting == met


def test_meeting_without_an_item_for_it_is_told(application):
    meeting = factories.meeting("2007-06-08", minutes="draft")
    page = browser_of(factories.secretariat()).post(
        reverse("deciding:decision_add", args=[application.pk]),
        {"record": "1", "outcome": "offered", "meeting": meeting.pk},
        follow=True,
    )
    assert "has no item for the application, so the decision is not in its minutes" in page.text
    assert not Decision.objects.exists()


def test_decision_is_read_by_those_for_whom_its_item_is(application, met):
    factories.membership("WHO", "2003")
    met.agenda.update(restricted="principals")
    decide(application, "deferred", meeting=met, reason="Its budget.")
    met.refresh_from_db()
    minutes_actions.circulate_minutes(
        met, until=clock.now() + dt.timedelta(days=3), by=factories.person_of("IOM")
    )
    member, principal = factories.person_of("WHO"), factories.user()
    factories.appointment(principal, "WHO", "principal")
    register = reverse("meetings:decision_list")
    assert "Its budget." not in browser_of(member).get(register).text
    assert "Its budget." in browser_of(principal).get(register).text
    met.agenda.update(restricted="members")
    assert "Its budget." in browser_of(member).get(register).text


def test_next_agenda_carries_over_what_was_not_decided_and_nothing_else(application, met):
    following = factories.meeting("2007-06-20", agenda_state="private")
    other = factories.application("UNU", "2007-03-01", "under_review", agency=factories.agency("UNU"))
    application_actions.put_on_agenda(other, met)
    decide(application, "deferred", meeting=met, reason="Its budget.")
    (left,) = unfinished_items(following)
    assert left.application == other
    carried = followup_actions.carry_over(left, to=following, by=factories.person_of("IOM"))
    assert carried.application == other
    assert not unfinished_items(following)


def test_what_is_settled_elsewhere_or_there_anyway_is_not_carried_over(application, met):
    following = factories.meeting("2007-06-20", agenda_state="private")
    other = factories.application("UNU", "2007-03-01", "under_review", agency=factories.agency("UNU"))
    application_actions.put_on_agenda(other, met)
    assert unfinished_items(following).count() == 2
    decide(other, "declined", reason="By letter.")
    (left,) = unfinished_items(following)
    application_actions.put_on_agenda(application, following)
    assert not unfinished_items(following)
    with pytest.raises(Refused, match="is already on this agenda"):
        followup_actions.carry_over(left, to=following, by=factories.person_of("IOM"))


def test_chair_reads_on_a_later_agenda_that_it_is_settled_and_takes_it_off(application, met):
    following = factories.meeting("2007-06-20", stage="called", agenda_state="provisional")
    item = application_actions.put_on_agenda(application, following)
    chair = browser_of(factories.person_of("IOM"))
    pages = [reverse("meetings:agenda", args=[one.pk]) for one in (met, following)]
    decide(application, "deferred", meeting=met, reason="Its budget.")
    assert [("is settled" in chair.get(page).text) for page in pages] == [False, False]
    decide(application, "admitted", meeting=met)
    here, there = (chair.get(page).text for page in pages)
    assert "is settled" not in here
    assert "settled: admitted at the working-level meeting of 8 June 2007." in there
    remove = reverse("meetings:item_remove", args=[following.pk, item.pk])
    assert remove in there
    told = chair.post(remove, follow=True).text
    assert "has been removed from the agenda." in told
    assert "awaits an answer again" not in told
    assert not following.agenda.exists()


def test_withdrawn_application_is_settled_for_every_agenda(application, met):
    reviewing.withdraw(application)
    page = reverse("meetings:agenda", args=[met.pk])
    chair = browser_of(factories.person_of("IOM"))
    assert "The application is settled: withdrawn." in chair.get(page).text
    met.minutes = "adopted"
    met.save()
    assert "is settled" not in chair.get(page).text


def test_agenda_asks_as_often_for_three_settled_applications_as_for_one(application, met):
    chair, page = browser_of(factories.person_of("IOM")), reverse("meetings:agenda", args=[met.pk])
    decide(application, "declined", reason="No.")
    with CaptureQueriesContext(connection) as one:
        chair.get(page)
    for name in ("UNU", "GCF"):
        other = factories.application(name, "2007-03-01", "under_review")
        application_actions.put_on_agenda(other, met)
        elsewhere = factories.meeting("2007-06-01", city=name)
        decide(other, "declined", reason="No.", meeting=elsewhere)
    with CaptureQueriesContext(connection) as three:
        assert chair.get(page).text.count("The application is settled") == 3
    assert len(three) == len(one)
