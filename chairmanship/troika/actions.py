"""The verbs of the troika's notes."""

from django.db import transaction

from agencies.models import Agency, User
from chairmanship.troika.models import TroikaNote
from foundation.dates import clock
from foundation.verbs import Stale, keep


@transaction.atomic
def write(note: TroikaNote, *, by: User, agency: Agency | None, revision: int, **values) -> TroikaNote:
    """Saves a note or a draft. Returns it. Raises `Stale` if somebody changed it since `revision`."""
    if note.pk:
        note = TroikaNote.objects.select_for_update().get(pk=note.pk)
        if note.revision != revision:
            raise Stale(note)
        note.revision += 1
    return keep(note, written_by=by, agency=agency, written_at=clock.now(), **values)


@transaction.atomic
def put_away(note: TroikaNote, *, away: bool) -> TroikaNote:
    """Puts a note away, or back. A second call changes nothing. Returns it."""
    note = TroikaNote.objects.select_for_update().get(pk=note.pk)
    if away != bool(note.put_away_at):
        note.put_away_at = clock.now() if away else None
        note.save()
    return note
