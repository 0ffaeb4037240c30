"""The chapters of the handover report on decisions and on open action points."""

import datetime as dt

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chairmanship.models import Chairmanship
from foundation.handover.chapters import Chapter
from meetings.agenda.handover import READ_BY_ALL
from meetings.followup.models import Action, ActionQuerySet
from meetings.meeting.audiences import Audience
from meetings.meeting.handover import heading
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


def open_actions(term: Chairmanship, as_at: dt.date) -> list[dict]:
    """Returns these action points, each with the day of its meeting."""
    return [_action(action) | {"meeting": str(action.item.meeting.date)} for action in open_actions_of(term)]


def _action(action: Action) -> dict:
    return {
        "text": action.text,
        "owner": action.owner,
        "due": str(action.due or ""),
        "state": {True: _("done"), False: _("open"), None: ""}[action.done],
    }


def decisions(term: Chairmanship, as_at: dt.date) -> list[dict]:
    """Returns the meetings of the term, each with its items that have decisions or action points."""
    items = READ_BY_ALL.prefetch_related(
        "decisions", Prefetch("actions", Action.objects.select_related("agency"))
    )
    facts = []
    for meeting in (
        Meeting.objects.with_open_words().of_term(term).prefetch_related(Prefetch("agenda", items))
    ):
        entries = [
            {
                "title": item.title,
                "decisions": [decision.text for decision in item.decisions.all()],
                "actions": [_action(action) for action in item.actions.all()],
            }
            for item in meeting.agenda.all()
        ]
        entries = [entry for entry in entries if entry["decisions"] or entry["actions"]]
        if entries:
            facts.append({"meeting": heading(meeting), "items": entries})
    return facts


CHAPTERS = [
    Chapter(
        "open-actions",
        "handover",
        10,
        gettext_lazy("Open action points"),
        "meetings/followup/handover/actions.html",
        open_actions,
    ),
    Chapter(
        "decisions",
        "annexes",
        20,
        gettext_lazy("Decisions and action points"),
        "meetings/followup/handover/decisions.html",
        decisions,
    ),
]
