"""What a changed line of chairs would mean for meetings that are planned or convened already."""

from django.utils.translation import gettext as _

from chairmanship.rotation.plan import Effect, Line, chairing
from foundation.text import sorting
from foundation.text.words import listed, opened
from meetings.meeting.models import Meeting


def effects(before: Line, after: Line) -> list[Effect]:
    """Returns the meetings ahead that another agency would chair, and those that would be outside
    their term.
    """
    found = []
    terms = {term.pk: term for term in after if term.pk}
    for meeting in Meeting.objects.ahead():
        first, last = meeting.date.earliest, meeting.date.latest
        had, has = (_names(chairing(line, first, last)) for line in (before, after))
        own = terms.get(meeting.term_id)
        if had != has:
            found.append(_passes(meeting, had, has))
        elif own and not (own.starts <= first and last <= own.ends):
            found.append(
                Effect(
                    _("%(meeting)s counts towards the term of %(agency)s, which would then be %(period)s.")
                    % {"meeting": opened(meeting.named), "agency": own.agency, "period": own.period},
                    meeting.get_absolute_url(),
                )
            )
    return found


def _passes(meeting: Meeting, had: str, has: str) -> Effect:
    is_convened = meeting.stage == Meeting.Stage.CALLED
    if had and has and is_convened:
        words = _("%(meeting)s, already convened, would be chaired by %(new)s instead of %(old)s.")
    elif had and has:
        words = _("%(meeting)s, already planned, would be chaired by %(new)s instead of %(old)s.")
    elif has and is_convened:
        words = _("%(meeting)s, already convened, would be chaired by %(new)s. It has no chair now.")
    elif has:
        words = _("%(meeting)s, already planned, would be chaired by %(new)s. It has no chair now.")
    elif is_convened:
        words = _(
            "%(meeting)s, already convened, would no longer be chaired by %(old)s. The secretariat would "
            "take care of it."
        )
    else:
        words = _(
            "%(meeting)s, already planned, would no longer be chaired by %(old)s. The secretariat would take "
            "care of it."
        )
    return Effect(
        words % {"meeting": opened(meeting.named), "new": has, "old": had},
        meeting.get_absolute_url(),
        warns=True,
    )


def _names(terms: Line) -> str:
    return listed(sorting.ordered(term.agency for term in terms))
