"""Minutes that stand are locked: what is wrong in them is put right by a correction that everybody sees."""

from django.db import transaction
from django.db.models import Max

from agencies.models import User
from agencies.telling import address
from foundation import rich
from foundation.verbs import Refused, Stale
from foundation.versions import keep_version
from meetings import reaching
from meetings.models import AgendaItem, Correction, Meeting


@transaction.atomic
def correct_minutes(item: AgendaItem, *, text: str, reason: str, revision: int, by: User) -> Correction:
    """Puts a text right that stood, and tells those members for whom it is. Raises `Refused`, and `Stale`."""
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    item.meeting = meeting
    if not meeting.minutes_stand:
        raise Refused("These minutes do not stand yet: write in them, no correction is needed.")
    if item.revision != revision:
        raise Stale(item)
    text, reason = rich.clean(text), reason.strip()
    if text in (item.minutes, rich.plain(item.minutes)):
        raise Refused("Nothing is changed in the text. Change what is wrong, then correct it.")
    if not reason:
        raise Refused("Say in a sentence what is corrected: the members read it with the text.")
    before = item.minutes
    number = (meeting.corrections.aggregate(last=Max("number"))["last"] or 0) + 1
    correction = Correction.objects.create(
        meeting=meeting, item=item, number=number, before=before, after=text, reason=reason, by=by
    )
    item.minutes = text
    item.revision += 1
    item.save()
    keep_version(item.versions, text=item.minutes, before=before, by=by, item=item)
    _tell(correction, by=by)
    return correction


def _tell(correction: Correction, *, by: User) -> None:
    reaching.tell_members(
        correction.item,
        subject=f"Correction of the minutes of {correction.meeting.date}",
        template="emails/meetings/minutes_corrected.txt",
        context={"correction": correction},
        link=address(f"{correction.meeting.get_absolute_url()}#item-{correction.item_id}"),
        but=by,
    )


def corrections_of(meeting: Meeting) -> dict[int, list[Correction]]:
    """The corrections by item, each with `compared`: what it changed, word by word."""
    found: dict[int, list[Correction]] = {}
    for one in meeting.corrections.all():
        one.compared = rich.compare(one.before, one.after)
        found.setdefault(one.item_id, []).append(one)
    return found
