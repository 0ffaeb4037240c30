"""The handover on other pages: on those of the term and of the next one, and among what awaits a person."""

import datetime as dt

from django.urls import reverse

from chairmanship.handover.actions import handover as handover_handover
from chairmanship.handover.models import Handover
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.powers import holds
from chairmanship.rotation.rules import is_troika
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.words import listed, number
from foundation.web.awaiting import Awaited
from foundation.web.panels import Panel

MOST = 4  # terms that can have ended as one began: co-chairs, an interim


def handover(term, user):
    """How long until the chair passes, for those whom it concerns; for everybody else no section."""
    begun = term.has_begun and handover_handover.opens_on(term) <= clock.today()
    if not (begun and user.is_authenticated) or not user.has_perm("chairmanship.see_handover", term):
        return None
    if term.is_history:
        return None
    return {
        "term": term,
        "is_open": handover_handover.is_open(term),
        "days": (term.ends - clock.today()).days,
        "following": rotation.successors(term),
    }


def inherited(term, user):
    """What was open when the term began, and what became of it."""
    if not (user.is_authenticated and user.has_perm("chairmanship.see_handover", term)):
        return None
    rows = []
    before = Handover.objects.filter(closed_at__isnull=False, term__ends__lt=term.ends)
    for kept in before.select_related("term__agency").order_by("-term__ends")[:MOST]:
        if term in rotation.successors(kept.term):
            left = handover_handover.left_open(kept)
            count, open_ = sum(len(group["matters"]) for group in left), sum(group["open"] for group in left)
            rows.append({"term": kept.term, "left": left, "count": count, "open": open_})
    return {"handovers": rows} if rows else None


PANELS = [
    Panel("term", 5, "Handover", "chairmanship/handover/_term_handover.html", handover),
    Panel("term", 7, "What was taken over", "chairmanship/handover/_term_inherited.html", inherited),
]


def handovers(user):
    """That the chair is about to pass; then to issue the report, and to say that it was taken over."""
    if not (user.is_superuser or is_troika.test(user)):
        return
    yield from _passing(user)
    for term in handover_handover.unsettled():
        yield from _passed(term, user)


def _passing(user) -> list[Awaited]:
    for term in rotation.troika(clock.today()).current:
        if not (handover_handover.is_open(term) and user.has_perm("chairmanship.see_handover", term)):
            continue
        days = (term.ends - clock.today()).days
        when = f"in {number(days)} day{'' if days == 1 else 's'}" if days else "at the end of today"
        following = listed(one.agency for one in rotation.successors(term)) or "nobody yet"
        yield Awaited(
            f"The chair passes from {term.agency} to {following} {when}.",
            _page(term), "See what is open", by=_end_of(term.ends), place=30,
        )  # fmt: skip


def _passed(term: Chairmanship, user) -> list[Awaited]:
    """Of a term with `is_issued`; on the evening of its last day only that its report can be issued."""
    if holds(user, term) and not term.is_issued:
        yield Awaited(
            f"Issue the handover report of your term, {term.months}: expected by "
            f"{PartialDate.of(term.ends + handover_handover.REPORT_WITHIN)}, possible at any time.",
            _page(term), "Look at it", place=35,
        )  # fmt: skip
    taken_over = hasattr(term, "handover") and term.handover.taken_over_at
    follows = user.has_perm("chairmanship.take_over", term) and not user.is_superuser
    if handover_handover.is_over(term) and follows and not taken_over:
        yield Awaited(
            f"{term.agency} has passed the chair on. Say that you have taken over, when you have.",
            _page(term), "See what was left", place=35,
        )  # fmt: skip


def _end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(23, 59), clock.zone())


def _page(term) -> str:
    return reverse("chairmanship:handover", args=[term.slug])
