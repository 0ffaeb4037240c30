"""The Group in March 2007: IOM chairs, UNHCR did before, UNDESA will after; ILO is a member."""

import datetime as dt

import pytest
from django.test import Client

from foundation.dates import clock
from meetings.agenda import actions as agenda_actions
from meetings.convening import actions as convening_actions
from meetings.models import Meeting
from tests import factories

NOW = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)


def secretary():
    return factories.secretariat(name="S. Cretary")


@pytest.fixture
def people(history):
    """One person of each standing, by the word for it."""
    return {
        "chair": factories.person_of("IOM", name="M. Chair"),
        "outgoing": factories.person_of("UNHCR", name="O. Going"),
        "incoming": factories.person_of("UNDESA", name="I. Coming"),
        "member": factories.person_of("ILO", name="L. Member"),
        "secretariat": secretary(),
        "outsider": factories.person_of("Elsewhere"),
    }


@pytest.fixture
def as_(people):
    """A browser of somebody who is signed in, or of a visitor."""

    def browse(who):
        browser = Client()
        if who != "visitor":
            browser.force_login(people[who])
        return browser

    return browse


@pytest.fixture
def march():
    with clock.moved_to(NOW):
        yield


@pytest.fixture
def plan(people):
    """Plans a meeting, and takes it as far as is asked."""

    def make(*, day="2007-04-10", called=True, items=(), published=False, standing=False, **fields):
        chair = people["chair"]
        fields.setdefault("level", "working")
        meeting = convening_actions.plan_meeting(date=factories.date(day), by=chair, **fields)
        if not standing:
            meeting.agenda.all().delete()
        if called:
            meeting = convening_actions.call_meeting(meeting, by=chair)
        for title in items:
            agenda_actions.add_item(meeting, title=title, by=chair)
        if published:
            meeting = agenda_actions.publish_agenda(meeting, by=chair)
        return Meeting.objects.get(pk=meeting.pk)

    return make
