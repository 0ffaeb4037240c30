"""The demo has a present: on whatever day it is loaded, each role finds something to do."""

import datetime as dt
from itertools import pairwise

import pytest
from django.core.management import call_command

from agencies.models import Application, Appointment, Contact, Membership, User
from agencies.rules import is_of_member, is_secretariat
from chairmanship import report, rotation, rules
from chairmanship.models import Chairmanship
from documents.models import Document
from foundation import clock, demo
from meetings.models import Action, Meeting, Proposal
from tests.report_facts import Report

pytestmark = pytest.mark.django_db

DAYS = ["2026-11-22", "2027-01-31", "2028-02-29", "2027-12-31", "2026-08-01"]


@pytest.fixture(params=DAYS)
def present(request):
    """The demo as it is loaded on a day."""
    with clock.moved_to(dt.date.fromisoformat(request.param)):
        call_command("load_demo", verbosity=0)
        yield clock.today()


def person(name):
    return User.objects.get(email=f"{name}@example.org")


def test_present_has_a_troika_of_half_years_after_a_gap(present):
    troika = rotation.troika(present)
    assert [len(place) for place in (troika.outgoing, troika.current, troika.incoming)] == [1, 1, 1]
    terms = [*troika.outgoing, *troika.current, *troika.incoming]
    for before, after in pairwise(terms):
        assert before.ends + dt.timedelta(days=1) == after.starts
    assert all(181 <= (term.ends - term.starts).days + 1 <= 184 for term in terms)
    assert present - dt.timedelta(days=14) > troika.current[0].starts
    assert [entry.starts for entry in rotation.line() if getattr(entry, "is_gap", False)][-1].year == 2019
    for agency in troika.agencies:
        assert Membership.objects.on(present).filter(agency=agency).exists()
    for term in Chairmanship.objects.filter(starts__year__gte=2019):
        term.clean()


def test_logins_have_the_powers_that_they_are_for(present):
    assert is_of_member.test(person("focal-point"))
    assert not rules.is_troika.test(person("focal-point"))
    assert rules.is_chair.test(person("chair"))
    assert rules.is_incoming.test(person("incoming-chair"))
    assert rules.is_outgoing.test(person("outgoing-chair"))
    assert is_secretariat.test(person("secretariat"))


def test_meetings_lie_behind_and_ahead_on_weekdays(present):
    made = Meeting.objects.filter(date__earliest__gte=dt.date(2020, 1, 1))
    assert all(meeting.date.earliest.weekday() < 5 for meeting in made)
    assert [meeting.stage for meeting in made.ahead()] == ["called", "planned"]
    assert [meeting.agenda_state for meeting in made.ahead()] == ["provisional", "private"]
    behind = made.exclude(pk__in=made.ahead())
    assert [meeting.minutes for meeting in behind] == ["adopted", "adopted", "circulated"]
    assert not behind.get(minutes="circulated").minutes_stand
    current = rotation.chairs(present)[0]
    assert made.of_term(current).count() == 4
    for meeting in made:
        meeting.full_clean()


def test_there_is_something_overdue_waiting_circulated_and_under_review(present):
    overdue = Action.objects.open().filter(due__latest__lt=present, due__earliest__gte=dt.date(2020, 1, 1))
    assert [str(action.agency) for action in overdue] == ["UNFPA"]
    assert Proposal.objects.undecided().count() == 3
    assert Proposal.objects.filter(answer="deferred").count() == 1
    assert Document.objects.in_clearance().count() == 1
    assert Document.objects.filter(state="drafting").exists()
    assert not Document.objects.public().filter(date__earliest__gte=dt.date(2020, 1, 1)).exists()
    applications = Application.objects.filter(outcome="under review")
    assert applications.count() == 2
    assert all(application.answers.exists() for application in applications)
    assert Contact.objects.count() == 4
    for appointment in Appointment.objects.all():
        appointment.clean()


def test_reports_of_a_demonstration_say_so_on_the_cover_and_each_page(history, tmp_path):
    term = Chairmanship.objects.by_slug("iom-2007-01")
    plain = report.gather(term, as_at=dt.date(2012, 8, 31))
    assert "demonstration" not in report.compose(plain, draft=False).lower()
    demo.mark()
    facts = report.gather(term, as_at=dt.date(2012, 8, 31))
    (tmp_path / "a.pdf").write_bytes(report.render(facts, draft=False).content)
    made = Report(tmp_path / "a.pdf")
    assert made.holds(demo.WORDS)
    assert made.holds("· demonstration")
