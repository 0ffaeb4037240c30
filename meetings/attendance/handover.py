"""What the report tells of attendance: who took part in each meeting, and who sent apologies."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from chairmanship.models import Chairmanship
from foundation.handover.passages import Drafted, Passage, captioned, table
from meetings.attendance import queries
from meetings.meeting.handover import convened_in, heading


def participants(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """A table of the meetings with their participants and apologies. Who said nothing is in neither."""
    lines = []
    rows = [row for row in convened_in(term) if row.has_open_words]
    prefetch_related_objects(rows, "attendance__agency")
    for row in rows:
        found = queries.recorded(row.attendance.all())
        if any(found.values()):
            lines.append((heading(row), found["present"], found["apologies"]))
    if lines:
        head = [_("Meeting"), _("Participants"), _("Apologies")]
        yield captioned("tookpart", _("Participants and apologies"), table(head, lines))


PASSAGES = [Passage("participants", 10, participants)]
