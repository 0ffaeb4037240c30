"""Who is read at once for many agencies is who is asked for one by one."""

import pytest

from agencies.models import Agency
from agencies.people import mail
from agencies.people.rules import is_of_group
from documents.document import mail as document_mail
from documents.models import Clearance, Document
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def agencies():
    """UNDP and the Regional Commissions, whose part ECE is, are members; FAO has left."""
    for acronym in ("UNDP", "RC"):
        factories.membership(acronym, "2006")
    factories.membership("FAO", "2006", "2010")
    factories.agency("ECE", part_of=factories.agency("RC"))
    for acronym in ("UNDP", "RC", "ECE", "FAO"):
        for role in ("focal_point", "principal", "alternate", "staff"):
            factories.appointment(factories.user(), acronym, role=role)
        factories.appointment(factories.user(), acronym, ends="2010-01-01")
        factories.appointment(factories.user(email=None), acronym)
        factories.appointment(factories.user(is_active=False), acronym)
    for acronym in ("FAO", "UNDP"):  # the same person for both
        factories.appointment(factories.user(email=f"both@{acronym}.example"), acronym)
    both = factories.secretariat()
    factories.appointment(both, "FAO")
    factories.appointment(both, "ECE", role="principal")
    factories.appointment(factories.reader(), "FAO")
    return Agency.objects.filter(acronym__in=("UNDP", "RC", "ECE", "FAO", "IOM"))


def test_people_read_at_once_are_those_asked_for_one_by_one(agencies, django_assert_num_queries):
    one_by_one = {
        (agency.acronym, what): {person.pk for person in getattr(mail, what)(agency)}
        for agency in agencies
        for what in ("focal_points", "heads")
    }
    agencies = list(agencies)
    with django_assert_num_queries(2):
        on_duty = mail.OnDuty()
        at_once = {
            (agency.acronym, what): {person.pk for person in getattr(on_duty, what)(agency)}
            for agency in agencies
            for what in ("focal_points", "heads")
        }
    assert at_once == one_by_one
    assert len(at_once["RC", "focal_points"]) == 2
    people = {person for agency in agencies for person in on_duty.focal_points(agency)}
    assert {one.pk for one in people if on_duty.is_of_group(one)} == {
        one.pk for one in people if is_of_group.test(type(one).objects.get(pk=one.pk))
    }


def test_people_of_a_document_read_at_once_are_those_asked_for_one_by_one(agencies):
    factories.term("UNDP", "2007-01-01", "2100-01-01")
    on_duty = document_mail.OnDuty()
    for agency in agencies:
        asked = Clearance(agency=agency)
        assert set(on_duty.who_is_asked(asked)) == set(document_mail.who_is_asked(asked)), agency
        for kind in ("brochure", "terms_of_reference"):
            document = Document(lead=agency, kind=kind)
            assert set(on_duty.lead_people(document)) == set(document_mail.lead_people(document)), agency
    assert on_duty.lead_people(Document()) == document_mail.lead_people(Document())
