"""What the report tells of meetings: how often the Group met, when and where, with whom, and what is next."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.models import Chairmanship
from foundation.dates import hours
from foundation.dates.shown import hour
from foundation.handover.gathering import shared
from foundation.handover.passages import (
    Drafted,
    Passage,
    captioned,
    enumerated,
    note,
    paragraph,
    say,
    table,
    together,
)
from foundation.text.words import number, opened, sentence
from meetings.meeting.models import Meeting

Level = Meeting.Level
LONGEST_NOTE = 1200  # characters; what is longer would crowd the foot of a page, and stands in the text
YEAR = dt.timedelta(days=365)  # how far ahead the next chair's calendar is looked into


@shared
def convened_in(term: Chairmanship) -> list[Meeting]:
    """Returns the convened meetings of the term, in order, with their guests."""
    return list(Meeting.objects.convened().of_term(term).prefetch_related("guests"))


def summary(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """How often the Group met, in the summary."""
    if rows := convened_in(term):
        yield paragraph("sumwork", *_how_often(rows, as_at))


def meetings(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """How often the Group met, and a table of its meetings. What they were for stands in footnotes."""
    rows = convened_in(term)
    if not rows:
        return
    yield paragraph("metoften", *_how_often(rows, as_at))
    head = [_("Date"), _("Level"), _("Place")]
    yield captioned(
        "metwhen", _("Meetings of the Group"), table(head, [_line(row, as_at) for row in rows]), short=True
    )
    for row in rows:
        if len(said := _purpose(row)) > LONGEST_NOTE:
            lead = say(_("Meeting of %(day)s:"), day=row.date)
            key = f"met{row.date.iso.replace('-', '')}{row.level[0]}"
            yield paragraph(key, lead, said, public=row.is_on_record)


def _how_often(meetings: list[Meeting], as_at: dt.date) -> Iterator[str]:
    """Yields how many meetings the Group held, and how many are still to come in a term that lasts."""
    met = [meeting for meeting in meetings if meeting.date.earliest <= as_at]
    principals = sum(meeting.level == Level.PRINCIPALS for meeting in met)
    working = len(met) - principals
    if principals and working:
        words = _(
            "The Group held %(count)s meetings: %(principals)s of principals and "
            "%(working)s at working level."
        )
    elif principals:
        words = ngettext(
            "The Group held %(count)s meeting of principals.",
            "The Group held %(count)s meetings of principals.",
            principals,
        )
    else:
        words = ngettext(
            "The Group held %(count)s meeting at working level.",
            "The Group held %(count)s meetings at working level.",
            working,
        )
    counts = {"count": number(len(met)), "principals": number(principals), "working": number(working)}
    yield say(words, **counts) if met else ""
    ahead = len(meetings) - len(met)
    more = ngettext("%(number)s meeting is still to come.", "%(number)s meetings are still to come.", ahead)
    yield say(more, number=opened(number(ahead))) if ahead else ""


def _line(meeting: Meeting, as_at: dt.date) -> tuple[str, ...]:
    """Returns the row of a meeting. Its purpose and its invited participants are a footnote."""
    said = _purpose(meeting)
    level = opened(meeting.get_level_display())
    if meeting.kind == Meeting.Kind.AD_HOC:
        level = _("%(level)s, ad hoc") % {"level": level}
    if as_at < meeting.date.earliest <= meeting.date.latest:
        level = _("%(level)s (still to come)") % {"level": level}
    return together(_when(meeting)) + note(said if len(said) <= LONGEST_NOTE else ""), level, _place(meeting)


def _when(meeting: Meeting) -> str:
    """Returns its date, with the hour and its zone if they are known."""
    if not meeting.time:
        return str(meeting.date)
    at = hour(meeting.time)
    return hours.day_and_hours(
        str(meeting.date), hours.at_place(at, hours.place(meeting.timezone)) if meeting.timezone else at
    )


def _purpose(meeting: Meeting) -> str:
    """Returns what a meeting was for, at whose request it was convened, and who was invited."""
    guests = [guest.named for guest in meeting.guests.all()] if meeting.has_open_words else []
    request, purpose = meeting.convened_at_request_of, meeting.purpose
    asked = _("Convened at the request of %(who)s.") % {"who": request} if request else ""
    if request and purpose.startswith("To "):
        words = _("Convened at the request of %(who)s %(purpose)s")
        asked, purpose = words % {"who": request, "purpose": purpose[:1].lower() + purpose[1:]}, ""
    words = ngettext("Invited participant: %(names)s.", "Invited participants: %(names)s.", len(guests))
    invited = words % {"names": "; ".join(guests)} if guests else ""
    return " ".join(sentence(one) for one in (meeting.title, asked, purpose, invited) if one)


def _place(meeting: Meeting) -> str:
    where = ", ".join(filter(None, [meeting.city, meeting.venue]))
    if not meeting.by_video:
        return where
    return _("%(place)s and by video") % {"place": where} if where else _("by video")


def partners(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """Who was invited to meetings from outside the Group."""
    rows = (row for row in convened_in(term) if row.has_open_words and row.date.earliest <= as_at)
    names = dict.fromkeys(guest.organization or guest.name for row in rows for guest in row.guests.all())
    if names:
        words = _("Participants from outside the Group were invited to its meetings: %(names)s.")
        yield paragraph("guests", say(words, names=enumerated(names)))


def ahead(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """The meetings that are convened for the year after the term."""
    rows = list(
        Meeting.objects.convened()
        .filter(date__earliest__gt=term.ends, date__latest__lte=term.ends + YEAR)
        .prefetch_related("guests")
    )
    if rows:
        words = ngettext(
            "%(number)s meeting has been convened for the year after the term.",
            "%(number)s meetings have been convened for the year after the term.",
            len(rows),
        )
        yield paragraph("nextoften", say(words, number=opened(number(len(rows)))))
        head = [_("Date"), _("Level"), _("Place")]
        yield captioned("nextwhen", _("Next meetings"), table(head, [_line(row, as_at) for row in rows]))


def heading(meeting: Meeting) -> str:
    """Returns the heading of a meeting in a report: its level, day and city."""
    return ", ".join(filter(None, [f"{opened(meeting.get_level_display())}, {meeting.date}", meeting.city]))


PASSAGES = [
    Passage("summary", 20, summary),
    Passage("meetings", 10, meetings),
    Passage("engagement", 10, partners),
    Passage("ahead", 20, ahead),
]
