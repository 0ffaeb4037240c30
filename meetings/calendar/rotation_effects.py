"""What a changed line of chairs would mean for meetings that are planned or convened already."""

from chairmanship.rotation.plan import Effect, Line, chairing
from foundation.text.words import listed
from meetings.meeting.models import Meeting

NOBODY = "nobody, so that the secretariat takes care of it"


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
                    f"{meeting.named[:1].upper()}{meeting.named[1:]} is counted to the term of {own.agency}, "
                    f"which would then be {own.period}.",
                    meeting.get_absolute_url(),
                )
            )
    return found


def _passes(meeting: Meeting, had: str, has: str) -> Effect:
    named = f"{meeting.named[:1].upper()}{meeting.named[1:]}"
    called = "called" if meeting.stage == Meeting.Stage.CALLED else "planned"
    return Effect(
        f"{named}, {called} already, would be chaired by {has or NOBODY} instead of {had or 'nobody'}.",
        meeting.get_absolute_url(),
        warns=True,
    )


def _names(terms: Line) -> str:
    return listed(sorted(term.agency.acronym for term in terms))
