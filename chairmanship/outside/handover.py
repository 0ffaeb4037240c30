"""What the report tells of statements, contributions and briefings: a sentence for each."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.outside.models import Event
from foundation.handover.gathering import shared
from foundation.handover.passages import (
    Drafted,
    Passage,
    enumerated,
    key_of,
    mention,
    more_of_it,
    paragraph,
    say,
)
from foundation.text.words import number

Kind = Event.Kind


@shared
def _events(term, as_at: dt.date) -> list[Event]:
    rows = Event.objects.delivered().of_term(term).filter(for_agency=False)
    order = list(Kind)
    found = rows.select_related("delivered_by").prefetch_related("speakers__agency")
    return sorted(found, key=lambda event: (order.index(Kind(event.kind)), event.date, event.forum))


def summary(term, as_at) -> Iterator[Drafted]:
    """How many statements, contributions and briefings there were, in the summary."""
    if found := _counted(_events(term, as_at)):
        words = _("The work on behalf of the Group comprised %(counts)s.")
        yield paragraph("sumwork", say(words, counts=enumerated(found)))


def _counted(events: list[Event]) -> list[str]:
    counts = {kind: sum(event.kind == kind for event in events) for kind in Kind}
    words = {
        Kind.STATEMENT: ngettext("%(number)s statement", "%(number)s statements", counts[Kind.STATEMENT]),
        Kind.CONTRIBUTION: ngettext(
            "%(number)s contribution", "%(number)s contributions", counts[Kind.CONTRIBUTION]
        ),
        Kind.BRIEFING: ngettext("%(number)s briefing", "%(number)s briefings", counts[Kind.BRIEFING]),
    }
    return [say(words[kind], number=number(count)) for kind, count in counts.items() if count]


def events(term, as_at) -> Iterator[Drafted]:
    """A sentence for all statements of a speaker, for all contributions of a date, and for each briefing."""
    for _key, run in groupby(_events(term, as_at), _together):
        found = list(run)
        key = key_of("said", found[0].kind, found[0].date.iso, found[0].forum)
        summaries = {event.summary for event in found}
        more = more_of_it(found[0].summary, count=len(found)) if len(summaries) == 1 else ""
        yield paragraph(key, _said(found, tells_summaries=len(summaries) > 1), more)


def _together(event: Event) -> tuple:
    """Returns what events have in common that one sentence tells."""
    if event.kind == Kind.BRIEFING or event.by_troika:
        return event.kind, event.pk
    return event.kind, event.delivered_by_id, event.date if event.kind == Kind.CONTRIBUTION else ""


def _said(found: list[Event], *, tells_summaries: bool) -> str:
    event, count = found[0], len(found)
    who, kind = _who(event), Kind(event.kind)
    if count > 1 and kind == Kind.CONTRIBUTION and not any(one.city for one in found) and not tells_summaries:
        words = (
            _("%(who)s coordinated %(number)s contributions of the Group %(when)s (%(forums)s).")
            if who
            else _("The Group made %(number)s contributions %(when)s (%(forums)s).")
        )
        forums = "; ".join(one.forum for one in found)
        return say(words, who=who, number=number(count), when=event.date.when, forums=forums)
    places = [_place(one, tells_summaries=tells_summaries) for one in found]
    words = _words(kind, bool(who), count)
    return say(words, who=who, number=number(count), places=enumerated(places))


def _who(event: Event) -> str:
    """Returns who spoke, as the subject of a sentence; "" if that is not known."""
    on = event.date.latest
    agencies = enumerated(mention(speaker.agency, on) for speaker in event.speakers.all())
    if event.by_troika:
        return say(_("The troika (%(agencies)s)"), agencies=agencies) if agencies else _("The troika")
    return mention(event.delivered_by, on) if event.delivered_by else agencies


def _place(event: Event, *, tells_summaries: bool) -> str:
    """Returns when and where it was, for which forum, and perhaps what about."""
    words = _("%(when)s in %(city)s (%(forum)s)") if event.city else _("%(when)s (%(forum)s)")
    said = say(words, when=event.date.when, city=event.city, forum=event.forum)
    if not (tells_summaries and event.summary):
        return said
    return say(_("%(place)s: %(summary)s"), place=said, summary=event.summary.rstrip(". "))


def _words(kind: Kind, is_known: bool, count: int) -> str:
    """Returns the sentence on so many of that kind; whether it is known who spoke."""
    if kind == Kind.STATEMENT and is_known:
        return ngettext(
            "%(who)s delivered a statement on behalf of the Group %(places)s.",
            "%(who)s delivered %(number)s statements on behalf of the Group: %(places)s.",
            count,
        )
    if kind == Kind.STATEMENT:
        return ngettext(
            "There was a statement on behalf of the Group %(places)s.",
            "There were %(number)s statements on behalf of the Group: %(places)s.",
            count,
        )
    if kind == Kind.CONTRIBUTION and is_known:
        return ngettext(
            "%(who)s coordinated a contribution of the Group %(places)s.",
            "%(who)s coordinated %(number)s contributions of the Group: %(places)s.",
            count,
        )
    if kind == Kind.CONTRIBUTION:
        return ngettext(
            "The Group made a contribution %(places)s.",
            "The Group made %(number)s contributions: %(places)s.",
            count,
        )
    return (
        _("%(who)s gave a briefing %(places)s.") if is_known else _("The Group gave a briefing %(places)s.")
    )


def statements(term, as_at) -> Iterator[Drafted]:
    """The statements in full, as they were delivered and published."""
    for event in _events(term, as_at):
        if event.text and event.published_at:
            key = key_of("full", event.kind, event.date.iso, event.forum)
            title = say(_("%(forum)s, %(date)s"), forum=event.forum, date=event.date)
            lines = "".join(
                f"<p>{say('%(line)s', line=line)}</p>" for line in event.text.splitlines() if line.strip()
            )
            yield Drafted(key, f'<h3 data-id="{key}">{title}</h3>')
            yield Drafted(f"{key}x"[:16], f'<blockquote data-id="{key}x">{lines}</blockquote>')


PASSAGES = [
    Passage("summary", 30, summary),
    Passage("events", 10, events),
    Passage("statements", 10, statements),
]
