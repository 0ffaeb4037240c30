"""A survey in the demo: two agencies have responded; the demo's focal point has not."""

import datetime as dt

from agencies.models import Agency, User
from chairmanship.models import Chairmanship
from documents.models import Call, Contribution, Document, Question
from foundation.dates import clock
from gmg_portal.demo.purposes import purposes

COLUMNS = [
    Question("q1", "Training"),
    Question("q2", "Where", "place"),
    Question("q3", "For whom", "choice", ("consular staff", "border guards", "social workers", "judges")),
    Question("q4", "When", "period"),
    Question("q5", "People trained", "number"),
    Question("q6", "In a few words", "lines"),
]
CAME = {
    "IOM": [
        ("Interviewing children", "Nairobi", "border guards", "2025", "120", "Three days, with role play."),
        ("Consular protection of minors", "Manila", "consular staff", "March 2026", "45", ""),
    ],
    "UNHCR": [("Best interests of the child", "Nairobi", "social workers", "2025 to 2026", "300", "")],
}
ASKED = (*CAME, "UNDP", "OHCHR", "WHO")


def add(today: dt.date, term: Chairmanship, chair: User) -> None:
    """Adds the survey, opened eight days ago."""
    document = Document.objects.create(
        title="Training on children in migration: a survey",
        kind=Document.Kind.SURVEY,
        term=term,
        lead=term.agency,
        state=Document.State.DRAFTING,
        summary="Who trains whom, where, and where the agencies could do it together.",
    )
    document.purposes.set(purposes(8))
    opened = clock.now() - dt.timedelta(days=8)
    call = Call.objects.create(
        document=document,
        kind=Call.Kind.ENTRIES,
        asks="Which training on children in migration has your agency given since 2025, or plans?",
        questions=[one.kept() for one in COLUMNS],
        until=dt.datetime.combine(today + dt.timedelta(days=9), dt.time(18), clock.zone()),
        timezone=clock.zone().key,
        opened_at=opened,
        opened_by=chair,
    )
    for agency in Agency.objects.filter(acronym__in=ASKED):
        lines = CAME.get(agency.acronym)
        entries = [{one.key: said for one, said in zip(COLUMNS, line, strict=True)} for line in lines or ()]
        by = User.objects.filter(appointments__agency=agency).order_by("pk").first() or chair
        written = {"saved_at": clock.now(), "saved_by": by, "handed_in_at": clock.now(), "revision": 1}
        Contribution.objects.create(call=call, agency=agency, entries=entries, **(written if lines else {}))
