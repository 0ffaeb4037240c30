"""What belongs to a term: by its own word, else by its date."""

import pytest

from chairmanship.models import Event, WorkplanActivity
from foundation.dates.partial import PartialDate
from meetings.models import Meeting
from tests import factories

pytestmark = pytest.mark.django_db


def date(text):
    return PartialDate.parse(text) if text else None


@pytest.mark.parametrize(
    ("day", "belongs"),
    [
        ("2007-01-01", True),
        ("2007-06-30", True),
        ("2007-06", True),
        ("2006-12-31", False),
        ("2007-07-01", False),
        ("2007-07", False),
        ("2007", False),  # it may have been in the second half
    ],
)
def test_meeting_belongs_by_a_date_that_lies_wholly_within(day, belongs):
    term = factories.term("IOM", "2007-01-01", "2007-06-30")
    factories.meeting(day)
    assert Meeting.objects.of_term(term).exists() is belongs


def test_event_belongs_to_the_term_that_it_names_and_to_no_other():
    iom = factories.term("IOM", "2007-01-01", "2007-06-30")
    undesa = factories.term("UNDESA", "2007-07-01", "2007-12-31")
    event = Event.objects.create(kind="statement", date=date("2007-08-01"), forum="GFMD", term=iom)
    assert list(Event.objects.of_term(iom)) == [event]
    assert not Event.objects.of_term(undesa).exists()


def test_meeting_of_co_chairs_belongs_to_both():
    terms = [factories.term(name, "2018-01-01", "2018-12-31", capacity="co_chair") for name in ("IOM", "FAO")]
    meeting = factories.meeting("2018-05")
    assert [list(Meeting.objects.of_term(term)) for term in terms] == [[meeting], [meeting]]


@pytest.mark.parametrize(
    ("starts", "ends", "belongs"),
    [
        ("2006", "2008", True),
        ("2006-01", "2007-01", True),
        ("2007-06", "2009", True),
        ("2006-01", "2006-12", False),
        ("2007-07", "2009", False),
        ("2007", None, True),
        ("2006", None, False),
        (None, "2007-03", True),
        (None, "2008", False),
    ],
)
def test_activity_belongs_to_every_term_that_it_overlaps(starts, ends, belongs):
    term = factories.term("IOM", "2007-01-01", "2007-06-30")
    WorkplanActivity.objects.create(title="Research", starts=date(starts), ends=date(ends))
    assert WorkplanActivity.objects.of_term(term).exists() is belongs
