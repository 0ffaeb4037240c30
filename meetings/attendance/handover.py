"""What the report tells of attendance: who took part in each meeting, and who sent apologies."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from chairmanship.models import Chairmanship
from foundation.handover.passages import Drafted, Passage, captioned, table
from meetings.meeting.handover import heading
from meetings.meeting.models import Meeting


def participants(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """A table of the meetings with their participants and apologies. Who said nothing is in neither."""
    rows = Meeting.objects.with_open_words().of_term(term).prefetch_related("attendance__agency")
    lines = [
        (
            heading(row),
            _people(row.attendance.all(), present=True),
            _people(row.attendance.all(), present=False),
        )
        for row in rows
    ]
    lines = [line for line in lines if line[1] or line[2]]
    if lines:
        head = [_("Meeting"), _("Participants"), _("Apologies")]
        yield captioned("tookpart", _("Participants and apologies"), table(head, lines))


def _people(people, *, present: bool) -> str:
    def said(one) -> str:
        how = one.words if one.how in (one.How.REMOTE, one.How.REPRESENTED) else ""
        more = ", ".join(filter(None, [one.name, one.capacity, how]))
        return f"{one.agency}: {more}" if more else str(one.agency)

    return "; ".join(said(one) for one in people if one.present is present)


PASSAGES = [Passage("participants", 10, participants)]
