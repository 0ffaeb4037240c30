"""A term that is handed over, and what the worker does for it."""

import datetime as dt

from django.core import mail

from chairmanship.handover import tasks
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from meetings.models import Action, AgendaItem, Proposal
from tests import factories

OPENS, LAST, AFTER = dt.date(2007, 5, 16), dt.date(2007, 6, 30), dt.date(2007, 7, 1)
EVENING = dt.datetime(2007, 6, 30, 18, 0, tzinfo=dt.UTC)


def work() -> None:
    """What the worker does: its timetable, then every job that is due."""
    tasks.run_handovers()
    for pk in Job.objects.due().values_list("pk", flat=True):
        outbox.do(pk)


def mailed_to(subject: str) -> list[str]:
    return sorted(to for one in mail.outbox if subject in one.subject for to in one.to)


def open_matters(term):
    """One matter of each kind that the meetings know, and one of them for principals only."""
    met = factories.meeting("2007-05-14", called_at=clock.now(), agenda_state="adopted")
    stood = factories.meeting("2007-04-20", called_at=clock.now(), minutes="adopted")
    item = AgendaItem.objects.create(meeting=stood, position=0, title="Item")
    closed = AgendaItem.objects.create(meeting=stood, position=1, title="Closed", restricted="principals")
    Action.objects.create(item=item, position=0, text="Find the money.", done=False)
    Action.objects.create(item=item, position=1, text="Send it.", done=False, agency=term.agency)
    Action.objects.create(item=closed, position=0, text="Tell nobody.", done=False)
    Proposal.objects.create(
        title="Topic",
        proposed_by=factories.agency("ILO"),
        entered_by=factories.user(),
        proposed_at=clock.now(),
    )
    factories.application("IFAD", "2007-03-01")
    return met
