"""What the report tells of the workplan: how it was agreed, its activities, and what passes on unfinished."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.workplan import agreement
from chairmanship.workplan.models import WorkplanActivity
from foundation.dates import clock
from foundation.dates.shown import day
from foundation.handover.gathering import shared
from foundation.handover.passages import (
    Drafted,
    Passage,
    captioned,
    enumerated,
    lines_of,
    paragraph,
    say,
    strong,
    table,
)
from foundation.text import sorting
from foundation.text.words import listed, number, opened

Status = WorkplanActivity.Status


def _plan(term):
    return next(iter(agreement.plans_for(term)), None)


def workplan(term, as_at: dt.date) -> Iterator[Drafted]:
    """How the workplan was agreed and what became of it, and a table of its activities."""
    plan = _plan(term)
    became = {row.facts["key"]: row for row in agreement.compare(plan)} if plan else {}
    activities = list(
        WorkplanActivity.objects.of_term(term).select_related("lead").prefetch_related("partners", "outputs")
    )
    if plan:
        rows = [row for row in became.values() if row.was]
        agreed_on = plan.agreed_at.astimezone(clock.zone()).date()
        words = ngettext(
            "The workplan of %(day)s has %(number)s activity.",
            "The workplan of %(day)s has %(number)s activities.",
            len(rows),
        )
        yield paragraph("planned", say(words, day=day(agreed_on), number=number(len(rows))))
    if activities:
        yield paragraph("planned", _states(activities))
        lines = [_line(one, became.get(one.pk), term) for one in activities]
        head = [_("Activity"), _("Lead agency"), _("Period"), _("Status")]
        yield captioned("activities", _("Activities of the term"), table(head, lines))


def _states(activities: list[WorkplanActivity]) -> str:
    """Returns how many activities the term has, and how many of them have each status."""
    words = ngettext(
        "In the term there was %(number)s activity (%(states)s).",
        "In the term there were %(number)s activities: %(states)s.",
        len(activities),
    )
    counts = Counter(one.status for one in activities)
    states = {**dict(Status.choices), "": _("of unknown status")}
    parts = [
        _("%(number)s %(state)s") % {"number": number(counts[status]), "state": label}
        if len(activities) > 1
        else label
        for status, label in states.items()
        if counts[status]
    ]
    return say(words, number=number(len(activities)), states=enumerated(parts))


def _line(activity: WorkplanActivity, row, term) -> tuple[str, ...]:
    outputs = "; ".join(output.text.rstrip(".") for output in activity.outputs.all())
    said = [
        strong(activity.title),
        _("Objective: %(text)s") % {"text": activity.objective} if activity.objective else "",
        _("Outputs: %(texts)s") % {"texts": outputs} if outputs else "",
    ]
    if row is not None:
        said += row.differences if row.was else [row.words]
    lead = str(activity.lead.as_of(term.ends)) if activity.lead else ""
    partners = listed(sorting.ordered(one.as_of(term.ends) for one in activity.partners.all()))
    with_them = _("with %(agencies)s") % {"agencies": partners} if partners else ""
    return (
        lines_of(said),
        lines_of([lead, with_them]),
        activity.period,
        opened(activity.get_status_display()),
    )


def summary(term, as_at) -> Iterator[Drafted]:
    """How many activities pass on, in the summary."""
    if rows := _passing_on(term):
        yield paragraph("sumopen", _unfinished(len(rows)))


@shared
def _passing_on(term) -> list[WorkplanActivity]:
    return list(WorkplanActivity.objects.in_hand(term).unfinished().select_related("lead").by_objective())


def _unfinished(count: int) -> str:
    words = ngettext(
        "%(number)s activity of the workplan is not finished.",
        "%(number)s activities of the workplan are not finished.",
        count,
    )
    return say(words, number=opened(number(count)))


def unfinished(term, as_at) -> Iterator[Drafted]:
    """The activities that pass to the next chair, with the outgoing chair's notes."""
    notes = dict(term.passing_notes.values_list("activity", "text"))
    rows = _passing_on(term)
    if not rows:
        return
    late = sum(bool(one.ends and one.ends.latest < as_at) for one in rows)
    more = ngettext(
        "The period of %(number)s of them has ended.", "The periods of %(number)s of them have ended.", late
    )
    if len(rows) == 1:
        more = _("Its period has ended.")
    yield paragraph(
        "openplan",
        _unfinished(len(rows)),
        say(more, number=number(late)) if late else "",
    )
    lines = [
        (
            lines_of([strong(one.title), notes.get(one.pk, "")]),
            str(one.lead or ""),
            one.period,
            opened(one.get_status_display()),
        )
        for one in rows
    ]
    head = [_("Activity"), _("Lead agency"), _("Period"), _("Status")]
    yield captioned("openplanned", _("Unfinished activities of the workplan"), table(head, lines))


PASSAGES = [
    Passage("summary", 64, summary),
    Passage("workplan", 20, workplan),
    Passage("open", 30, unfinished),
]
