"""Facts about a meeting's minutes: unanswered comments, corrigenda, and what may be missing."""

from django.utils.translation import gettext as _

from foundation.text import rich
from meetings.meeting.models import Meeting
from meetings.minutes.models import Correction


def unanswered_comments(meeting: Meeting) -> int:
    """Returns how many comments on circulated minutes the chair has not answered."""
    if not meeting.circulated_at:
        return 0
    return meeting.comments.filter(taken_in=None, at__gte=meeting.circulated_at).count()


def corrections_of(meeting: Meeting) -> dict[int | None, list[Correction]]:
    """Returns the corrigenda by the key of their item; None is the minutes as a whole. `compared` says word
    by word what each changed.
    """
    found: dict[int | None, list[Correction]] = {}
    for one in meeting.corrections.select_related("file"):
        one.compared = rich.compare(one.before, one.after)
        found.setdefault(one.item_id, []).append(one)
    return found


def missing(meeting: Meeting) -> list[str]:
    """Returns sentences on what may be missing before minutes are circulated. They only warn."""
    warnings = []
    if not meeting.attendance.filter(present=True).exists():
        warnings.append(_("Nobody is recorded as present."))
    items = list(meeting.agenda.prefetch_related("decisions", "actions"))
    if not items:
        warnings.append(_("The agenda has no items, so there is nothing to read."))
    for item in items:
        decided = any(not decision.corrected_at for decision in item.decisions.all())
        if not (item.minutes or decided or item.actions.all()):
            warnings.append(_("Nothing is written on “%(item)s”.") % {"item": item})
        warnings += [
            _("Nobody is responsible for the action point “%(action)s”.") % {"action": action}
            for action in item.actions.all()
            if not (action.agency_id or action.office)
        ]
    return warnings
