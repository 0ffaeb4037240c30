from types import SimpleNamespace

import pytest

from foundation.dates import clock
from meetings.models import Meeting
from tests import factories
from tests.meetings.proposals.desk import DAY


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def then():
    with clock.moved_to(DAY):
        yield


@pytest.fixture
def group(history, then):
    """The people of that day, and the meetings ahead."""
    secretary = factories.secretariat(name="Sami Secretary")
    return SimpleNamespace(
        chair=factories.person_of("IOM", name="Cleo Chair"),
        second=factories.person_of("IOM", name="Sven Second"),
        focal=factories.person_of("ILO", name="Fay Focal"),
        colleague=factories.person_of("ILO", name="Col League"),
        other=factories.person_of("UNCTAD", name="Otto Other"),
        incoming=factories.person_of("UNDESA", name="Ina Incoming"),
        secretary=secretary,
        stranger=factories.person_of("Elsewhere", name="Stan Stranger"),
        april=Meeting.objects.get(level="working", date="2007-04-20"),
        late_april=Meeting.objects.get(level="working", date="2007-04-30"),
        may=Meeting.objects.get(level="principals", date="2007-05-02"),
        january=Meeting.objects.get(level="working", date="2007-01-22"),
        planned=factories.meeting("2007-06-20", stage="planned", agenda_state="private"),
    )
