import calendar
import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from agencies.models import Membership
from foundation.dates.partial import PartialDate
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("iso", "words"), [("2007-04-20", "20 April 2007"), ("2007-04", "April 2007"), ("2007", "2007")]
)
def test_date_is_shown_with_what_is_known(iso, words):
    assert str(PartialDate.parse(iso)) == words
    assert PartialDate.parse(iso).iso == iso


@pytest.mark.parametrize(
    "text", ["2007-02-29", "2007-13", "2007-00", "07", "2007-4", "0000", "2007-04-20T10", "٢٠٠٧"]
)
def test_date_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=r"does not exist|is not a date"):
        PartialDate.parse(text)


def test_date_refines_a_coarser_one_only():
    year, month, other = (PartialDate.parse(text) for text in ("2007", "2007-04", "2007-05"))
    assert month.refines(year)
    assert not year.refines(month)
    assert not month.refines(month)
    assert not other.refines(month)


def test_date_bounds_in_the_database_are_those_of_the_calendar():
    agency = factories.agency("ILO")
    for year in (1900, 2000, 2007, 2008):
        for month in range(1, 13):
            row = Membership.objects.create(
                agency=agency, starts=PartialDate(year, month), ends=PartialDate(year, month)
            )
            last = dt.date(year, month, calendar.monthrange(year, month)[1])
            assert row.starts.latest == last
            assert Membership.objects.filter(
                pk=row.pk, starts__latest=last, starts__earliest=last.replace(day=1)
            )
            row.delete()


def test_membership_cannot_end_before_it_began():
    with pytest.raises(IntegrityError):
        factories.membership("ILO", "2007-05", "2007-04")


def test_membership_may_end_in_the_year_it_began():
    assert factories.membership("ILO", "2007", "2007").pk


def test_membership_overlapping_itself_is_refused():
    factories.membership("ILO", "2003-04", "2008-06-30")
    again = Membership(agency=factories.agency("ILO"), starts=factories.date("2008-06"))
    with pytest.raises(ValidationError, match="already a member at that time"):
        again.full_clean()


def test_membership_that_may_but_need_not_overlap_is_accepted():
    factories.membership("ILO", "2003-04", "2008")
    again = Membership(agency=factories.agency("ILO"), starts=factories.date("2008"))
    again.full_clean()
    again.save()
