"""Calls for contributions, and what agencies write for them."""

import datetime as dt

from documents.contributions import actions as contribution_actions
from documents.contributions import mail as contribution_mail
from documents.models import Call, Contribution, Question
from tests import factories

UNTIL = dt.datetime(2027, 5, 14, 16, tzinfo=dt.UTC)  # 18:00 in Geneva
LATER = UNTIL + dt.timedelta(days=1)
COLUMNS = [
    Question("q1", "Project"),
    Question("q2", "Where", "place"),
    Question("q3", "State", "choice", ("planned", "under way", "done")),
    Question("q4", "Budget", "number"),
]


def opened(group, kind="entries", questions=COLUMNS, **fields) -> Call:
    agencies = [factories.agency(one) for one in ("ILO", "UNHCR", "WHO")]
    wanted = {"asks": "Name your\nprojects.", "until": UNTIL, "timezone": "Europe/Zurich"} | fields
    return contribution_actions.open_call(
        group.document, kind=kind, agencies=agencies, questions=questions, by=group.lead, **wanted
    )


def of(call, acronym) -> Contribution:
    return call.contributions.select_related("call__document").get(agency__acronym=acronym)


def entry(project, where="", state="", budget=""):
    return {"q1": project, "q2": where, "q3": state, "q4": budget}


def saves(call, acronym, *entries, by, text=""):
    found = of(call, acronym)
    return contribution_actions.save(found, entries=list(entries), text=text, revision=found.revision, by=by)


def page_of(call, acronym) -> str:
    return contribution_mail.place_of(of(call, acronym))


def posted(*entries, revision=0, do="save") -> dict:
    fields = {"rows": len(entries), "revision": revision, "do": do}
    for row, one in enumerate(entries):
        fields |= {f"e{row}-{key}": value for key, value in one.items()}
    return fields
