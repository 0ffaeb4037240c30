"""What the report tells of documents: each with what it is, who made it, what it is for and for whom."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.rotation.handover import paragraphs_of
from documents.clearance.status import as_of_now
from documents.document.models import Document
from foundation.handover.gathering import shared
from foundation.handover.passages import (
    Drafted,
    Passage,
    captioned,
    enumerated,
    key_of,
    link,
    mention,
    more_of_it,
    paragraph,
    say,
    strong,
    table,
)
from foundation.text import sorting
from foundation.text.words import number, opened

Kind, State = Document.Kind, Document.State
PUBLIC = (State.PUBLISHED, State.SUPERSEDED)
UNFINISHED = (State.DRAFTING, State.CIRCULATED, State.DROPPED)


def _told(documents) -> list[Document]:
    """Returns the documents of which a report tells: not those drafted, in clearance or dropped."""
    rows = documents.select_related("lead").with_face()
    rows = rows.prefetch_related("contributors", "sharings", "event_links__event")
    return [one for one in as_of_now(rows) if one.state not in UNFINISHED]


@shared
def _of_term(term) -> list[Document]:
    return _told(Document.objects.of_term(term))


def joint(term) -> list[Document]:
    """Returns the joint documents that a report tells of."""
    others = (*Document.INSTITUTIONAL, *Document.PLANNING)
    return [one for one in _of_term(term) if one.kind not in others]


def summary(term, as_at) -> Iterator[Drafted]:
    """How many joint documents there are, in the summary."""
    if rows := joint(term):
        yield paragraph("sumwork", _how_many(rows))


def summary_of_institution(term, as_at) -> Iterator[Drafted]:
    """What the Group made for its own work, in the summary."""
    rows = [one for one in _of_term(term) if one.kind in Document.INSTITUTIONAL]
    kinds = [kind for kind in Document.INSTITUTIONAL if any(one.kind == kind for one in rows)]
    if kinds:
        words = _("The Group also worked on %(things)s.")
        public = all(one.is_public for one in rows)
        yield paragraph(
            "suminst", say(words, things=enumerated(THINGS[kind]() for kind in kinds)), public=public
        )


def _how_many(rows: list[Document]) -> str:
    """Returns how many documents there are, and what became of all of them."""
    count = len(rows)
    if all(one.state in PUBLIC for one in rows):
        words = ngettext(
            "The Group published %(number)s joint document.",
            "The Group published %(number)s joint documents.",
            count,
        )
    elif all(one.state == State.ADOPTED for one in rows):
        words = ngettext(
            "The Group adopted %(number)s joint document.",
            "The Group adopted %(number)s joint documents.",
            count,
        )
    else:
        words = ngettext(
            "The Group completed %(number)s joint document.",
            "The Group completed %(number)s joint documents.",
            count,
        )
    return say(words, number=number(count))


def joint_documents(term, as_at) -> Iterator[Drafted]:
    """The joint documents. What all have in common is said once."""
    rows = joint(term)
    if not rows:
        return
    leads, states = {one.lead for one in rows}, {one.state for one in rows}
    lead = next(iter(leads)) if len(leads) == 1 and len(rows) > 1 else None
    words = (
        _("%(agency)s led the work on both.")
        if len(rows) == 2
        else _("%(agency)s led the work on all of them.")
    )
    led = say(words, agency=mention(lead, term.ends)) if lead else ""
    yield paragraph("documents", _how_many(rows), led)
    for one in rows:
        told = _about(one, tells_lead=not lead, tells_state=len(states) > 1)
        yield paragraph(_key(one), *told, public=one.is_public)


def _key(document: Document) -> str:
    return key_of("doc", document.title, document.kind)


def _about(document: Document, *, tells_lead: bool, tells_state: bool) -> Iterator[str]:
    """Yields sentences on a document: its title, what it is, who made it, and what became of it."""
    title = strong(link(document.address, document.title))
    kind = str(document.get_kind_display()) if document.kind in JOINT else ""
    if kind and kind.lower() not in document.title.lower():
        yield say(_("%(title)s (%(kind)s)."), title=title, kind=kind)
    else:
        yield say(_("%(title)s."), title=title)
    yield more_of_it(document.summary)
    on = document.date.latest if document.date else None
    if document.lead and tells_lead:
        yield say(_("%(agency)s led the work on it."), agency=mention(document.lead, on))
    if others := sorting.ordered(one.as_of(on) if on else one for one in document.contributors.all()):
        words = ngettext("%(agencies)s contributed to it.", "%(agencies)s contributed to it.", len(others))
        yield say(words, agencies=enumerated(mention(one, on) for one in others))
    if tells_state or document.date:
        yield _became(document)
    if document.issued_as:
        yield say(_("%(face)s."), face=document.face)
    if shared := [sharing.name for sharing in document.sharings.all()]:
        yield say(_("It was shared with %(names)s."), names=enumerated(shared))
    if events := [event_link.event for event_link in document.event_links.all()]:
        yield say(_("It was delivered at %(names)s."), names=enumerated(event.forum for event in events))


def _became(document: Document) -> str:
    when = document.date.when if document.date else ""
    words = {
        State.CLEARED: (_("The agencies cleared it."), _("The agencies cleared it %(when)s.")),
        State.ADOPTED: (_("The Group adopted it."), _("The Group adopted it %(when)s.")),
        State.PUBLISHED: (_("It was published."), _("It was published %(when)s.")),
        State.SUPERSEDED: (
            _("It was published and has been replaced since."),
            _("It was published %(when)s and has been replaced since."),
        ),
    }
    plain, dated = words.get(document.state, ("", _("It is dated %(date)s.")))
    return say(dated if when else plain, when=when, date=document.date or "")


def planning(term, as_at) -> Iterator[Drafted]:
    """The workplan and the schedule of meetings, as documents."""
    yield from _made(term, "plans", Document.PLANNING)


def institutional(term, as_at) -> Iterator[Drafted]:
    """What the Group made for its own work: a sentence for each."""
    yield from _made(term, "made", Document.INSTITUTIONAL, section="institutional")


def _made(term, key: str, kinds, *, section: str = "") -> Iterator[Drafted]:
    """Yields a sentence for each document; only their titles if the chair wrote of them in that section."""
    order = list(kinds)
    rows = sorted((one for one in _of_term(term) if one.kind in kinds), key=lambda one: order.index(one.kind))
    if rows and any(row.section == section and row.text for row in paragraphs_of(term)):
        public = all(one.is_public for one in rows)
        yield paragraph(key, *_titles(rows), public=public)
        return
    who = _("The Group")
    for one in rows:
        words = MADE[Kind(one.kind)](one.state in (State.ADOPTED, State.CLEARED, *PUBLIC))
        said = say(words, who=who, title=link(one.address, one.title))
        yield paragraph(key, said, more_of_it(one.summary), public=one.is_public)
        who = _("It") if "%(who)s" in words else _("The Group")


def _titles(rows: list[Document]) -> Iterator[str]:
    """Yields which documents there are, and which website."""
    sites = [one for one in rows if one.kind == Kind.WEBSITE]
    for found, one, many in (
        (
            [row for row in rows if row not in sites],
            _("The document is %(titles)s."),
            _("The documents are %(titles)s."),
        ),
        (sites, _("The website is %(titles)s."), _("The websites are %(titles)s.")),
    ):
        titles = [say(_("“%(title)s”"), title=link(row.address, row.title)) for row in found]
        yield say(one if len(titles) == 1 else many, titles=enumerated(titles)) if titles else ""


def since(term, as_at) -> Iterator[Drafted]:
    """The documents that grew out of the term later, as known on the day of the report."""
    for one in _told(Document.objects.filter(origin=term)):
        if one.date is None or one.date.earliest <= as_at:
            title = strong(link(one.address, one.title))
            lead = say(_("%(title)s grew out of the work of the term."), title=title)
            yield paragraph(_key(one), lead, more_of_it(one.summary), _became(one), public=one.is_public)


def annex(term, as_at) -> Iterator[Drafted]:
    """A table of all documents of the term."""
    if rows := [one for one in _of_term(term) if one.kind != Kind.WEBSITE]:
        lines = [
            (
                link(one.address, one.title),
                opened(one.get_kind_display()) if one.kind != Kind.OTHER else "",
                one.symbol,
                str(one.lead.as_of(one.date.latest) if one.lead and one.date else one.lead or ""),
                opened(one.get_state_display()) if one.state else "",
                str(one.date or ""),
            )
            for one in rows
        ]
        head = [_("Document"), _("Kind"), _("Symbol"), _("Lead agency"), _("Status"), _("Date")]
        yield captioned("alldocs", _("Documents of the term"), table(head, lines))


JOINT = (
    Kind.BROCHURE, Kind.INFORMATION_NOTE, Kind.SURVEY, Kind.MATRIX, Kind.HANDBOOK, Kind.REPORT,
    Kind.STATEMENT,
)  # fmt: skip
THINGS: dict[str, Callable[[], str]] = {
    Kind.TERMS_OF_REFERENCE: lambda: _("its terms of reference"),
    Kind.WORKING_METHODS: lambda: _("its working methods"),
    Kind.CRITERIA: lambda: _("its admission criteria"),
    Kind.TEMPLATE: lambda: _("a template"),
    Kind.WEBSITE: lambda: _("a website"),
}
# What the Group did with each, whether it is known to be agreed or not.
MADE: dict[str, Callable[[bool], str]] = {
    Kind.TERMS_OF_REFERENCE: lambda agreed: (
        _("%(who)s agreed on its terms of reference (“%(title)s”).")
        if agreed
        else _("%(who)s worked on its terms of reference (“%(title)s”).")
    ),
    Kind.WORKING_METHODS: lambda agreed: (
        _("%(who)s agreed on working methods (“%(title)s”).")
        if agreed
        else _("%(who)s worked on its working methods (“%(title)s”).")
    ),
    Kind.CRITERIA: lambda agreed: (
        _("%(who)s agreed on criteria for admission (“%(title)s”).")
        if agreed
        else _("%(who)s worked on criteria for admission (“%(title)s”).")
    ),
    Kind.TEMPLATE: lambda agreed: (
        _("%(who)s agreed on a template (“%(title)s”).")
        if agreed
        else _("%(who)s prepared a template (“%(title)s”).")
    ),
    Kind.WEBSITE: lambda agreed: (
        _("%(who)s opened a website (“%(title)s”).")
        if agreed
        else _("%(who)s worked on a website (“%(title)s”).")
    ),
    Kind.WORKPLAN: lambda agreed: (
        _("%(who)s agreed on the “%(title)s”.")
        if agreed
        else _("The workplan of the term is the “%(title)s”.")
    ),
    Kind.SCHEDULE: lambda agreed: (
        _("%(who)s agreed on the “%(title)s”.") if agreed else _("Its schedule is the “%(title)s”.")
    ),
}

PASSAGES = [
    Passage("summary", 40, summary),
    Passage("summary", 45, summary_of_institution),
    Passage("workplan", 10, planning),
    Passage("documents", 10, joint_documents),
    Passage("institutional", 10, institutional),
    Passage("since", 20, since),
    Passage("list", 10, annex),
]
