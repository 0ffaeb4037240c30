"""What awaits the outgoing and incoming chairs, and comments on a report that need an answer."""

import datetime as dt

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.handover import queries
from chairmanship.handover.models import NarrativeComment
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.powers import follows, holds, powers_of
from chairmanship.rotation.rules import is_troika
from foundation.dates import clock
from foundation.text.words import listed
from foundation.web.awaiting import Awaited


def awaiting(user) -> list[Awaited]:
    """Returns comments that need an answer, then what a handover needs from the troika."""
    return [*_comments(user), *_handovers(user)]


def _comments(user):
    """Yields unanswered comments of the troika on the texts of the user's own term."""
    own = {term.pk: term for term in powers_of(user).terms}
    waiting = NarrativeComment.objects.filter(term__in=own, settled_at=None).order_by("term__starts")
    for key, count in waiting.values_list("term").annotate(count=Count("pk")):
        words = ngettext(
            "%(count)s comment on the report of %(agency)s, %(months)s, needs your reply.",
            "%(count)s comments on the report of %(agency)s, %(months)s, need your reply.",
            count,
        )
        yield Awaited(
            words % {"count": count, "agency": own[key].agency, "months": own[key].months},
            reverse("chairmanship:narrative", args=[own[key].slug]),
            _("Reply"),
            place=60,
        )


def _handovers(user):
    """Yields that the chair is about to pass; then that the report can be issued, and the term taken over."""
    if not (user.is_superuser or is_troika.test(user)):
        return
    yield from _passing(user)
    unsettled = list(queries.unsettled_terms())
    first = min((term.ends for term in unsettled), default=clock.today())
    line = list(rotation.all_terms().filter(ends__gte=first)) if unsettled else []
    for term in unsettled:
        yield from _passed(term, user, follows=follows(user, term, line))


def _passing(user) -> list[Awaited]:
    for term in powers_of(user).troika.current:
        if not (queries.is_open(term) and user.has_perm("chairmanship.see_handover", term)):
            continue
        days = (term.ends - clock.today()).days
        following = listed(one.agency for one in rotation.successors(term))
        yield Awaited(
            _countdown(days, bool(following)) % {"agency": term.agency, "next": following, "days": days},
            _page(term), _("View handover"), by=_end_of(term.ends), place=30,
        )  # fmt: skip


def _countdown(days: int, is_followed: bool) -> str:
    """Returns the sentence on a term that ends in so many days, with its places."""
    if days and is_followed:
        return ngettext(
            "The term of %(agency)s ends in %(days)s day. Next chair: %(next)s.",
            "The term of %(agency)s ends in %(days)s days. Next chair: %(next)s.",
            days,
        )
    if days:
        return ngettext(
            "The term of %(agency)s ends in %(days)s day. No next chair is named yet.",
            "The term of %(agency)s ends in %(days)s days. No next chair is named yet.",
            days,
        )
    if is_followed:
        return _("The term of %(agency)s ends today. Next chair: %(next)s.")
    return _("The term of %(agency)s ends today. No next chair is named yet.")


def _passed(term: Chairmanship, user, *, follows: bool) -> list[Awaited]:
    """Yields the report to issue, and to who `follows` the facts to open and the term to take over.

    On the evening of the last day, only the report. `term` is from `unsettled_terms`.
    """
    if holds(user, term) and not term.is_issued:
        yield Awaited(
            _please(term) % {
                "months": term.months,
                "day": queries.in_words(queries.report_due(term)),
                "from": queries.in_words(queries.facts_from(term)),
            },
            _page(term), _("View report"), place=35,
        )  # fmt: skip
    elif follows and not user.is_superuser and _waits_for_facts(term):
        yield Awaited(
            _(
                "%(agency)s has not released or issued its handover report. You can open a version with the "
                "facts only."
            )
            % {"agency": term.agency},
            _page(term), _("View handover"), place=36,
        )  # fmt: skip
    taken_over = hasattr(term, "handover") and term.handover.taken_over_at
    if queries.is_over(term) and follows and not user.is_superuser and not taken_over:
        yield Awaited(
            _("The chair has passed from %(agency)s to you. Please confirm the handover.")
            % {"agency": term.agency},
            _page(term), _("View handover"), place=35,
        )  # fmt: skip


def _please(term: Chairmanship) -> str:
    """Returns what the outgoing chair is asked for, with its places."""
    if term.is_out:
        return _("Please issue the handover report on your term, %(months)s. It is expected by %(day)s.")
    if queries.facts_are_due(term):
        return _(
            "Please release or issue the handover report on your term, %(months)s. Since %(from)s, the next "
            "chair can open a version with the facts only."
        )
    return _(
        "Please release or issue the handover report on your term, %(months)s, by %(day)s. If you do "
        "neither, the next chair can open a version with the facts only from %(from)s."
    )


def _waits_for_facts(term: Chairmanship) -> bool:
    """Returns whether the next chair has neither the report nor the facts, and can open the facts."""
    return queries.facts_are_due(term) and not (term.is_out or term.has_facts or term.is_history)


def _end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(23, 59), clock.zone())


def _page(term) -> str:
    return reverse("chairmanship:handover", args=[term.slug])
