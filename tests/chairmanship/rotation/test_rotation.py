"""Who chairs, and who is in the troika, on the real history of the Group."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from agencies.models import Agency, Membership
from chairmanship.models import Chairmanship
from chairmanship.rotation import rotation
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db


def acronyms(terms):
    return sorted(term.agency.acronym for term in terms)


@pytest.mark.parametrize(
    ("day", "count"),
    [("2003-03-31", 0), ("2003-04-30", 6), ("2006-06-30", 6), ("2007-06-30", 10), ("2012-08-31", 16)],
)
def test_members_on_a_day_are_those_who_surely_belonged(history, day, count):
    assert Agency.objects.members(on=dt.date.fromisoformat(day)).count() == count


def test_members_who_joined_during_a_year_stand_apart(history):
    day = dt.date(2014, 6, 30)
    assert Agency.objects.members(on=day).count() == 16
    perhaps = Membership.objects.perhaps_on(day)
    assert sorted(membership.agency.acronym for membership in perhaps) == ["FAO", "UNU"]


@pytest.mark.parametrize(
    ("day", "chairs"),
    [
        ("2006-06-30", []),
        ("2006-07-01", ["UNHCR"]),
        ("2007-06-30", ["IOM"]),
        ("2007-07-01", ["UNDESA"]),
        ("2009-01-01", []),
        ("2009-05-31", []),
        ("2009-06-01", ["UNITAR"]),
        ("2012-03-01", ["UNESCO"]),
        ("2012-06-15", []),
        ("2013-02-01", ["Regional Commissions"]),
        ("2018-07-01", ["FAO", "IOM"]),
        ("2019-01-01", []),
    ],
)
def test_chairs_of_a_day(history, day, chairs):
    assert acronyms(rotation.chairs(on=dt.date.fromisoformat(day))) == chairs


@pytest.mark.parametrize(
    ("day", "outgoing", "current", "incoming"),
    [
        ("2007-05-02", ["UNHCR"], ["IOM"], ["UNDESA"]),
        ("2006-08-01", [], ["UNHCR"], ["IOM"]),
        ("2009-03-01", ["UNCTAD"], [], ["UNITAR"]),
        ("2009-07-01", ["UNCTAD"], ["UNITAR"], ["UNDP"]),
        ("2012-03-01", ["UNESCO"], ["UNESCO"], ["UNODC"]),
        ("2012-06-15", ["UNESCO"], [], ["UNODC"]),
        ("2017-03-01", ["UN Women"], ["UNU"], ["FAO", "IOM"]),
        ("2018-03-01", ["UNU"], ["FAO", "IOM"], []),
        ("2019-03-01", ["FAO", "IOM"], [], []),
    ],
)
def test_troika_of_a_day_reaches_across_gaps(history, day, outgoing, current, incoming):
    troika = rotation.troika(on=dt.date.fromisoformat(day))
    assert acronyms(troika.outgoing) == outgoing
    assert acronyms(troika.current) == current
    assert acronyms(troika.incoming) == incoming


def test_troika_follows_the_clock_at_midnight_in_the_zone_of_the_group(history, settings):
    settings.GROUP_TIME_ZONE = "Europe/Zurich"
    last_second = dt.datetime(2007, 6, 30, 21, 59, 59, tzinfo=dt.UTC)  # 23:59:59 in Zurich
    with clock.moved_to(last_second):
        assert acronyms(rotation.chairs()) == ["IOM"]
    with clock.moved_to(last_second + dt.timedelta(seconds=1)):
        assert acronyms(rotation.chairs()) == ["UNDESA"]
        assert acronyms(rotation.troika().outgoing) == ["IOM"]


def test_order_of_chairs_counts_terms_and_not_the_interim(history):
    place = {term.slug: rotation.place(term) for term in rotation.terms()}
    assert place["unhcr-2006-07"] == 1
    assert place["iom-2007-01"] == 2
    assert place["unesco-2012-01"] is None
    assert place["unodc-2012-07"] == place["unesco-2011-07"] + 1
    assert place["iom-2018-01"] == place["fao-2018-01"] == place["unu-2017-01"] + 1


def test_line_of_chairs_shows_its_gaps(history):
    gaps = [(gap.starts, gap.ends) for gap in rotation.line() if isinstance(gap, rotation.Gap)]
    assert gaps == [
        (dt.date(2009, 1, 1), dt.date(2009, 5, 31)),
        (dt.date(2012, 6, 1), dt.date(2012, 6, 30)),
    ]


def test_term_coordinated_by_a_part_of_a_collective_member(history):
    term = Chairmanship.objects.by_slug("regional-commissions-2013-01")
    assert term.coordinated_by.acronym == "ESCAP"
    assert term.coordinated_by.part_of == term.agency


def test_term_is_found_by_its_slug_only():
    term = factories.term("World Bank", "2015-01-01", "2015-12-31")
    assert Chairmanship.objects.by_slug("world-bank-2015-01") == term
    for slug in ("world-bank-2015-02", "world-2015-01", "world-bank", "", "2015-01", "world-bank-2015-1"):
        with pytest.raises(Chairmanship.DoesNotExist):
            Chairmanship.objects.by_slug(slug)


def test_second_ordinary_chair_is_refused():
    factories.term("IOM", "2007-01-01", "2007-06-30")
    second = Chairmanship(
        agency=factories.agency("ILO"), starts=dt.date(2007, 6, 30), ends=dt.date(2007, 12, 31)
    )
    with pytest.raises(ValidationError, match="only as co-chairs"):
        second.full_clean()
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError, match="term_one_chair"), transaction.atomic():
            second.save()


def test_co_chairs_and_an_interim_may_overlap():
    factories.term("IOM", "2018-01-01", "2018-12-31", capacity="co_chair")
    factories.term("FAO", "2018-01-01", "2018-12-31", capacity="co_chair").full_clean()
    factories.term("ILO", "2018-12-01", "2019-02-28", capacity="interim").full_clean()


def test_term_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError):
        factories.term("IOM", "2007-01-02", "2007-01-01")


def test_membership_overlap_is_refused_by_postgresql_itself():
    factories.membership("ILO", "2003-04", "2008-06-30")
    if connection.vendor != "postgresql":
        pytest.skip(
            "SQLite has no exclusion constraints: the form and the reader of archives keep the rule there"
        )
    with pytest.raises(IntegrityError, match="membership_no_overlap"), transaction.atomic():
        factories.membership("ILO", "2008-06")
    factories.membership("ILO", "2008-07")
