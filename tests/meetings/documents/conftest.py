"""The Group of the tests of clearance, with a meeting ahead at each level."""

import pytest
from django.test import Client

from tests import factories
from tests.documents.clearance.conftest import group, opening  # noqa: F401
from tests.documents.clearance.rounds import give_reply, open_round


@pytest.fixture
def meetings(group):  # noqa: F811
    """A working-level meeting on 20 May and a principals meeting on 8 June; members know of both."""
    ahead = {"stage": "called", "agenda_state": "private"}
    return (
        factories.meeting("2027-05-20", **ahead),
        factories.meeting("2027-06-08", level="principals", **ahead),
    )


@pytest.fixture
def objected(group):  # noqa: F811
    """A round in which UNHCR objects and ILO agrees."""
    round_ = open_round(group)
    give_reply(round_, "UNHCR", "objection", "Not like this.", by=group.unhcr)
    give_reply(round_, "ILO", "no_objection", by=group.ilo)
    return round_


@pytest.fixture
def sign_in():
    """Returns a browser of a person."""

    def browser(person):
        client = Client()
        client.force_login(person)
        return client

    return browser
