"""What the register of members tells in a handover report: how many they are, who joined and who left."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.register.models import Membership
from foundation.dates.partial import PartialDate
from foundation.dates.shown import day
from foundation.handover.gathering import shared
from foundation.handover.passages import (
    Drafted,
    Passage,
    captioned,
    enumerated,
    mention,
    paragraph,
    say,
    table,
)
from foundation.text import sorting
from foundation.text.words import number, opened

BAR = "■"
FEW = 5  # agencies that a sentence can name with their dates
FEWEST = 3  # rows of a chart; fewer say no more than the sentence above it


def _until(term, as_at: dt.date) -> dt.date:
    """The last day of the term; while it lasts, the day of the report."""
    return max(term.starts, min(as_at, term.ends))


@shared
def _memberships() -> list[Membership]:
    """Returns all memberships, in the order in which they began."""
    found = Membership.objects.select_related("agency")
    return sorted(found, key=lambda one: (one.starts.earliest, sorting.key(one.agency.acronym)))


def _on(day_: dt.date) -> set[int]:
    """Returns the keys of the agencies that were certainly members on that day."""
    return {
        one.agency_id
        for one in _memberships()
        if one.starts.latest <= day_ and (not one.ends or one.ends.earliest >= day_)
    }


def count_on(day_: dt.date) -> int:
    """Returns how many agencies were certainly members on that day."""
    return len(_on(day_))


def summary(term, as_at) -> Iterator[Drafted]:
    """How many members the Group has, in the summary."""
    until = _until(term, as_at)
    if count := count_on(until):
        month = PartialDate(until.year, until.month)
        words = (
            ngettext(
                "In %(month)s the Group has %(number)s member.",
                "In %(month)s the Group has %(number)s members.",
                count,
            )
            if as_at < term.ends
            else ngettext(
                "In %(month)s the Group had %(number)s member.",
                "In %(month)s the Group had %(number)s members.",
                count,
            )
        )
        yield paragraph("sumchair", say(words, month=month, number=number(count)))


def members(term, as_at) -> Iterator[Drafted]:
    """Who founded the Group, how many members it had in the term, who joined and left, and how it grew."""
    every = _memberships()
    if founders := [one for one in every if one.basis == Membership.Basis.FOUNDER]:
        words = ngettext(
            "%(number)s agency founded the Group: %(agencies)s.",
            "%(number)s agencies founded the Group: %(agencies)s.",
            len(founders),
        )
        yield paragraph(
            "groupbegan",
            say(
                words,
                number=opened(number(len(founders))),
                agencies=enumerated(mention(one.agency, one.starts.latest) for one in founders),
            ),
        )
    until = _until(term, as_at)
    touching = _touching(term.starts, until)
    before = [one for one in every if one not in founders and one.starts.latest < term.starts]
    if founders and 0 < len(before) <= FEW:
        words = ngettext(
            "%(number)s more agency joined before the term: %(agencies)s.",
            "%(number)s more agencies joined before the term: %(agencies)s.",
            len(before),
        )
        yield paragraph(
            "groupbegan", say(words, number=opened(number(len(before))), agencies=_by_date(before, "starts"))
        )
    first, last = count_on(term.starts), count_on(until)
    joined = [one for one in touching if one.starts.earliest >= term.starts]
    left = [one for one in touching if one.ends and one.ends.latest <= until]
    if last:
        is_steady = not (joined or left)
        yield paragraph("members", *_counted(first, last, term.starts, until, is_steady=is_steady))
    if joined:
        words = _("%(agencies)s joined the Group."), _("%(agencies)s joined the Group %(when)s.")
        yield paragraph("members", _moved(joined, "starts", *words))
    if left:
        words = _("%(agencies)s left the Group."), _("%(agencies)s left the Group %(when)s.")
        yield paragraph("members", _moved(left, "ends", *words))
    certain = _on(until)
    if perhaps := [one for one in _touching(until, until) if one.agency_id not in certain]:
        words = ngettext(
            "The membership of %(agencies)s may also have held on %(day)s: only a month or a year is known.",
            "The memberships of %(agencies)s may also have held on %(day)s: only a month or a year is known.",
            len(perhaps),
        )
        names = enumerated(str(one.agency.as_of(until)) for one in perhaps)
        yield paragraph("members", say(words, agencies=names, day=day(until)))
    if grown := _growth(until):
        yield captioned("growth", _("Members at the end of each year in which their number changed"), grown)


def _touching(first: dt.date, last: dt.date) -> list[Membership]:
    """Returns the memberships that may have held on some day of that period."""
    return [
        one
        for one in _memberships()
        if one.starts.earliest <= last and (not one.ends or one.ends.latest >= first)
    ]


def _counted(first: int, last: int, starts: dt.date, until: dt.date, *, is_steady: bool) -> Iterator[str]:
    if first == last and is_steady:
        words = ngettext(
            "The Group had %(number)s member throughout the term.",
            "The Group had %(number)s members throughout the term.",
            last,
        )
        yield say(words, number=number(last))
        return
    if first == last:
        words = ngettext(
            "The Group had %(number)s member at the beginning and at the end of the term.",
            "The Group had %(number)s members at the beginning and at the end of the term.",
            last,
        )
        yield say(words, number=number(last))
        return
    words = ngettext(
        "On %(day)s the Group had %(number)s member.",
        "On %(day)s the Group had %(number)s members.",
        first or last,
    )
    if first:
        yield say(words, number=number(first), day=day(starts))
        words = ngettext(
            "On %(day)s it had %(number)s member.", "On %(day)s it had %(number)s members.", last
        )
    yield say(words, number=number(last), day=day(until))


def _moved(rows: list[Membership], field: str, words: str, at_once: str) -> str:
    """Returns the sentence on agencies that joined or left, at several dates or at one."""
    dates = {getattr(row, field) for row in rows}
    if len(dates) > 1:
        return say(words, agencies=_by_date(rows, field))
    [date] = dates
    return say(at_once, agencies=enumerated(mention(row.agency, date.latest) for row in rows), when=date.when)


def _by_date(rows: list[Membership], field: str) -> str:
    """Returns agencies with when they joined or left: "UNITAR in July 2007; UNESCO and UNICEF in 2008"."""
    parts = []
    for date, run in groupby(rows, lambda row: getattr(row, field)):
        names = enumerated(mention(row.agency, date.latest) for row in run)
        parts.append(say(_("%(agencies)s %(when)s"), agencies=names, when=date.when))
    return enumerated(parts, apart=len(parts) > 1 and len(rows) > len(parts))


def _growth(until: dt.date) -> str:
    """Returns a chart: the members at the end of each year in which their number changed.

    It is "" if the number never changed.
    """
    rows = [(one.agency_id, one.starts, one.ends) for one in _memberships() if one.starts.latest <= until]
    if not rows:
        return ""
    counts: dict[dt.date, int] = {}
    for year in range(min(starts.year for _agency, starts, _ends in rows), until.year + 1):
        on = min(dt.date(year, 12, 31), until)
        there = {
            agency
            for agency, starts, ends in rows
            if starts.latest <= on and (not ends or ends.earliest >= on)
        }
        if not counts or len(there) != list(counts.values())[-1]:
            counts[on] = len(there)
    if len(counts) < FEWEST:
        return ""
    lines = [(day(on), f"{BAR * count} {count}") for on, count in counts.items()]
    return table([_("Date"), _("Members")], lines)


def since(term, as_at) -> Iterator[Drafted]:
    """Who joined after the term, and how many members there were then."""
    joined = [one for one in _memberships() if term.ends < one.starts.earliest <= as_at]
    if joined:
        count = count_on(as_at)
        words = ngettext(
            "On %(day)s the Group had %(number)s member.",
            "On %(day)s the Group had %(number)s members.",
            count,
        )
        yield paragraph(
            "joinedsince",
            say(
                ngettext(
                    "%(number)s agency has joined the Group since the end of the term: %(agencies)s.",
                    "%(number)s agencies have joined the Group since the end of the term: %(agencies)s.",
                    len(joined),
                ),
                number=opened(number(len(joined))),
                agencies=_by_date(joined, "starts"),
            ),
            say(words, day=day(as_at), number=number(count)) if count else "",
        )


def annex(term, as_at) -> Iterator[Drafted]:
    """The members of the term, each with its name, its headquarters and since when it is one."""
    rows = _touching(term.starts, _until(term, as_at))
    if rows:
        lines = []
        for one in rows:
            then = one.agency.as_of(min(_until(term, as_at), one.ends.earliest if one.ends else as_at))
            period = (
                _("%(first)s to %(last)s") % {"first": one.starts, "last": one.ends}
                if one.ends
                else _("since %(date)s") % {"date": one.starts}
            )
            name = then.name
            lines.append((then.acronym, name, one.agency.headquarters, period))
        head = [_("Agency"), _("Name"), _("Headquarters"), _("Member")]
        yield captioned(
            "allmembers", _("Members during the term, in the order in which they joined"), table(head, lines)
        )


PASSAGES = [
    Passage("summary", 12, summary),
    Passage("origin", 20, members),
    Passage("since", 10, since),
    Passage("members", 10, annex),
]
