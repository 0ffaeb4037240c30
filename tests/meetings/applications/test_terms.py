"""The terms of an application: those in which the Group considered it, and the one in which it decided."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chairmanship.applications.handover import applications, under_review
from chairmanship.models import ApplicationTerm
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from meetings.applications import actions as application_actions
from meetings.models import Meeting
from tests import factories

pytestmark = pytest.mark.django_db

AS_AT = dt.date(2008, 3, 1)


@pytest.fixture(autouse=True)
def terms():
    """IOM chairs in the first half of 2007, UNDESA in the second."""
    with clock.moved_to(AS_AT):
        yield (
            factories.term("IOM", "2007-01-01", "2007-06-30"),
            factories.term("UNDESA", "2007-07-01", "2007-12-31"),
        )


def decide(application, outcome, day, **more):
    known = Meeting.objects.filter(date=factories.date(day)).first()
    meeting = known or factories.meeting(day, "principals", called_at=clock.now())
    more = {"agency": factories.agency(application.applicant)} | more if outcome == "admitted" else more
    application_actions.record_decision(
        application, outcome=outcome, date=meeting.date.earliest, meeting=meeting, by=factories.secretariat(),
        **more,
    )  # fmt: skip


def facts(term):
    return {one["applicant"]: one for one in applications(term, AS_AT)}


def test_admission_counts_in_the_term_of_the_meeting_that_decided_it(terms):
    iom, undesa = terms
    decide(factories.application("IFAD", "2006-12-01", "under_review"), "admitted", "2007-06-08")
    assert facts(iom) == {
        "IFAD": {
            "applicant": "IFAD",
            "received": "1 December 2006",
            "considered": "8 June 2007",
            "decided": "at the principals meeting of 8 June 2007",
            "decided_on": PartialDate(2007, 6, 8),
            "outcome": "admitted",
            "decided_in_term": True,
            "note": "",
        }
    }
    assert facts(undesa) == {}


def test_application_decided_later_was_considered_in_the_earlier_term(terms):
    iom, undesa = terms
    made = factories.application("IFAD", "2007-03-01", "under_review")
    made.considerations.create(position=0, date=factories.date("2007-05-02"))
    decide(made, "admitted", "2007-11-20")
    earlier, later = facts(iom)["IFAD"], facts(undesa)["IFAD"]
    assert (earlier["considered"], later["considered"]) == ("2 May 2007", "20 November 2007")
    assert (earlier["decided_in_term"], later["decided_in_term"]) == (False, True)
    assert earlier["decided"] == later["decided"] == "at the principals meeting of 20 November 2007"


def test_term_of_a_meeting_counts_more_than_the_day_of_the_decision(terms):
    iom, undesa = terms
    made = factories.application("IFAD", "2006-12-01", "under_review")
    decide(made, "admitted", "2007-07-03")
    Meeting.objects.update(term=iom)
    made.considerations.all().delete()
    assert facts(iom)["IFAD"]["decided_in_term"] is True
    assert facts(undesa) == {}


def test_reversed_deferral_is_decided_by_the_decision_that_stands(terms):
    iom, undesa = terms
    made = factories.application("IFAD", "2007-03-01", "under_review")
    decide(made, "deferred", "2007-06-08", reason="One answer is missing.")
    assert facts(iom)["IFAD"]["outcome"] == "deferred"
    assert facts(iom)["IFAD"]["decided_in_term"] is True
    [waiting] = under_review(undesa)
    assert (waiting["considered"], waiting["decided_in_term"]) == ("8 June 2007", None)
    decide(made, "admitted", "2007-11-20")
    assert facts(iom)["IFAD"]["decided_in_term"] is False
    assert facts(undesa)["IFAD"]["decided_in_term"] is True
    assert under_review(undesa) == []


@pytest.mark.parametrize(
    ("joined", "in_iom", "in_undesa"),
    [
        ("2007-05", True, "absent"),
        ("2007-08", False, True),
        ("2008", False, "absent"),
        ("2007", None, "absent"),
        (None, None, "absent"),
    ],
)
def test_admission_without_a_recorded_decision_is_dated_by_the_membership(terms, joined, in_iom, in_undesa):
    iom, undesa = terms
    made = factories.application("UNESCO", None, "admitted")
    ApplicationTerm.objects.create(application=made, term=iom)
    if joined:
        factories.membership("UNESCO", joined, basis="application")
    assert facts(iom)["UNESCO"]["decided_in_term"] is in_iom
    assert facts(iom)["UNESCO"]["decided"] == ""
    found = facts(undesa).get("UNESCO", {"decided_in_term": "absent"})
    assert found["decided_in_term"] == in_undesa


def test_note_is_told_only_of_the_term_that_was_recorded_with_it(terms):
    iom, undesa = terms
    made = factories.application("UNITAR", None, "admitted", note="Considered and admitted later.")
    ApplicationTerm.objects.create(application=made, term=iom)
    factories.membership("UNITAR", "2007-07", basis="application")
    assert facts(iom)["UNITAR"]["note"] == "Considered and admitted later."
    assert facts(undesa)["UNITAR"]["note"] == ""


def test_facts_take_as_many_queries_for_many_applications(terms):
    iom, _ = terms

    def asked(names):
        for name in names:
            decide(factories.application(name, "2006-12-01", "under_review"), "admitted", "2007-06-08")
        with CaptureQueriesContext(connection) as queries:
            assert applications(iom, AS_AT)
        return len(queries)

    assert asked(["IFAD"]) == asked(["FAO", "WHO", "UNU"])
