"""Short forms of the verbs for the tests of applications."""

import datetime as dt

from django.test import Client

from foundation.web.awaiting import awaited
from meetings.applications import actions as application_actions
from tests import factories

TODAY = dt.date(2007, 6, 8)
WORDS = {
    "head-name": "Hanna Head",
    "head-email": "head@ifad.example",
    "focal-name": "Fay Focal",
    "focal-email": "fay@ifad.example",
    "focal-post": "Adviser",
    "alternate-name": "Al Alternate",
    "alternate-email": "no address",
}


def browser_of(person):
    client = Client()
    client.force_login(person)
    return client


def decide(application, outcome, **more):
    more = {"meeting": None, "by": factories.secretariat(), "date": TODAY} | more
    return application_actions.record_decision(application, outcome=outcome, **more)


def awaited_sentences(person):
    """What awaits somebody of an application, from all apps."""
    return [one.sentence for one in awaited(person) if "IFAD" in one.sentence]
