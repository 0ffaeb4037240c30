"""The verbs of corrigenda, the only way to change what adopted minutes say.

Each corrigendum is numbered, keeps what was said before and after, is shown with the minutes, and is mailed
to the members who may read it.
"""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people import mail as people_mail
from foundation.files.storage import kept_or_gone
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.text import rich
from foundation.text.revisions import keep_revision
from foundation.verbs import Refused
from meetings.agenda import mail as agenda_mail
from meetings.agenda.models import AgendaItem
from meetings.followup.models import Action, Decision
from meetings.meeting.locks import locked
from meetings.meeting.models import Meeting
from meetings.meeting.threads import thread_of
from meetings.minutes.actions import merged_text
from meetings.minutes.models import Correction, MinutesFile


@transaction.atomic
def correct_minutes(
    item: AgendaItem, *, text: str, reason: str, revision: int, by: User, base: str | None = None
) -> Correction:
    """Issues a corrigendum to the text on an item. Returns it.

    If somebody corrected the text since `revision`, both are merged: `base` is the one that was opened.
    Raises `Refused`, and `Stale` if they cannot be merged.
    """
    meeting = _adopted(item.meeting)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    item.meeting = meeting
    text = rich.clean(text)
    if item.revision != revision or base is not None:
        text = merged_text(item, text, base)
    before = item.minutes
    correction = _issue(meeting, item=item, before=before, after=text, reason=reason, by=by)
    item.minutes = text
    item.revision += 1
    item.save()
    keep_revision(item.versions, text=item.minutes, before=before, by=by, item=item)
    return correction


@transaction.atomic
def correct_line(line: Decision | Action, *, changes: dict, reason: str, by: User) -> Correction:
    """Issues a corrigendum to a decision or an action point, and changes it. Returns the corrigendum.

    Raises `Refused`.
    """
    meeting = _adopted(line.item.meeting)
    line = type(line).objects.select_for_update(of=["self"]).select_related("item").get(pk=line.pk)
    before = _words(line)
    for name, value in changes.items():
        setattr(line, name, value)
    of = Correction.Of.DECISION if isinstance(line, Decision) else Correction.Of.ACTION
    made = _issue(meeting, item=line.item, of=of, before=before, after=_words(line), reason=reason, by=by)
    line.save()
    return made


@transaction.atomic
def correct_whole(
    meeting: Meeting, *, reason: str, before: str = "", after: str = "", file=None, by: User
) -> Correction:
    """Issues a corrigendum to the minutes as a whole: to what they say of the meeting, its participants or
    its agenda, or to their file, with another file. Returns it. Raises `Refused`.
    """
    meeting = _adopted(meeting)
    before, after = before.strip(), after.strip()
    with kept_or_gone() as keep:
        kept = None
        if file:
            kept = MinutesFile.objects.create(meeting=meeting, **keep(file, under="minutes", by=by))
        whole = {"item": None, "of": Correction.Of.WHOLE, "file": kept}
        return _issue(meeting, **whole, before=before, after=after, reason=reason, by=by)


def _adopted(meeting: Meeting) -> Meeting:
    """Returns the meeting, locked. Raises `Refused` if its minutes are not adopted."""
    meeting = locked(meeting)
    if not meeting.minutes_stand:
        raise Refused(_("These minutes are not adopted yet. You can simply edit them."))
    return meeting


def _words(line: Decision | Action) -> str:
    """Returns what the minutes say of a decision or an action point."""
    if isinstance(line, Decision):
        return line.text
    who = line.owner or _("nobody yet")
    words = _("%(owner)s, by %(due)s: %(text)s") if line.due else _("%(owner)s: %(text)s")
    return words % {"owner": who, "due": line.due, "text": line.text}


def _issue(meeting: Meeting, *, reason: str, by: User, **what) -> Correction:
    """Numbers and keeps the corrigendum, and mails it. Returns it. Call it under the meeting's lock."""
    reason = reason.strip()
    if what.get("of") != Correction.Of.WHOLE and what["before"] == what["after"]:
        raise Refused(_("You have not changed the text. Correct it first, then issue the corrigendum."))
    if not reason:
        raise Refused(_("Please say what is corrected. Members will see it with the text."))
    number = (meeting.corrections.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Correction.objects.create(meeting=meeting, number=number, reason=reason, by=by, **what)
    place = f"#item-{made.item_id}" if made.item_id else "#corrigenda"
    said = {
        "subject": _("Corrigendum to the minutes of %(meeting)s") % {"meeting": meeting.named},
        "template": "meetings/minutes/mail/minutes_corrected.txt",
        "context": {"correction": made},
        "link": address(meeting.get_absolute_url() + place),
        "but": by,
        "kind": Kind.MINUTES,
        "thread": thread_of(meeting),
    }
    if made.item:
        agenda_mail.tell_members(made.item, **said)
    else:
        people_mail.tell_members(**said)
    return made
