"""Powers follow the calendar: the day before, the day and the day after, at the hour."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from agencies.people.rules import is_of_group, is_of_member
from chairmanship.models import Chairmanship
from chairmanship.rotation import rotation
from chairmanship.rotation import rules as rotation_rules
from chairmanship.rotation.powers import holds, powers_of
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db

ROLES = {
    "chair": rotation_rules.is_chair,
    "outgoing": rotation_rules.is_outgoing,
    "incoming": rotation_rules.is_incoming,
    "acts as chair": rotation_rules.acts_as_chair,
}


def powers(person, moment) -> set[str]:
    """What a person has at that moment, fetched again, as for each request."""
    with clock.moved_to(moment):
        fresh = User.objects.get(pk=person.pk)
        return {name for name, rule in ROLES.items() if rule.test(fresh)}


def zurich(*moment):
    return dt.datetime(*moment, tzinfo=clock.zone())


CHAIRS = {"chair", "acts as chair"}


def test_chair_passes_at_midnight_without_anybody_doing_anything(history):
    iom, undesa = factories.person_of("IOM"), factories.person_of("UNDESA")
    before, after = zurich(2007, 6, 30, 23, 59, 59), zurich(2007, 7, 1)
    assert powers(iom, before) == CHAIRS
    assert powers(undesa, before) == {"incoming"}
    assert powers(iom, after) == {"outgoing"}
    assert powers(undesa, after) == CHAIRS


def test_gap_makes_the_secretariat_caretaker_and_no_longer(history):
    secretary = factories.secretariat()
    unctad, unitar = factories.person_of("UNCTAD"), factories.person_of("UNITAR")
    for moment in (zurich(2009, 1, 1), zurich(2009, 5, 31, 23, 59, 59)):
        assert powers(secretary, moment) == {"acts as chair"}
        assert powers(unctad, moment) == {"outgoing"}
        assert powers(unitar, moment) == {"incoming"}
    for moment in (zurich(2008, 12, 31, 23, 59, 59), zurich(2009, 6, 1)):
        assert powers(secretary, moment) == set()


def test_interim_chairs_as_a_chair_does(history):
    assert powers(factories.person_of("UNESCO"), dt.date(2012, 5, 31)) >= CHAIRS
    assert powers(factories.person_of("UNESCO"), dt.date(2012, 6, 1)) == {"outgoing"}


def test_co_chairs_both_have_the_powers(history):
    for acronym in ("IOM", "FAO"):
        assert powers(factories.person_of(acronym), dt.date(2018, 12, 31)) == CHAIRS
        assert powers(factories.person_of(acronym), dt.date(2017, 12, 31)) == {"incoming"}


def test_coordinating_part_has_the_powers_and_other_parts_have_not(history):
    day = dt.date(2013, 3, 1)
    assert powers(factories.person_of("ESCAP"), day) == CHAIRS
    assert powers(factories.person_of("Regional Commissions"), day) == CHAIRS
    assert powers(factories.person_of("ECA"), day) == set()
    Chairmanship.objects.filter(agency__acronym="Regional Commissions").update(coordinated_by=None)
    assert powers(factories.person_of("ECA"), day) == CHAIRS


@pytest.mark.parametrize("acronym", ["ESCAP", "Regional Commissions", "ECA", "IOM", "WTO"])
@pytest.mark.parametrize("coordinated", [True, False])
def test_terms_of_a_person_are_those_that_they_hold(history, acronym, coordinated):
    if not coordinated:
        Chairmanship.objects.update(coordinated_by=None)
    person = factories.person_of(acronym)
    assert powers_of(person).terms == [term for term in rotation.terms() if holds(person, term)]


def test_powers_begin_and_end_with_the_appointment(history):
    person = factories.user()
    factories.appointment(person, "IOM", starts="2007-03-02", ends="2007-04-10")
    assert powers(person, dt.date(2007, 3, 1)) == set()
    assert powers(person, dt.date(2007, 3, 2)) == CHAIRS
    assert powers(person, zurich(2007, 4, 10, 23, 59)) == CHAIRS
    assert powers(person, dt.date(2007, 4, 11)) == set()


def test_person_moves_from_one_agency_to_another_and_the_powers_with_them(history):
    person = factories.user()
    factories.appointment(person, "IOM", ends="2007-05-31")
    factories.appointment(person, "UNDESA", starts="2007-06-01")
    assert powers(person, dt.date(2007, 5, 31)) == CHAIRS
    assert powers(person, dt.date(2007, 6, 1)) == {"incoming"}
    assert powers(person, dt.date(2007, 7, 1)) == CHAIRS


def test_person_who_may_no_longer_log_in_has_no_powers(history):
    person = factories.person_of("IOM")
    person.is_active = False
    person.save()
    assert powers(person, dt.date(2007, 3, 1)) == set()


@pytest.mark.parametrize(
    ("acronym", "day", "belongs"),
    [
        ("UNITAR", "2007-06-30", False),
        ("UNITAR", "2007-07-31", True),
        ("ESCAP", "2009-01-01", True),
        ("ESCAP", "2007-01-01", False),
        ("Elsewhere", "2009-01-01", False),
    ],
)
def test_person_is_of_the_group_as_long_as_the_agency_is(history, acronym, day, belongs):
    person = factories.person_of(acronym)
    with clock.moved_to(dt.date.fromisoformat(day)):
        assert is_of_member.test(person) is belongs
        assert is_of_group.test(person) is belongs


def test_outgoing_chair_keeps_the_right_to_its_report_for_good_and_to_no_other(history):
    iom, undesa = factories.person_of("IOM"), factories.person_of("UNDESA")
    term = Chairmanship.objects.by_slug("iom-2007-01")
    for day, may in (("2006-12-31", False), ("2007-01-01", True), ("2012-08-31", True)):
        with clock.moved_to(dt.date.fromisoformat(day)):
            assert User.objects.get(pk=iom.pk).has_perm("chairmanship.make_report", term) is may
            assert not User.objects.get(pk=undesa.pk).has_perm("chairmanship.make_report", term)


def test_powers_are_asked_once_for_a_page(history):
    person = factories.person_of("IOM")
    with clock.moved_to(dt.date(2007, 3, 1)):
        rotation_rules.is_chair.test(person)
        with CaptureQueriesContext(connection) as queries:
            assert rotation_rules.acts_as_chair.test(person)
            assert rotation_rules.is_troika.test(person)
    assert len(queries) == 0
