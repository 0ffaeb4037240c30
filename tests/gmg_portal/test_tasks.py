"""The timetable: when nothing is due, a task asks as often of a large archive as of a small one."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chairmanship.models import Handover
from documents.clearance import actions as clearance_actions
from documents.contributions import actions as contribution_actions
from documents.library import actions as library_actions
from documents.models import Call
from documents.versions import actions as version_actions
from foundation.dates import clock
from gmg_portal.celery import app
from meetings.convening import actions as convening_actions
from meetings.models import Action, Meeting
from tests import factories

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 5, 13, 9, tzinfo=dt.UTC)
MEMBERS = ("WHO", "UNDP", "ILO")


@pytest.fixture
def people():
    for acronym in (*MEMBERS, "IOM"):
        factories.membership(acronym, "2006")
    factories.term("WHO", "2027-01-01", "2027-12-31")
    head = factories.user()
    factories.appointment(head, "UNDP", role="principal")
    factories.secretariat()
    return {acronym: factories.person_of(acronym) for acronym in MEMBERS}


def add(people, number: int) -> None:
    """Adds one of everything that tasks look for."""
    lead, zone = people["UNDP"], "Europe/Zurich"
    agencies = [factories.agency(one) for one in MEMBERS]
    until = NOW + dt.timedelta(hours=30)
    with clock.moved_to(NOW - dt.timedelta(days=30)):
        meeting = convening_actions.call_at_once(
            level="working", date=factories.date("2027-05-15"), time=dt.time(8 + number), timezone=zone,
            city="Geneva", by=people["WHO"],
        )  # fmt: skip
        meeting.agenda.create(position=50, title="Data", paper_by=agencies[1])
        meeting.agenda.create(position=51, title="Us", paper_by=agencies[1], restricted="principals")
        Meeting.objects.filter(pk=meeting.pk).update(agenda_state="provisional")
        convening_actions.call_at_once(  # whose agenda is late
            level="principals", date=factories.date("2027-05-16"), time=dt.time(8 + number), timezone=zone,
            city="Geneva", by=people["WHO"],
        )  # fmt: skip
        factories.meeting(
            f"2027-03-{number + 1:02}", minutes="circulated", next_adopts=True, called_at=clock.now()
        )
        past = factories.meeting(f"2027-02-{number + 1:02}", minutes="adopted", called_at=clock.now())
        for restricted in ("", "members", "principals"):
            position = past.agenda.count()
            item = past.agenda.create(position=position, title="Crews", restricted=restricted)
            said = {"item": item, "done": False, "due": factories.date("2027-05-01")}
            Action.objects.create(position=0, text="Write", agency=agencies[2], **said)
            Action.objects.create(position=1, text="Ask", office="chair", **said)
            Action.objects.create(position=2, text="Count", office="secretariat", **said)
        document = library_actions.begin(
            title=f"Note {number}", kind="information_note", lead=agencies[1], by=lead
        )
        text = version_actions.write_text(document, text="<p>What we hold.</p>", after=0, by=lead)
        clearance_actions.open_round(text, agencies=agencies, until=until, timezone=zone, by=lead)
        asked = {"kind": "text", "agencies": agencies, "timezone": zone, "asks": "Your part", "by": lead}
        contribution_actions.open_call(document, until=until, **asked)
    with clock.moved_to(NOW - dt.timedelta(days=3)):
        ended = library_actions.begin(title=f"Old {number}", kind="brochure", lead=agencies[1], by=lead)
        contribution_actions.open_call(ended, until=NOW - dt.timedelta(days=1), **asked)
    application = factories.application(f"Applicant {number}", outcome="declined")
    factories.dossier(f"Applicant {number}", email="", application=application, handed_in_at=NOW)
    # Nobody can be written to for the agency that has the chair after this term.
    year = 2010 + 2 * number
    factories.term("IOM", f"{year + 1}-01-01", f"{year + 1}-12-31")
    term = factories.term("FAO", f"{year}-01-01", f"{year}-12-31")
    Handover.objects.create(term=term, closed_at=NOW, closed_for=term.starts)  # of old: it wants no report
    left = factories.user(is_active=False, email=None)
    factories.appointment(left, "ILO", starts="2006-01-01", ends="2007-06-30")


def asked() -> dict[str, int]:
    """How many queries each task takes once it has done what is due."""
    found = {}
    with clock.moved_to(NOW):
        for entry in app.conf.beat_schedule.values():
            app.tasks[entry["task"]]()
        for entry in app.conf.beat_schedule.values():
            with CaptureQueriesContext(connection) as captured:
                app.tasks[entry["task"]]()
            found[entry["task"]] = len(captured)
    return found


def test_tasks_ask_as_often_of_many_things_as_of_one_when_nothing_is_due(people, mailoutbox):
    app.loader.import_default_modules()
    add(people, 0)
    one = asked()
    assert len(mailoutbox) > 20  # each kind of reminder was due
    for number in range(1, 4):
        add(people, number)
    # These two go through the history in portions of ten thousand, and have more of it to go through.
    in_portions = {"foundation.tasks.seal_history", "agencies.tasks.check_history"}
    several = asked()
    assert {name: count for name, count in several.items() if name not in in_portions} == {
        name: count for name, count in one.items() if name not in in_portions
    }
    assert sum(count for name, count in one.items() if name not in in_portions) < 120
    assert Call.objects.count() == 8
