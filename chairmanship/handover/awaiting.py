"""What awaits the outgoing and incoming chairs, and comments on a report that need an answer."""

import datetime as dt

from django.db.models import Count, Q
from django.urls import reverse

from chairmanship.handover import queries
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.powers import holds
from chairmanship.rotation.rules import is_troika
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.words import listed, number, opened
from foundation.web.awaiting import Awaited


def awaiting(user) -> list[Awaited]:
    """Returns comments that need an answer, then what a handover needs from the troika."""
    return [*_comments(user), *_handovers(user)]


def _comments(user):
    """Yields unanswered comments of the troika on the texts of the user's own term."""
    waiting = Count("narrative_comments", filter=Q(narrative_comments__settled_at=None))
    for term in Chairmanship.objects.annotate(count=waiting).filter(count__gt=0).select_related("agency"):
        if holds(user, term):
            words = f"{opened(number(term.count))} comment{' waits' if term.count == 1 else 's wait'}"
            yield Awaited(
                f"{words} for your answer on the report of {term.agency}, {term.months}.",
                reverse("chairmanship:narrative", args=[term.slug]),
                "Answer",
                place=60,
            )


def _handovers(user):
    """Yields that the chair is about to pass; then that the report can be issued, and the term taken over."""
    if not (user.is_superuser or is_troika.test(user)):
        return
    yield from _passing(user)
    for term in queries.unsettled_terms():
        yield from _passed(term, user)


def _passing(user) -> list[Awaited]:
    for term in rotation.troika(clock.today()).current:
        if not (queries.is_open(term) and user.has_perm("chairmanship.see_handover", term)):
            continue
        days = (term.ends - clock.today()).days
        when = f"in {number(days)} day{'' if days == 1 else 's'}" if days else "at the end of today"
        following = listed(one.agency for one in rotation.successors(term)) or "nobody yet"
        yield Awaited(
            f"The chair passes from {term.agency} to {following} {when}.",
            _page(term), "See what is open", by=_end_of(term.ends), place=30,
        )  # fmt: skip


def _passed(term: Chairmanship, user) -> list[Awaited]:
    """Yields the report to issue and the term to take over. `term` has `is_issued`.

    On the evening of the last day, only the report.
    """
    if holds(user, term) and not term.is_issued:
        yield Awaited(
            f"Issue the handover report of your term, {term.months}: expected by "
            f"{PartialDate.of(term.ends + queries.REPORT_WITHIN)}, possible at any time.",
            _page(term), "Look at it", place=35,
        )  # fmt: skip
    taken_over = hasattr(term, "handover") and term.handover.taken_over_at
    follows = user.has_perm("chairmanship.take_over", term) and not user.is_superuser
    if queries.is_over(term) and follows and not taken_over:
        yield Awaited(
            f"{term.agency} has passed the chair on. Say that you have taken over, when you have.",
            _page(term), "See what was left", place=35,
        )  # fmt: skip


def _end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(23, 59), clock.zone())


def _page(term) -> str:
    return reverse("chairmanship:handover", args=[term.slug])
