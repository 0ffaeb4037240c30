"""What the tests of proposals share: a day, a topic, and a person before the pages."""

import datetime as dt

from django.urls import reverse

from meetings.proposals.actions import proposals
from tests import factories

DAY = dt.date(2007, 3, 1)  # IOM chairs, UNHCR did, UNDESA will


def proposal(by, acronym="ILO", title="Domestic workers", **fields):
    return proposals.propose(agency=factories.agency(acronym), title=title, by=by, **fields)


def post(client, by, name, *args, **data):
    client.force_login(by)
    return client.post(reverse(f"proposals:{name}", args=args), data)


def page(client, by, name, *args, **query):
    client.force_login(by)
    return client.get(reverse(f"proposals:{name}", args=args), query)
