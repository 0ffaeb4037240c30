"""What the report tells of applications: what the Group considered and decided, and what is pending."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.applications.progress import Decided, decisions_of
from agencies.models import Agency, Application
from chairmanship.applications.models import (
    applications_of,
    decided_in,
    is_within,
    memberships_began,
    pending_applications,
)
from chairmanship.rotation.models import Chairmanship
from foundation.dates.partial import PartialDate
from foundation.handover.gathering import shared
from foundation.handover.passages import Drafted, Passage, enumerated, mention, paragraph, say
from foundation.text.words import listed, number, opened, sentence

Outcome = Application.Outcome


def _facts(term: Chairmanship, rows, days) -> list[dict]:
    """Returns the facts of applications. `days` returns which days of consideration to name.

    `decided` says when and at which meeting the Group took the decision that stands, "" if that is not
    recorded. `decided_in_term` is True if that was in the term, False if it was later, and None if it is not
    known or nothing is decided. Where no decision is recorded, the beginning of the membership answers that.
    A note was written for the term that was recorded with it, so other terms do not get it.
    """
    rows = list(rows.select_related("recorded_term").prefetch_related("considerations"))
    decisions, of_term, began = decisions_of(rows), decided_in(term), memberships_began(rows)
    found = []
    for one in rows:
        taken = _standing(one, decisions.get(one.pk, ()))
        if taken and taken in of_term.get(one.pk, ()):
            in_term = True
        else:
            in_term = _lies_in(term, PartialDate.of(taken.date) if taken else began.get(one.pk))
        found.append(
            {
                "applicant": one.applicant,
                "received": str(one.received or ""),
                "considered": listed(days(day.date for day in one.considerations.all())),
                "decided": taken.where if taken else "",
                "decided_on": PartialDate.of(taken.date) if taken else began.get(one.pk),
                "outcome": one.outcome,
                "decided_in_term": in_term,
                "note": one.note if _is_of(term, one) else "",
            }
        )
    return found


def _is_of(term: Chairmanship, application: Application) -> bool:
    """Whether no other term was recorded for the application."""
    recorded = getattr(application, "recorded_term", None)
    return recorded is None or recorded.term_id == term.pk


def _standing(application: Application, decisions: Iterable[Decided]) -> Decided | None:
    """Returns the last decision by which the application has its present outcome."""
    taken = [one for one in decisions if one.outcome == application.outcome]
    return taken[-1] if taken else None


def _lies_in(term: Chairmanship, day: PartialDate | None) -> bool | None:
    """Returns True if the day lies in the term, False if it is later; None if that is not known."""
    if day and is_within(day, term):
        return True
    return False if day and day.earliest > term.ends else None


@shared
def applications(term, as_at) -> list[dict]:
    """Returns the facts of the applications that the Group considered or decided in the term."""

    def in_term(days):
        return [day for day in days if is_within(day, term)]

    return _facts(term, applications_of(term), in_term)


def summary(term, as_at) -> Iterator[Drafted]:
    """The applications that the Group considered or decided, and those under review, in the summary."""
    found = [one for one in applications(term, as_at) if _outcome(one, as_at) not in UNDECIDED]
    if admitted := [one for one in found if one["outcome"] == Outcome.ADMITTED and one["decided_in_term"]]:
        yield paragraph("suminst", say(_("It admitted %(names)s."), names=_names(admitted)))
    if others := len(found) - len(admitted):
        words = ngettext(
            "It considered %(number)s application for membership.",
            "It considered %(number)s applications for membership.",
            others,
        )
        yield paragraph("suminst", say(words, number=number(others)), public=False)
    if rows := under_review(term):
        words = ngettext(
            "%(number)s application is under review.", "%(number)s applications are under review.", len(rows)
        )
        yield paragraph("sumopen", say(words, number=opened(number(len(rows)))))


def _outcome(one: dict, as_at) -> str:
    """Returns the outcome as it was on that day. A decision that came later was not known."""
    is_later = one["decided_on"] and one["decided_on"].earliest > as_at
    return Outcome.UNDER_REVIEW if is_later else one["outcome"]


def told(term, as_at) -> Iterator[Drafted]:
    """A sentence for all applications that had the same outcome. Those under review are matters passed on."""
    groups: dict[tuple, list[dict]] = {}
    for one in applications(term, as_at):
        if (outcome := _outcome(one, as_at)) not in UNDECIDED:
            groups.setdefault((outcome, bool(one["decided_in_term"])), []).append(one)
    for (outcome, in_term), rows in groups.items():
        words = _words(outcome, len(rows), in_term=in_term)
        notes = dict.fromkeys(one["note"] for one in rows if one["note"])
        more = [sentence(one) for one in notes if not _repeats(one, outcome)]
        public = outcome == Outcome.ADMITTED and not more
        yield paragraph("applied", say(words, names=_names(rows)), *more, public=public)


def _names(rows: list[dict]) -> str:
    """Returns the applicants. One that is an agency of the register is named like an agency."""
    known = _agencies()
    names = [row["applicant"] for row in rows]
    return enumerated(mention(known[name]) if name in known else name for name in names)


@shared
def _agencies() -> dict[str, Agency]:
    return {one.acronym: one for one in Agency.objects.all()}


def _repeats(note: str, outcome: str) -> bool:
    """Whether a note only says that the application was considered and what became of it."""
    said = note.casefold()
    return "considered" in said and outcome in said and len(said) < 60


def _words(outcome: str, count: int, *, in_term: bool) -> str:
    """Returns the sentence on so many applications with that outcome."""
    if outcome == Outcome.ADMITTED and in_term:
        return ngettext("The Group admitted %(names)s.", "The Group admitted %(names)s.", count)
    if outcome == Outcome.ADMITTED:
        return ngettext(
            "The Group considered an application from %(names)s, and admitted the agency after the term.",
            "The Group considered applications from %(names)s, and admitted these agencies after the term.",
            count,
        )
    if outcome == Outcome.DEFERRED:
        return ngettext(
            "The Group deferred an application from %(names)s.",
            "The Group deferred applications from %(names)s.",
            count,
        )
    if outcome == Outcome.DECLINED:
        return ngettext(
            "The Group declined an application from %(names)s.",
            "The Group declined applications from %(names)s.",
            count,
        )
    if outcome == Outcome.WITHDRAWN:
        return ngettext(
            "The application from %(names)s was withdrawn.",
            "The applications from %(names)s were withdrawn.",
            count,
        )
    return ngettext(
        "The Group offered membership to %(names)s.", "The Group offered membership to %(names)s.", count
    )


@shared
def under_review(term) -> list[dict]:
    """Returns the facts of all applications without a final decision, with the days of consideration."""
    return _facts(term, pending_applications(term), list)


def pending(term, as_at) -> Iterator[Drafted]:
    """The applications without a final decision."""
    if rows := under_review(term):
        words = ngettext(
            "An application from %(names)s is under review.",
            "%(number)s applications are under review, from %(names)s.",
            len(rows),
        )
        yield paragraph("pending", say(words, number=opened(number(len(rows))), names=_names(rows)))


UNDECIDED = ("", Outcome.RECEIVED, Outcome.UNDER_REVIEW)

PASSAGES = [
    Passage("summary", 50, summary),
    Passage("institutional", 20, told),
    Passage("open", 40, pending),
]
