"""What the report tells of decisions and action points."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.models import Chairmanship
from foundation.handover.gathering import shared
from foundation.handover.passages import (
    Drafted,
    Passage,
    bullets,
    captioned,
    key_of,
    lines_of,
    paragraph,
    say,
    strong,
    subheading,
    table,
)
from foundation.text.words import number, opened
from meetings.agenda.handover import READ_BY_ALL
from meetings.followup.models import Action, ActionQuerySet, Decision
from meetings.meeting.audiences import Audience
from meetings.meeting.handover import convened_in, heading
from meetings.meeting.models import Meeting


def open_actions_of(term: Chairmanship) -> ActionQuerySet:
    """Returns the action points of this term or earlier that are not known to be done, as members
    read them.
    """
    known = Q(
        item__meeting__date__earliest__lte=term.ends, item__meeting__in=Meeting.objects.with_open_words()
    )
    rows = Action.objects.for_audience(Audience.MEMBERS).open().filter(known)
    return rows.select_related("agency", "item__meeting")


@shared
def _passing_on(term: Chairmanship) -> list[Action]:
    return list(open_actions_of(term).only("text", "due", "office", "agency", "item__meeting__date"))


def taken(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """How many decisions were taken and action points agreed."""
    of_term = {"item__meeting__in": Meeting.objects.with_open_words().of_term(term)}
    decisions = Decision.objects.standing().for_audience(Audience.MEMBERS).filter(**of_term).count()
    actions = Action.objects.for_audience(Audience.MEMBERS).filter(**of_term)
    counts = actions.aggregate(agreed=Count("pk"), done=Count("pk", filter=Q(done=True)))
    agreed, done = counts["agreed"], counts["done"]
    if decisions and agreed:
        taken_words = ngettext("%(number)s decision", "%(number)s decisions", decisions)
        agreed_words = ngettext("%(number)s action point", "%(number)s action points", agreed)
        words = say(
            _("The meetings took %(decisions)s and agreed on %(actions)s."),
            decisions=say(taken_words, number=number(decisions)),
            actions=say(agreed_words, number=number(agreed)),
        )
    elif decisions:
        words = say(
            ngettext(
                "The meetings took %(number)s decision.", "The meetings took %(number)s decisions.", decisions
            ),
            number=number(decisions),
        )
    elif agreed:
        words = say(
            ngettext(
                "The meetings agreed on %(number)s action point.",
                "The meetings agreed on %(number)s action points.",
                agreed,
            ),
            number=number(agreed),
        )
    else:
        return
    more = ngettext("%(number)s action point is done.", "%(number)s action points are done.", done)
    yield paragraph("taken", words, say(more, number=opened(number(done))) if done else "")


def summary(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """How many action points pass on, in the summary."""
    if rows := _passing_on(term):
        words = ngettext("%(number)s action point is open.", "%(number)s action points are open.", len(rows))
        yield paragraph("sumopen", say(words, number=opened(number(len(rows)))))


def open_actions(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """The open action points, each with its meeting."""
    if rows := _passing_on(term):
        words = ngettext(
            "%(number)s action point is open and passes to the next chair.",
            "%(number)s action points are open and pass to the next chair.",
            len(rows),
        )
        yield paragraph("openacts", say(words, number=opened(number(len(rows)))))
        lines = [(one.text, one.owner, str(one.due or ""), str(one.item.meeting.date)) for one in rows]
        head = [_("Action point"), _("Responsible agency"), _("Due"), _("Meeting")]
        yield captioned("openactions", _("Open action points"), table(head, lines))


def decisions(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """The decisions and action points of each meeting, item by item."""
    open_ = Decision.objects.for_audience(Audience.MEMBERS).filter(
        item__meeting__in=Meeting.objects.with_open_words()
    )
    items = READ_BY_ALL.prefetch_related(
        Prefetch("decisions", Decision.objects.standing().with_successors(open_)),
        Prefetch("actions", Action.objects.select_related("agency")),
    )
    rows = [row for row in convened_in(term) if row.has_open_words]
    prefetch_related_objects(rows, Prefetch("agenda", items, to_attr="told"))
    for meeting in rows:
        lines = [said for item in meeting.told if (said := _told(item))]
        if lines:
            named = (meeting.level, meeting.date.iso, str(meeting.time), meeting.city)
            yield subheading(key_of("agreedat", *named), heading(meeting))
            yield bullets(key_of("agreed", *named), lines)


def _told(item) -> str:
    """Returns the decisions and action points of an item below its title; "" if it has none."""
    said = [_decision(decision) for decision in item.decisions.all()]
    said += [_action(action) for action in item.actions.all()]
    return lines_of([strong(item.title), *said]) if said else ""


def _decision(decision: Decision) -> str:
    """Returns a decision, with the one that supersedes it."""
    if decision.state != Decision.State.SUPERSEDED:
        return decision.text
    return say(_("%(text)s (%(status)s)"), text=decision.text, status=decision.status)


def _action(action: Action) -> str:
    """Returns an action point with who is responsible, by when, and whether it is done."""
    due = _("due %(day)s") % {"day": action.due} if action.due else ""
    state = {True: _("done"), False: _("open"), None: ""}[action.done]
    facts = ", ".join(filter(None, [action.owner, due, state]))
    words = _("Action point (%(facts)s): %(text)s") if facts else _("Action point: %(text)s")
    return say(words, facts=facts, text=action.text)


PASSAGES = [
    Passage("summary", 60, summary),
    Passage("meetings", 20, taken),
    Passage("open", 10, open_actions),
    Passage("decisions", 10, decisions),
]
