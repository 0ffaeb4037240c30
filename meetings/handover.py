"""What the meetings add to a handover report."""

import datetime as dt
from itertools import zip_longest

from django.db.models import Count, Prefetch, Q

from agencies.models import Purpose
from chairmanship.models import WorkplanActivity
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover.chapters import Chapter
from foundation.text.words import listed, sentence, times
from meetings.agenda.models import AgendaItem
from meetings.followup.models import Action
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal

Level = Meeting.Level
# A report is read by everybody in the portal: what is for principals only is not in it, nor counted.
READ_BY_ALL = AgendaItem.objects.for_audience(Audience.MEMBERS)
LONGEST_NOTE = 1200  # characters; what is longer would crowd the foot of a page, and stands in the text
NEXT_MEETINGS = dt.timedelta(days=183)  # how far ahead the next chair's calendar is looked into


def meetings(term, as_at) -> dict:
    """The meetings of the term by level, side by side, each with its place and its particulars."""
    rows = list(Meeting.objects.told().of_term(term).prefetch_related("guests"))
    by_level = {level: [_meeting(row) for row in rows if row.level == level] for level in Level}
    if not rows:
        return {}
    return {
        "sentence": _how_often(rows, as_at),
        "rows": list(zip_longest(by_level[Level.PRINCIPALS], by_level[Level.WORKING])),
        "particulars": [
            {"meeting": _heading(row), "text": told["text"]}
            for row, told in ((row, _meeting(row)) for row in rows)
            if told["text"]
        ],
    }


def _how_often(meetings: list[Meeting], as_at: dt.date) -> str:
    """How often the Group met, and how often it is still to meet in a term that lasts."""
    met = [meeting for meeting in meetings if meeting.date.earliest <= as_at]
    levels = [(Level.PRINCIPALS, "at principals level"), (Level.WORKING, "at working level")]
    counts = [(sum(meeting.level == level for meeting in met), at) for level, at in levels]
    said = [f"{times(count)} {at}" for count, at in counts if count]
    if not met:
        words = "The Group has not met yet."
    elif len(said) == 1:
        words = f"The Group met {said[0]}."
    else:
        words = f"The Group met {times(len(met))}: {listed(said)}."
    ahead = len(meetings) - len(met)
    return f"{words} It is to meet {times(ahead)} more." if ahead else words


def _meeting(meeting: Meeting) -> dict:
    guests = [guest.named for guest in meeting.guests.all()] if meeting.has_open_words else []
    request = meeting.convened_at_request_of
    notes = [
        meeting.title,
        f"Convened at the request of {request}" if request else "",
        meeting.purpose,
        f"Heard: {'; '.join(guests)}" if guests else "",
    ]
    text = " ".join(sentence(note) for note in notes if note)
    where = ", ".join(filter(None, [meeting.city, meeting.venue]))
    return {
        "date": str(meeting.date),
        "time": meeting.time.strftime("%H:%M") if meeting.time else "",
        "place": " and ".join(filter(None, [where, "by video" if meeting.by_video else ""])),
        "ad_hoc": meeting.kind == Meeting.Kind.AD_HOC,
        "note": text if len(text) <= LONGEST_NOTE else "",
        "text": text if len(text) > LONGEST_NOTE else "",
    }


def coverage(term, as_at) -> dict:
    """How many items, decisions and activities of the term served each purpose, and which none did."""
    items = READ_BY_ALL.filter(meeting__in=Meeting.objects.with_open_words().of_term(term)).values("pk")
    activities = WorkplanActivity.objects.of_term(term).values("pk")
    rows = [
        {
            "number": purpose.number,
            "title": purpose.title,
            "items": purpose.items,
            "decisions": purpose.decisions,
            "activities": purpose.plans,
        }
        for purpose in Purpose.objects.annotate(
            items=Count("agenda_items", filter=Q(agenda_items__in=items), distinct=True),
            decisions=Count("agenda_items__decisions", filter=Q(agenda_items__in=items), distinct=True),
            plans=Count("activities", filter=Q(activities__in=activities), distinct=True),
        )
    ]
    untouched = [str(row["number"]) for row in rows if not (row["items"] or row["activities"])]
    return {"rows": rows, "untouched": listed(untouched)} if len(untouched) < len(rows) else {}


def open_actions_of(term):
    """What was agreed in this term or before and is not known to be done, as far as every member reads it."""
    known = Q(
        item__meeting__date__earliest__lte=term.ends, item__meeting__in=Meeting.objects.with_open_words()
    )
    rows = Action.objects.for_audience(Audience.MEMBERS).open().filter(known)
    return rows.select_related("agency", "item__meeting")


def open_actions(term, as_at) -> list[dict]:
    return [_action(action) | {"meeting": str(action.item.meeting.date)} for action in open_actions_of(term)]


def _action(action: Action) -> dict:
    return {
        "text": action.text,
        "owner": action.owner,
        "due": str(action.due or ""),
        "state": {True: "done", False: "open", None: ""}[action.done],
    }


def undecided_of(term):
    """The topics, put to this chair or an earlier one, that have no answer yet."""
    end = dt.datetime.combine(term.ends + dt.timedelta(days=1), dt.time(), clock.zone())
    return Proposal.objects.undecided().filter(proposed_at__lt=end).select_related("proposed_by")


def proposals(term, as_at) -> list[dict]:
    return [
        {
            "title": proposal.title,
            "by": str(proposal.proposed_by),
            "on": str(PartialDate.of(clock.day_of(proposal.proposed_at))),
            "reason": proposal.reason,
        }
        for proposal in undecided_of(term)
    ]


def next_meetings(term, as_at) -> list[dict]:
    """What was fixed for the half-year after the term."""
    rows = (
        Meeting.objects.told()
        .filter(date__earliest__gt=term.ends, date__latest__lte=term.ends + NEXT_MEETINGS)
        .prefetch_related("guests")
    )
    return [_meeting(row) | {"level": row.get_level_display()} for row in rows]


def decisions(term, as_at) -> list[dict]:
    """The items of each meeting on which something was decided or given to somebody to do."""
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
            facts.append({"meeting": _heading(meeting), "items": entries})
    return facts


def attendance(term, as_at) -> list[dict]:
    """Who was there, and who was expected and was not, meeting by meeting."""
    facts = []
    for meeting in Meeting.objects.with_open_words().of_term(term).prefetch_related("attendance__agency"):
        people = meeting.attendance.all()
        if people:
            facts.append(
                {
                    "meeting": _heading(meeting),
                    "present": _people(people, present=True),
                    "absent": _people(people, present=False),
                    "unknown": _people(people, present=None),
                }
            )
    return facts


def _people(people, *, present: bool | None) -> str:
    def said(one) -> str:
        how = one.words if one.how in (one.How.REMOTE, one.How.REPRESENTED) else ""
        more = ", ".join(filter(None, [one.name, one.capacity, how]))
        return f"{one.agency}: {more}" if more else str(one.agency)

    return "; ".join(said(one) for one in people if one.present is present)


def _heading(meeting: Meeting) -> str:
    return ", ".join(
        filter(None, [f"{meeting.get_level_display().capitalize()}, {meeting.date}", meeting.city])
    )


CHAPTERS = [
    Chapter("meetings", "achievements", 10, "Meetings", "meetings/meeting/handover/meetings.html", meetings),
    Chapter(
        "coverage",
        "achievements",
        80,
        "Coverage of the purposes",
        "meetings/agenda/handover/coverage.html",
        coverage,
    ),
    Chapter(
        "open-actions",
        "handover",
        10,
        "Open actions",
        "meetings/followup/handover/actions.html",
        open_actions,
    ),
    Chapter(
        "proposals",
        "handover",
        20,
        "Undecided proposals",
        "meetings/proposals/handover/proposals.html",
        proposals,
    ),
    Chapter(
        "next-meetings",
        "handover",
        50,
        "Next meetings",
        "meetings/meeting/handover/next_meetings.html",
        next_meetings,
    ),
    Chapter(
        "decisions",
        "annexes",
        20,
        "Decisions and actions",
        "meetings/followup/handover/decisions.html",
        decisions,
    ),
    Chapter(
        "attendance", "annexes", 30, "Attendance", "meetings/attendance/handover/attendance.html", attendance
    ),
]
