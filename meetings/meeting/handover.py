"""Chapters of the handover report: the meetings of the term, and those that are fixed after it."""

import datetime as dt
from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chairmanship.models import Chairmanship
from foundation.dates.shown import hour
from foundation.handover.chapters import Chapter
from foundation.text.words import counted, opened, sentence, times
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
    principals = sum(meeting.level == Level.PRINCIPALS for meeting in met)
    working = len(met) - principals
    if not met:
        said = _("The Group has not met yet.")
    elif not working:
        said = _("The Group met %(times)s at principals level.") % {"times": times(principals)}
    elif not principals:
        said = _("The Group met %(times)s at working level.") % {"times": times(working)}
    else:
        said = _(
            "The Group met %(times)s: %(principals)s at principals level and %(working)s at working level."
        ) % {"times": times(len(met)), "principals": times(principals), "working": times(working)}
    ahead = len(meetings) - len(met)
    more = ngettext("One more meeting is scheduled.", "%(count)s more meetings are scheduled.", ahead)
    return f"{said} {opened(counted(ahead, more, ''))}".rstrip()


def _meeting(meeting: Meeting) -> dict:
    guests = [guest.named for guest in meeting.guests.all()] if meeting.has_open_words else []
    request = meeting.convened_at_request_of
    notes = [
        meeting.title,
        _("Convened at the request of %(who)s.") % {"who": request} if request else "",
        meeting.purpose,
        _("Invited participants: %(names)s.") % {"names": "; ".join(guests)} if guests else "",
    ]
    text = " ".join(sentence(note) for note in notes if note)
    where = ", ".join(filter(None, [meeting.city, meeting.venue]))
    return {
        "date": str(meeting.date),
        "time": hour(meeting.time) if meeting.time else "",
        "place": _place(where, meeting.by_video),
        "ad_hoc": meeting.kind == Meeting.Kind.AD_HOC,
        "note": text if len(text) <= LONGEST_NOTE else "",
        "text": text if len(text) > LONGEST_NOTE else "",
    }


def _place(where: str, by_video: bool) -> str:
    if not by_video:
        return where
    return _("%(place)s and by video") % {"place": where} if where else _("by video")


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
    return ", ".join(filter(None, [f"{opened(meeting.get_level_display())}, {meeting.date}", meeting.city]))


CHAPTERS = [
    Chapter(
        "meetings",
        "achievements",
        10,
        gettext_lazy("Meetings"),
        "meetings/meeting/handover/meetings.html",
        meetings,
    ),
    Chapter(
        "next-meetings",
        "handover",
        50,
        gettext_lazy("Next meetings"),
        "meetings/meeting/handover/next_meetings.html",
        next_meetings,
    ),
]
