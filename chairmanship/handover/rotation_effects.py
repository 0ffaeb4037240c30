"""What a changed line of chairs would mean: for today's chair, the next one, agencies that are not members,
and reports that were released to the next chair.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from chairmanship.handover import queries
from chairmanship.handover.models import HandoverReport
from chairmanship.rotation import rotation
from chairmanship.rotation.flags import outsiders
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.plan import Effect, Line
from foundation.dates import clock
from foundation.text import sorting
from foundation.text.words import listed


def effects(before: Line, after: Line) -> list[Effect]:
    """Returns changes of today's and the next chair, new terms of agencies that are not members then, and
    other readers of released reports.
    """
    return [*_today(before, after), *outsiders(_new(before, after)), *_released(before, after)]


def _today(before: Line, after: Line):
    today = clock.today()
    was, then = rotation.troika(today, before), rotation.troika(today, after)
    if (had := _names(was.current)) != (has := _names(then.current)):
        yield Effect(_passes(had, has) % {"before": had, "after": has}, warns=True)
    if was.current and (had := _names(was.incoming)) != (has := _names(then.incoming)):
        last = max(was.current, key=lambda term: term.ends)
        words = _follows(had, has, is_open=queries.is_open(last))
        yield Effect(
            words % {"before": had, "after": has, "agency": last.agency},
            reverse("chairmanship:handover", args=[last.slug]),
            warns=True,
        )


def _passes(had: str, has: str) -> str:
    """Returns the sentence on another chair of today, with its places."""
    if not has:
        return _(
            "The chair of today, %(before)s, would lose the chair at once. Nobody would chair the Group."
        )
    if not had:
        return _("%(after)s would become chair at once, with all powers.")
    return _("The chair would pass at once from %(before)s to %(after)s, with all powers.")


def _follows(had: str, has: str, *, is_open: bool) -> str:
    """Returns the sentence on another next chair, with its places, and on the handover if it is open."""
    if not has:
        return _("The incoming chair would no longer be %(before)s. No next chair would be named.")
    if is_open:
        return (
            _(
                "The incoming chair would be %(after)s instead of %(before)s. The open handover of "
                "%(agency)s would go to %(after)s, with its open matters."
            )
            if had
            else _(
                "The incoming chair would be %(after)s. The open handover of %(agency)s would go to "
                "%(after)s, with its open matters."
            )
        )
    if had:
        return _("The incoming chair would be %(after)s instead of %(before)s.")
    return _("The incoming chair would be %(after)s.")


def _released(before: Line, after: Line):
    """Yields the reports, released and not issued, that another next chair could read."""
    drafts = HandoverReport.objects.filter(state=HandoverReport.State.DRAFT, released_at__isnull=False)
    for key in drafts.values_list("term", flat=True):
        was, then = (next((term for term in line if term.pk == key), None) for line in (before, after))
        if not (was and then):
            continue
        had, has = _names(rotation.successors(was, before)), _names(rotation.successors(then, after))
        if has and had != has:
            yield Effect(
                _("The report that %(agency)s released to the next chair could be read by %(after)s.")
                % {"agency": then.agency, "after": has},
                reverse("chairmanship:handover", args=[then.slug]),
                warns=True,
            )


def _new(before: Line, after: Line) -> Line:
    was = {term.pk: (term.agency_id, term.starts, term.ends) for term in before}
    return [term for term in after if was.get(term.pk) != (term.agency_id, term.starts, term.ends)]


def _names(terms: list[Chairmanship]) -> str:
    return listed(sorting.ordered(term.agency for term in terms))
