"""The chapters of the handover report on applications."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from agencies.applications.progress import Decided, decisions_of
from agencies.models import Application
from chairmanship.applications.models import (
    applications_of,
    decided_in,
    is_within,
    memberships_began,
    pending_applications,
)
from chairmanship.rotation.models import Chairmanship
from foundation.dates.partial import PartialDate
from foundation.handover.chapters import Chapter
from foundation.text.words import listed


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
                "outcome": str(one.get_outcome_display()),
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


def applications(term, as_at) -> list[dict]:
    """Returns the applications that the Group considered or decided in the term."""

    def in_term(days):
        return [day for day in days if is_within(day, term)]

    return _facts(term, applications_of(term), in_term)


def pending(term, as_at) -> list[dict]:
    """Returns the applications without a final decision, with all days on which they were considered."""
    return _facts(term, pending_applications(term), list)


CHAPTERS = [
    Chapter(
        "applications", "achievements", 62, _("Institutional work and membership"),
        "chairmanship/applications/handover/applications.html", applications,
    ),
    Chapter(
        "pending", "handover", 30, _("Pending applications"),
        "chairmanship/applications/handover/applications.html", pending,
    ),
]  # fmt: skip
