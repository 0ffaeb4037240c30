"""The link of a reminder: until when it works, what is said by it, and a new one."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.signing import dumps
from django.test import Client
from django.urls import reverse

from foundation.dates import clock
from foundation.web import links as web_links
from meetings.followup import links, reminders
from tests import factories
from tests.meetings.followup.test_reminders import at, group

__all__ = ["group"]
pytestmark = pytest.mark.django_db


def link_in(letter):
    return re.search(r"http\S*?(/meetings/actions/link/\S+)", letter.body)[1]


def mails_to(person, words):
    return [one for one in mail.outbox if one.to == [person.email] and words in one.subject]


@pytest.fixture
def link(group):
    group.colleague = factories.person_of("UNDP", name="C. Olleague")
    with at("2026-12-20"):
        reminders.remind_of_actions()
    return link_in(mails_to(group.focal, "Overdue")[0])


def test_mail_and_page_say_until_when_the_link_works_and_then_it_ends(group, link):
    until = "Thursday 18 February 2027, 09:00 (Geneva time"
    assert f"It works until {until}" in mails_to(group.focal, "Overdue")[0].body
    with at("2027-02-17"):
        assert f"This link works until {until}" in Client().get(link).text
    with at("2027-02-19"):
        page = Client().get(link)
        assert page.status_code == 410
        assert f"This link worked until {until}" in page.text
        assert not mails_to(group.focal, "Your new link")
        Client().post(link, {"done": "yes"})
        [letter] = mails_to(group.focal, "Your new link")
        assert Client().get(link_in(letter)).status_code == 200
    group.action.refresh_from_db()
    assert not group.action.done


def test_report_by_link_is_confirmed_to_the_person_and_their_colleagues(group, link):
    with at("2026-12-20"):
        for _ in range(2):
            Client().post(link, {"done": "yes", "report": "Sent to all."})
        [own] = mails_to(group.focal, "Reported by link")
        [other] = mails_to(group.colleague, "Reported by link")
    assert "reported by link that this action point is done:" in own.body
    assert "Sent to all." in other.body
    assert "/meetings/actions/link/" not in other.body
    assert Client().get(link_in(own)).status_code == 200


def test_colleague_who_has_signed_in_says_it_themselves(group, link):
    browser = Client()
    browser.force_login(group.colleague)
    with at("2026-12-20"):
        browser.post(link, {"done": "yes"})
    group.action.refresh_from_db()
    assert (group.action.reported_by, group.action.by_link) == (group.colleague, False)


def test_somebody_else_who_has_signed_in_says_nothing_in_their_own_name(group, link):
    browser = Client()
    browser.force_login(group.incoming)
    with at("2026-12-20"):
        browser.post(link, {"done": "yes"})
    group.action.refresh_from_db()
    assert (group.action.reported_by, group.action.by_link) == (group.focal, True)


def test_revoked_link_reports_nothing(group, link):
    with at("2026-12-21"):
        web_links.revoke(web_links.PERSON, group.focal.pk, by=group.secretariat)
        assert Client().post(link, {"done": "yes"}).status_code == 410
    group.action.refresh_from_db()
    assert not group.action.done


def test_link_of_an_earlier_version_works_while_the_action_concerns_its_person(group):
    old = reverse("meetings:action_link", args=[dumps([group.action.pk, group.focal.pk], salt=links.SALT)])
    with clock.moved_to(clock.now() + dt.timedelta(days=900)):
        Client().post(old, {"done": "yes"})
    group.action.refresh_from_db()
    assert group.action.done
