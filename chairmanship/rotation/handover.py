"""What the line of chairs tells in a handover report: the chair, its theme and objective, and who follows."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship, ReportParagraph
from foundation.dates.shown import day
from foundation.handover.gathering import shared
from foundation.handover.passages import (
    Drafted,
    Passage,
    enumerated,
    mention,
    mention_of,
    paragraph,
    say,
)
from foundation.portal import group
from foundation.text import rich
from foundation.text.words import ordinal

DAY = dt.timedelta(days=1)
Capacity = Chairmanship.Capacity


@shared
def paragraphs_of(term: Chairmanship) -> list[ReportParagraph]:
    """Returns what the chair made of the report of the term, in order."""
    return list(term.paragraphs.all())


def origin(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """What the Group is, and how it began."""
    yield paragraph(
        "groupis",
        _(
            "The Group brings together the heads of agencies that work on migration. It is informal: its "
            "members consult one another so that law and standards on migration are applied more widely, and "
            "so that the work of the agencies is consistent. The chair, which rotates among the members, "
            "convenes the meetings and coordinates agendas, minutes and joint documents."
        ),
    )
    began, renamed, first = group.founded(), group.renamed(), group.first_name()
    if began and renamed:
        yield paragraph(
            "groupbegan",
            say(
                _("The Group began in %(month)s as the %(first)s. It has been the %(name)s since %(year)s."),
                month=began,
                first=first.name,
                name=group.name(),
                year=renamed,
            ),
        )
    elif began:
        yield paragraph("groupbegan", say(_("The Group began in %(month)s."), month=began))


def summary(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """The chair, in the summary."""
    yield paragraph("sumchair", *chaired(term, as_at), short=True)


def summary_theme(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """The theme, in the summary."""
    if term.theme:
        yield paragraph("sumtheme", _theme(term, as_at))


def theme(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """The theme of the term and its objective."""
    if term.theme:
        yield paragraph("termtheme", _theme(term, as_at))
    if term.objective:
        yield paragraph(
            "termaim",
            say(
                _("%(agency)s set this objective for the term:"),
                agency=mention(term.agency, _last(term, as_at)),
            ),
        )
        yield Drafted(
            "termobjective", f'<blockquote data-id="termobjective">{rich.clean(term.objective)}</blockquote>'
        )


def _theme(term: Chairmanship, as_at: dt.date) -> str:
    words = _("The theme is “%(theme)s”.") if as_at < term.ends else _("The theme was “%(theme)s”.")
    return say(words, theme=term.theme)


def chaired(term: Chairmanship, as_at: dt.date) -> Iterator[str]:
    """Yields who chairs from when to when, as which chair in the line, and who came before and after."""
    lasts = as_at < term.ends
    yield say(
        _chairs(term, lasts),
        agency=mention(term.agency, _last(term, as_at)),
        group=mention_of(group.called()),
        period=term.period,
    )
    yield from _neighbours(term, as_at, lasts=lasts)
    beside = rotation.terms_beside(term) if term.capacity == Capacity.CO_CHAIR else ()
    if beside:
        words = (
            _("The other co-chair is %(agencies)s.") if lasts else _("The other co-chair was %(agencies)s.")
        )
        yield say(words, agencies=_named(beside, as_at))
    if term.coordinated_by:
        words = _("%(agency)s coordinates the term.") if lasts else _("%(agency)s coordinated the term.")
        yield say(words, agency=mention(term.coordinated_by, _last(term, as_at)))


def _chairs(term: Chairmanship, lasts: bool) -> str:
    if term.capacity == Capacity.INTERIM:
        return (
            _("%(agency)s chairs %(group)s ad interim from %(period)s.")
            if lasts
            else _("%(agency)s chaired %(group)s ad interim from %(period)s.")
        )
    if term.capacity == Capacity.CO_CHAIR:
        return (
            _("%(agency)s co-chairs %(group)s from %(period)s.")
            if lasts
            else _("%(agency)s co-chaired %(group)s from %(period)s.")
        )
    return (
        _("%(agency)s chairs %(group)s from %(period)s.")
        if lasts
        else _("%(agency)s chaired %(group)s from %(period)s.")
    )


def _neighbours(term: Chairmanship, as_at: dt.date, *, lasts: bool) -> Iterator[str]:
    place = rotation.place(term)
    before, after = rotation.terms_before(term), rotation.terms_after(term)
    last_day = max((one.ends for one in before), default=None)
    gap_before = last_day if last_day and last_day + DAY < term.starts else None
    gap_after = after and min(one.starts for one in after) - DAY > term.ends
    follows = bool(after) and not gap_after and not lasts
    named = {"agencies": _named(before, as_at), "next": _named(after, as_at)}
    if gap_before or all(one.agency == term.agency for one in before):
        before = []
    if place and before and follows:
        words = _("It was the %(place)s chair, after %(agencies)s, and was followed by %(next)s.")
        yield say(words, place=ordinal(place), **named)
    elif place:
        yield say(_placed(bool(before), lasts=lasts), place=ordinal(place), **named)
    elif before and follows:
        yield say(_("It followed %(agencies)s and was followed by %(next)s."), **named)
    elif before:
        yield say(_("It followed %(agencies)s."), **named)
    if gap_before:
        words = _("The term before, of %(agencies)s, had ended on %(day)s; nobody chaired in between.")
        yield say(words, day=day(gap_before), **named)
    if follows and not before:
        yield say(_("%(agency)s was followed by %(next)s."), agency=mention(term.agency), **named)
    if not after:
        yield _("No next chair is named yet.") if lasts else ""
    elif gap_after:
        first = min(one.starts for one in after)
        words = (
            _("Nobody is named after that until %(day)s, when %(next)s is to take the chair.")
            if lasts or as_at < first
            else _("After that nobody chaired the Group until %(next)s took the chair on %(day)s.")
        )
        yield say(words, day=day(first), **named)
    elif lasts:
        yield say(_("The next chair is to be %(next)s."), **named)


def _placed(is_later: bool, *, lasts: bool) -> str:
    if is_later:
        return (
            _("It is the %(place)s chair, after %(agencies)s.")
            if lasts
            else _("It was the %(place)s chair, after %(agencies)s.")
        )
    return _("It is the %(place)s chair.") if lasts else _("It was the %(place)s chair.")


def _named(terms: list[Chairmanship], as_at: dt.date) -> str:
    return enumerated(mention(one.agency, _last(one, as_at)) for one in terms)


def _last(term: Chairmanship, as_at: dt.date) -> dt.date:
    """The day whose names hold: the end of the term, or the day of the report while it lasts."""
    return max(term.starts, min(term.ends, as_at))


def ahead(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """Who chairs in the year after the term."""
    until = term.ends + dt.timedelta(days=365)
    following = [one for one in rotation.terms() if term.ends < one.starts <= until]
    if following:
        names = enumerated(
            say(
                _("%(agency)s from %(period)s"),
                agency=mention(one.agency, _last(one, as_at)),
                period=one.period,
            )
            for one in following
        )
        is_past = as_at > max(one.ends for one in following)
        words = (
            ngettext("The next chair was %(chairs)s.", "The next chairs were %(chairs)s.", len(following))
            if is_past
            else ngettext("The next chair is %(chairs)s.", "The next chairs are %(chairs)s.", len(following))
        )
        yield paragraph("nextchairs", say(words, chairs=names))


PASSAGES = [
    Passage("summary", 10, summary),
    Passage("summary", 15, summary_theme, is_narrative=True),
    Passage("origin", 10, origin),
    Passage("term", 20, theme, is_narrative=True),
    Passage("ahead", 10, ahead),
]
