"""June 2007: the members read an application of IFAD."""

import pytest

from agencies.models import Dossier
from foundation.dates import clock
from meetings.applications import actions as application_actions
from tests import factories
from tests.meetings.applications.decisions import TODAY, WORDS


@pytest.fixture
def june(db):
    with clock.moved_to(TODAY):
        factories.membership("IOM", "2003")
        factories.term("IOM", "2007-01-01", "2007-12-31")
        yield


@pytest.fixture
def application():
    made = factories.application("IFAD", "2007-03-01", "under_review", agency=factories.agency("IFAD"))
    Dossier.objects.create(
        email="apply@ifad.example", applicant="IFAD", words=WORDS, application=made, handed_in_at=clock.now()
    )
    return made


@pytest.fixture
def met(application):
    """The meeting of today that considers it, with a draft of its minutes."""
    meeting = factories.meeting(
        "2007-06-08", agenda_state="provisional", minutes="draft", called_at=clock.now()
    )
    application_actions.put_on_agenda(application, meeting)
    return meeting
