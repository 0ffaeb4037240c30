"""Reminders of actions: to whom they fall on the day, before and after, once each, until it is done."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from foundation.dates import clock
from meetings.followup import actions as followup_actions
from meetings.followup import links as action_links
from meetings.followup import reminders
from meetings.models import Action, Meeting
from tests import factories

pytestmark = pytest.mark.django_db


def at(day):
    return clock.moved_to(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(9), clock.zone()))


@pytest.fixture
def group():
    """UNICEF in the chair until December; UNDP has something to do by 10 December."""
    for acronym in ("UNICEF", "UNDP", "WHO"):
        factories.membership(acronym, "2006")
    factories.term("UNICEF", "2026-07-01", "2026-12-31")
    factories.term("WHO", "2027-01-01", "2027-06-30")
    meeting = factories.meeting("2026-11-19", called_at=clock.now(), minutes="circulated")
    item = meeting.agenda.create(position=0, title="Fair recruitment")

    class Group:
        chair = factories.person_of("UNICEF")
        incoming = factories.person_of("WHO")
        focal = factories.person_of("UNDP")
        secretariat = factories.secretariat()
        action = Action.objects.create(
            item=item, position=0, text="Send the draft", agency=factories.agency("UNDP"),
            due=factories.date("2026-12-10"), done=False,
        )  # fmt: skip

    return Group


def read_mails(mailoutbox):
    found = [(mail.subject.partition(":")[0], mail.to[0]) for mail in mailoutbox]
    mailoutbox.clear()
    return found


def test_reminder_comes_a_week_before_and_once(group, mailoutbox):
    with at("2026-12-02"):
        assert reminders.remind_of_actions() == 0
    with at("2026-12-03"):
        assert reminders.remind_of_actions() == 1
        assert reminders.remind_of_actions() == 0
    assert read_mails(mailoutbox) == [("Due 10 December 2026", group.focal.email)]


def test_overdue_is_told_the_day_after_and_every_two_weeks_and_a_pause_is_caught_up_once(group, mailoutbox):
    for day, expected in [
        ("2026-12-10", 1), ("2026-12-11", 1), ("2026-12-24", 0), ("2026-12-25", 1), ("2027-03-01", 1),
        ("2027-03-01", 0),
    ]:  # fmt: skip
        with at(day):
            assert reminders.remind_of_actions() == expected, day
    assert [subject for subject, _ in read_mails(mailoutbox)] == ["Due 10 December 2026"] + ["Overdue"] * 3


def test_reminders_stop_when_it_is_done(group, mailoutbox):
    with at("2026-12-20"):
        followup_actions.report_action(group.action, done=True, by=group.focal)
        assert reminders.remind_of_actions() == 0
    assert read_mails(mailoutbox) == []


def test_action_of_the_chair_falls_to_who_chairs_on_that_day(group, mailoutbox):
    Action.objects.update(agency=None, office="chair")
    with at("2026-12-31"):
        reminders.remind_of_actions()
    with at("2027-01-10"):
        reminders.remind_of_actions()
    assert read_mails(mailoutbox) == [("Overdue", group.chair.email), ("Overdue", group.incoming.email)]


def test_action_of_the_secretariat_falls_to_its_people(group, mailoutbox):
    Action.objects.update(agency=None, office="secretariat")
    with at("2026-12-20"):
        reminders.remind_of_actions()
    assert read_mails(mailoutbox) == [("Overdue", group.secretariat.email)]


def test_draft_minutes_and_archives_remind_nobody(group, mailoutbox):
    meeting = group.action.item.meeting
    for fields in ({"minutes": "draft"}, {"minutes": "adopted", "called_at": None}):
        type(meeting).objects.update(**fields)
        with at("2026-12-20"):
            assert reminders.remind_of_actions() == 0


def test_link_of_the_mail_reports_without_a_login_and_a_look_changes_nothing(client, group, mailoutbox):
    with at("2026-12-20"):
        reminders.remind_of_actions()
        address = re.search(r"http\S*?(/meetings/actions/link/\S+)", mailoutbox[0].body)[1]
        assert "Send the draft" in client.get(address).content.decode()
        group.action.refresh_from_db()
        assert group.action.done is False
        client.post(address, {"done": "no", "report": "Half of it is written."})
        group.action.refresh_from_db()
        assert (group.action.done, group.action.report) == (False, "Half of it is written.")
        client.post(address, {"done": "yes", "report": "Sent to all.", "seen": "Half of it is written."})
        group.action.refresh_from_db()
        assert (group.action.done, group.action.reported_by) == (True, group.focal)
        client.force_login(group.chair)
        page = client.get(reverse("meetings:action_list") + "?state=done").content.decode()
    assert "Sent to all." in page
    assert f"by {group.focal.shown}, by link" in page


def test_link_ends_when_the_action_is_another_agencys_or_was_tampered_with(client, group):
    link = action_links.link_of(group.action, group.focal)
    assert client.get(reverse("meetings:action_link", args=[link[:-2] + "xx"])).status_code == 410
    Action.objects.update(agency=factories.agency("WHO"))
    answer = client.post(reverse("meetings:action_link", args=[link]), {"done": "yes"})
    assert answer.status_code == 410
    group.action.refresh_from_db()
    assert group.action.done is False


def test_link_ends_with_the_appointment_and_while_the_minutes_are_taken_back(client, group):
    address = reverse("meetings:action_link", args=[action_links.link_of(group.action, group.focal)])
    assert client.get(address).status_code == 200
    meeting = group.action.item.meeting
    type(meeting).objects.filter(pk=meeting.pk).update(minutes=Meeting.Minutes.DRAFT)
    assert client.get(address).status_code == 410
    type(meeting).objects.filter(pk=meeting.pk).update(minutes=meeting.minutes)
    group.focal.appointments.update(ends="2026-01-31")
    assert client.post(address, {"done": "yes"}).status_code == 410
    group.action.refresh_from_db()
    assert group.action.done is False


def test_of_two_reports_the_later_writer_sees_both(client, group):
    address = reverse("meetings:action_link", args=[action_links.link_of(group.action, group.focal)])
    client.post(address, {"done": "no", "report": "Half of it is written.", "seen": ""})
    answer = client.post(address, {"done": "no", "report": "Nothing is written.", "seen": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Half of it is written." in page
    assert "Nothing is written." in page
    group.action.refresh_from_db()
    assert group.action.report == "Half of it is written."
    seen = answer.context["form"].initial["seen"]
    client.post(address, {"done": "no", "report": "Nothing is written.", "seen": seen})
    group.action.refresh_from_db()
    assert group.action.report == "Nothing is written."
