"""What an agency's page shows of the meetings."""

import pytest
from django.test import Client

from agencies.models import Agency
from meetings.models import Action, AgendaItem, Proposal
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ilo(db):
    for acronym in ("ILO", "IOM"):
        factories.membership(acronym, "2003")
    ilo = Agency.objects.get(acronym="ILO")
    meeting = factories.meeting("2007-01-22", minutes="adopted")
    open_item = AgendaItem.objects.create(meeting=meeting, position=0, title="Item")
    closed = AgendaItem.objects.create(meeting=meeting, position=1, title="Item", restricted="principals")
    for position, (item, text, done) in enumerate(
        [
            (open_item, "Send the draft.", False),
            (open_item, "Was sent.", True),
            (closed, "In confidence.", False),
        ]
    ):
        Action.objects.create(item=item, position=position, text=text, agency=ilo, done=done)
    person = factories.person_of("ILO")
    Proposal.objects.create(title="Seafarers", proposed_by=ilo, entered_by=person)
    Proposal.objects.create(title="Taken back", proposed_by=ilo, entered_by=person, answer="withdrawn")
    return person


def page(person=None):
    client = Client()
    if person:
        client.force_login(person)
    return client.get("/members/ilo/").text


def test_agency_shows_its_open_actions_and_topics(ilo):
    seen = page(factories.person_of("IOM"))
    assert "Send the draft." in seen
    assert "Seafarers" in seen
    for hidden in ("Was sent.", "In confidence.", "Taken back"):
        assert hidden not in seen


def test_own_people_see_what_they_took_back(ilo):
    assert "Taken back" in page(ilo)


def test_visitors_and_who_acts_for_nobody_see_neither(ilo):
    for person in (None, factories.user()):
        assert "Send the draft." not in page(person)
        assert "Seafarers" not in page(person)


def test_more_than_fit_are_a_click_away(ilo):
    agency = Agency.objects.get(acronym="ILO")
    other = Proposal.objects.create(title="Of another", proposed_by=factories.agency("IOM"), entered_by=ilo)
    for number in range(6):
        Proposal.objects.create(title=f"Topic {number}", proposed_by=agency, entered_by=ilo)
    client = Client()
    client.force_login(ilo)
    assert "/proposals/?agency=ilo" in client.get("/members/ilo/").text
    shown = client.get("/proposals/?agency=ilo").context["page_obj"].object_list
    assert {proposal.proposed_by for proposal in shown} == {agency}
    assert other in client.get("/proposals/").context["page_obj"].object_list
