"""What the report tells of the workplan: how it was agreed, its activities, and what passes on unfinished."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.workplan import agreement
from chairmanship.workplan.models import WorkplanActivity
from foundation.dates import clock
from foundation.dates.shown import day
from foundation.handover.passages import Drafted, Passage, captioned, lines_of, paragraph, say, strong, table
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
        words = ngettext(
            "The workplan was agreed on %(day)s with %(number)s activity.",
            "The workplan was agreed on %(day)s with %(number)s activities.",
            len(rows),
        )
        agreed_on = plan.agreed_at.astimezone(clock.zone()).date()
        yield paragraph("planagreed", say(words, day=day(agreed_on), number=number(len(rows))))
    if activities:
        yield paragraph("planstate", *_states(activities))
        lines = [_line(one, became.get(one.pk), term) for one in activities]
        head = [_("Activity"), _("Lead agency"), _("Period"), _("Status")]
        yield captioned("planned", _("Activities of the workplan"), table(head, lines))


def _states(activities: list[WorkplanActivity]) -> Iterator[str]:
    count = len(activities)
    words = ngettext(
        "The workplan has %(number)s activity for the term.",
        "The workplan has %(number)s activities for the term.",
        count,
    )
    yield say(words, number=number(count))
    done = sum(one.status == Status.DONE for one in activities)
    under_way = sum(one.status == Status.UNDER_WAY for one in activities)
    if done:
        words = ngettext("%(number)s of them is done.", "%(number)s of them are done.", done)
        yield say(words, number=opened(number(done)))
    if under_way:
        words = ngettext("%(number)s of them is under way.", "%(number)s of them are under way.", under_way)
        yield say(words, number=opened(number(under_way)))


def _line(activity: WorkplanActivity, row, term) -> tuple[str, ...]:
    said = [strong(activity.title), activity.objective, *(output.text for output in activity.outputs.all())]
    if row is not None:
        said += row.differences if row.was else [row.words]
    lead = str(activity.lead.as_of(term.ends)) if activity.lead else ""
    partners = listed(sorting.ordered(one.as_of(term.ends) for one in activity.partners.all()))
    with_them = _("with %(agencies)s") % {"agencies": partners} if partners else ""
    return (
        lines_of(said),
        lines_of([lead, with_them]),
        activity.period,
        activity.get_status_display(),
    )


def unfinished(term, as_at) -> Iterator[Drafted]:
    """The activities that pass to the next chair, with the outgoing chair's notes."""
    notes = dict(term.passing_notes.values_list("activity", "text"))
    rows = list(WorkplanActivity.objects.in_hand(term).unfinished().select_related("lead").by_objective())
    if not rows:
        return
    words = ngettext(
        "%(number)s activity of the workplan is not finished.",
        "%(number)s activities of the workplan are not finished.",
        len(rows),
    )
    late = sum(bool(one.ends and one.ends.latest < as_at) for one in rows)
    more = ngettext("%(number)s of them is late.", "%(number)s of them are late.", late)
    yield paragraph(
        "openplan",
        say(words, number=opened(number(len(rows)))),
        say(more, number=opened(number(late))) if late else "",
    )
    lines = [
        (
            lines_of([strong(one.title), notes.get(one.pk, "")]),
            str(one.lead or ""),
            one.period,
            one.get_status_display(),
        )
        for one in rows
    ]
    head = [_("Activity"), _("Lead agency"), _("Period"), _("Status")]
    yield captioned("openplanned", _("Unfinished activities of the workplan"), table(head, lines))


PASSAGES = [
    Passage("workplan", 20, workplan),
    Passage("open", 30, unfinished),
]
