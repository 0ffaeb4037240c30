"""The Group in May 2027: IOM chairs, UNDP leads a note, ILO contributes to it."""

import datetime as dt

import pytest
from django.core import mail

from documents.library import actions as library_actions
from documents.versions import actions as version_actions
from foundation.dates import clock
from tests import factories


@pytest.fixture
def group():
    with clock.moved_to(dt.datetime(2027, 5, 3, 9, tzinfo=dt.UTC)):
        for acronym in ("IOM", "UNDP", "ILO", "WHO"):
            factories.membership(acronym, "2006")
        factories.term("IOM", "2027-01-01", "2027-12-31")

        class Group:
            chair = factories.person_of("IOM", email="chair@iom.example", name="Carla")
            lead = factories.person_of("UNDP", email="lead@undp.example", name="Leo")
            contributor = factories.person_of("ILO", email="ilse@ilo.example", name="Ilse")
            other = factories.person_of("WHO", email="wim@who.example", name="Wim")
            secretariat = factories.secretariat(email="sam@un.example", name="Sam")

        Group.document = library_actions.begin(
            title="A common note", kind="information_note", lead=factories.agency("UNDP"),
            contributors=[factories.agency("ILO")], by=Group.lead,
        )  # fmt: skip
        version_actions.write_text(Group.document, text="<p>What we hold.</p>", after=0, by=Group.lead)
        mail.outbox.clear()
        yield Group
