"""The Group in May 2027, with a document to be cleared."""

import datetime as dt

import pytest

from documents.library import actions as library_actions
from documents.versions import actions as version_actions
from foundation.dates import clock
from tests import factories


@pytest.fixture
def opening():
    with clock.moved_to(dt.datetime(2027, 5, 3, 9, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def group(opening):
    """IOM chairs, UNDP leads the document; of WHO, a member, nobody is in the register."""
    for acronym in ("IOM", "UNDP", "ILO", "UNHCR", "WHO"):
        factories.membership(acronym, "2006")
    factories.term("IOM", "2027-01-01", "2027-06-30")

    class Group:
        chair = factories.person_of("IOM", email="chair@iom.example", name="Chair")
        lead = factories.person_of("UNDP", email="lead@undp.example", name="Lead")
        ilo = factories.person_of("ILO", email="focal@ilo.example", name="Ilse")
        unhcr = factories.person_of("UNHCR", email="focal@unhcr.example")

    Group.document = library_actions.begin(
        title="A common note", kind="information_note", lead=factories.agency("UNDP"), by=Group.lead
    )
    Group.version = version_actions.write_text(
        Group.document, text="What we hold in common.", after=0, by=Group.lead
    )
    return Group
