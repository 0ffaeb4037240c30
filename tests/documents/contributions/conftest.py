"""The Group in May 2027, whose agencies are asked for contributions."""

import datetime as dt

import pytest

from documents.contributions import actions as contribution_actions
from documents.library import actions as library_actions
from foundation.dates import clock
from tests import factories
from tests.documents.contributions.calls import entry, of, opened, saves


@pytest.fixture
def group():
    """IOM chairs, UNDP leads the survey; ILO, UNHCR and WHO are asked."""
    with clock.moved_to(dt.datetime(2027, 5, 3, 9, tzinfo=dt.UTC)):
        for acronym in ("IOM", "UNDP", "ILO", "UNHCR", "WHO"):
            factories.membership(acronym, "2006")
        factories.term("IOM", "2027-01-01", "2027-06-30")

        class Group:
            lead = factories.person_of("UNDP", email="lead@undp.example", name="Lead")
            ilo = factories.person_of("ILO", email="focal@ilo.example", name="Ilse")
            unhcr = factories.person_of("UNHCR", email="focal@unhcr.example")
            who = factories.person_of("WHO", email="focal@who.example")

        Group.document = library_actions.begin(
            title="A survey", kind="survey", lead=factories.agency("UNDP"), by=Group.lead
        )
        yield Group


@pytest.fixture
def compiled(group):
    call = opened(group)
    for acronym, person, entries in (
        ("ILO", group.ilo, [entry("=1+1", "Manila", "done", "1,200"), entry("B", "Nairobi", "done", "much")]),
        ("UNHCR", group.unhcr, [entry("C", "Manila", "under way", "7.5")]),
    ):
        saves(call, acronym, *entries, by=person)
        contribution_actions.hand_in(of(call, acronym), by=person)
    return call
