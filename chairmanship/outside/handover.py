"""What the report tells of statements, contributions and briefings: a sentence for each."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.outside.models import Event
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
from foundation.text.words import number, opened

Kind = Event.Kind


def _events(term, as_at: dt.date) -> list[Event]:
    rows = Event.objects.delivered().of_term(term).filter(for_agency=False)
    order = list(Kind)
    found = rows.select_related("delivered_by").prefetch_related("speakers__agency")
    return sorted(found, key=lambda event: (order.index(Kind(event.kind)), event.date, event.forum))


def summary(term, as_at) -> Iterator[Drafted]:
    """How many statements, contributions and briefings there were, in the summary."""
    if found := _counted(_events(term, as_at)):
        words = _("On behalf of the Group there were %(counts)s.")
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
    """A sentence for each statement, contribution and briefing, by date."""
    for event in _events(term, as_at):
        key = key_of("said", event.kind, event.date.iso, event.forum)
        yield paragraph(key, _said(event), more_of_it(event.summary))


def _said(event: Event) -> str:
    on = event.date.latest
    troika = enumerated(mention(speaker.agency, on) for speaker in event.speakers.all())
    if event.by_troika and troika:
        who = say(_("the troika (%(agencies)s)"), agencies=troika)
    elif event.by_troika:
        who = _("the troika")
    elif event.delivered_by:
        who = mention(event.delivered_by, on)
    else:
        who = troika
    words = _WORDS[Kind(event.kind), bool(who), bool(event.city)]()
    return say(words, who=_opened(who), when=event.date.when, city=event.city, forum=event.forum)


def _opened(who: str) -> str:
    return who if who.startswith("\ue000") else say("%(who)s", who=opened(who))


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


# By the kind, whether it is known who spoke, and whether the city is known.
_WORDS = {
    (Kind.STATEMENT, True, True): lambda: _(
        "%(who)s delivered a statement on behalf of the Group %(when)s in %(city)s (%(forum)s)."
    ),
    (Kind.STATEMENT, True, False): lambda: _(
        "%(who)s delivered a statement on behalf of the Group %(when)s (%(forum)s)."
    ),
    (Kind.STATEMENT, False, True): lambda: _(
        "A statement was delivered on behalf of the Group %(when)s in %(city)s (%(forum)s)."
    ),
    (Kind.STATEMENT, False, False): lambda: _(
        "A statement was delivered on behalf of the Group %(when)s (%(forum)s)."
    ),
    (Kind.CONTRIBUTION, True, True): lambda: _(
        "%(who)s coordinated the contribution of the Group %(when)s in %(city)s (%(forum)s)."
    ),
    (Kind.CONTRIBUTION, True, False): lambda: _(
        "%(who)s coordinated the contribution of the Group %(when)s (%(forum)s)."
    ),
    (Kind.CONTRIBUTION, False, True): lambda: _(
        "The Group made a contribution %(when)s in %(city)s (%(forum)s)."
    ),
    (Kind.CONTRIBUTION, False, False): lambda: _("The Group made a contribution %(when)s (%(forum)s)."),
    (Kind.BRIEFING, True, True): lambda: _("%(who)s gave a briefing %(when)s in %(city)s (%(forum)s)."),
    (Kind.BRIEFING, True, False): lambda: _("%(who)s gave a briefing %(when)s (%(forum)s)."),
    (Kind.BRIEFING, False, True): lambda: _("The Group gave a briefing %(when)s in %(city)s (%(forum)s)."),
    (Kind.BRIEFING, False, False): lambda: _("The Group gave a briefing %(when)s (%(forum)s)."),
}

PASSAGES = [
    Passage("summary", 30, summary),
    Passage("events", 10, events),
    Passage("statements", 10, statements),
]
