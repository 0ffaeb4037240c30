"""Chapters of the handover report: the meetings of the term, and those that are fixed after it."""

import datetime as dt
from itertools import zip_longest

from chairmanship.models import Chairmanship
from foundation.dates.shown import hour
from foundation.handover.chapters import Chapter
from foundation.text.words import listed, sentence, times
from meetings.meeting.models import Meeting

Level = Meeting.Level
LONGEST_NOTE = 1200  # characters; what is longer would crowd the foot of a page, and stands in the text
NEXT_MEETINGS = dt.timedelta(days=183)  # how far ahead the next chair's calendar is looked into


def meetings(term: Chairmanship, as_at: dt.date) -> dict:
    """Returns the meetings of the term by level, side by side, each with its city and details."""
    rows = list(Meeting.objects.convened().of_term(term).prefetch_related("guests"))
    by_level = {level: [_meeting(row) for row in rows if row.level == level] for level in Level}
    if not rows:
        return {}
    return {
        "sentence": _how_often(rows, as_at),
        "rows": list(zip_longest(by_level[Level.PRINCIPALS], by_level[Level.WORKING])),
        "particulars": [
            {"meeting": heading(row), "text": facts["text"]}
            for row, facts in ((row, _meeting(row)) for row in rows)
            if facts["text"]
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
        "time": hour(meeting.time) if meeting.time else "",
        "place": " and ".join(filter(None, [where, "by video" if meeting.by_video else ""])),
        "ad_hoc": meeting.kind == Meeting.Kind.AD_HOC,
        "note": text if len(text) <= LONGEST_NOTE else "",
        "text": text if len(text) > LONGEST_NOTE else "",
    }


def next_meetings(term: Chairmanship, as_at: dt.date) -> list[dict]:
    """Returns the meetings that are fixed for the half-year after the term."""
    rows = (
        Meeting.objects.convened()
        .filter(date__earliest__gt=term.ends, date__latest__lte=term.ends + NEXT_MEETINGS)
        .prefetch_related("guests")
    )
    return [_meeting(row) | {"level": row.get_level_display()} for row in rows]


def heading(meeting: Meeting) -> str:
    """Returns the heading of a meeting in a report: its level, day and city."""
    return ", ".join(
        filter(None, [f"{meeting.get_level_display().capitalize()}, {meeting.date}", meeting.city])
    )


CHAPTERS = [
    Chapter("meetings", "achievements", 10, "Meetings", "meetings/meeting/handover/meetings.html", meetings),
    Chapter(
        "next-meetings",
        "handover",
        50,
        "Next meetings",
        "meetings/meeting/handover/next_meetings.html",
        next_meetings,
    ),
]
