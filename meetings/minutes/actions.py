"""The verbs around minutes: written by item, circulated, commented on, adopted, attached and corrected.

Each locks the meeting's row first, so that of two people the second finds what the first has done.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.text import Truncator

from agencies.models import Agency, User
from agencies.people import rules as people_rules
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files.storage import kept_or_gone
from foundation.mail.backend import address
from foundation.mail.recall import recall
from foundation.text import rich
from foundation.text.lengths import TITLE
from foundation.text.versions import keep_version
from foundation.verbs import Refused, Stale
from meetings.agenda import mail as agenda_mail
from meetings.agenda.actions import put_on
from meetings.agenda.locks import locked_item
from meetings.agenda.models import AgendaItem
from meetings.meeting.locks import locked, move, open_minutes, save
from meetings.meeting.models import Meeting
from meetings.minutes import adoption, mail
from meetings.minutes.models import Comment, Correction, MinutesFile


@transaction.atomic
def settle_comment(comment: Comment, *, taken_in: bool, answer: str = "", by: User) -> Comment:
    """Takes a comment in, or answers why not. The agency that made it is told. Raises `Refused`."""
    comment = Comment.objects.select_for_update(of=["self"]).select_related("meeting").get(pk=comment.pk)
    answer = answer.strip()
    if not taken_in and not answer:
        raise Refused("Say in a sentence why it is not taken in: the agency that made it reads it.")
    if comment.taken_in is not None and (comment.taken_in, comment.answer) == (taken_in, answer):
        return comment
    comment.taken_in, comment.answer = taken_in, answer
    comment.answered_at, comment.answered_by = clock.now(), by
    comment.save()
    if comment.agency:
        agenda_mail.tell_agency(
            comment.agency,
            comment.meeting,
            comment.item,
            subject=f"Your comment on the minutes of {comment.meeting.date}",
            template="meetings/minutes/mail/comment_settled.txt",
            context={"comment": comment, "by": by},
            link=address(f"{comment.meeting.get_absolute_url()}#comment-{comment.pk}"),
            but=by,
        )
    return comment


def waiting(meeting) -> int:
    """How many comments on circulated minutes the chair has not answered."""
    if not meeting.circulated_at:
        return 0
    return meeting.comments.filter(taken_in=None, at__gte=meeting.circulated_at).count()


# Corrections of what is adopted: made where everybody sees them -----------------------------------------


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
    agenda_mail.tell_members(
        correction.item,
        subject=f"Correction of the minutes of {correction.meeting.date}",
        template="meetings/minutes/mail/minutes_corrected.txt",
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


# Minutes that were written elsewhere -------------------------------------------------------------------


@transaction.atomic
def attach_minutes(meeting: Meeting, *, file, stand: bool, by: User) -> MinutesFile:
    """Keeps the file with the meeting; with `stand` its minutes are adopted by that. Raises `Refused`."""
    meeting = locked(meeting)
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(f"This meeting is {meeting.stage}. Only a meeting that was called has minutes.")
    if not meeting.has_begun:
        raise Refused("This meeting is still ahead, so that it has no minutes yet.")
    with kept_or_gone() as keep:
        made = MinutesFile.objects.create(meeting=meeting, **keep(file, under="minutes", by=by))
    if stand and not meeting.minutes_stand:
        if not meeting.minutes:
            move(meeting, "minutes", Meeting.Minutes.DRAFT)
        move(meeting, "minutes", Meeting.Minutes.ADOPTED)
        if meeting.agenda_state == Meeting.Agenda.PRIVATE:
            move(meeting, "agenda_state", Meeting.Agenda.ADOPTED)
        save(meeting)
    return made


# Written, circulated, commented on and adopted ---------------------------------------------------------


@transaction.atomic
def write_minutes(item: AgendaItem, *, text: str, revision: int, by: User) -> AgendaItem:
    """Writes what the minutes say on an item: rich text, which is cleaned, or plain text.

    Raises `Refused`, and `Stale` when somebody wrote there since that revision.
    """
    item = locked_item(item)
    text = rich.clean(text.replace("\r\n", "\n"))
    if item.minutes == text:
        return item
    open_minutes(item.meeting)
    if item.revision != revision:
        raise Stale(item)
    before, item.minutes = item.minutes, text
    save(item)
    keep_version(item.versions, text=item.minutes, before=before, by=by, item=item)
    return item


@transaction.atomic
def put_back(meeting: Meeting, *, title: str, text: str, restricted: str, by: User) -> AgendaItem:
    """Puts an item back that was taken off while somebody wrote on it, with what they wrote.

    Who writes the minutes may do it: they tell what was taken up, whether or not the agenda named it.
    """
    meeting = locked(meeting)
    open_minutes(meeting)
    again = AgendaItem(meeting=meeting, title=Truncator(title).chars(TITLE), restricted=restricted)
    item = put_on(meeting, again)
    return write_minutes(item, text=text, revision=item.revision, by=by)


def missing(meeting: Meeting) -> list[str]:
    """What somebody may have forgotten before minutes are circulated. It warns, and blocks nothing."""
    warnings = []
    if not meeting.attendance.filter(present=True).exists():
        warnings.append("Nobody is marked as present.")
    items = list(meeting.agenda.prefetch_related("decisions", "actions"))
    if not items:
        warnings.append("The agenda has no items, so that there is nothing to read.")
    for item in items:
        if not (item.minutes or item.decisions.all() or item.actions.all()):
            warnings.append(f"Nothing is written on “{item}”.")
        warnings += [
            f"Nobody is named for the action “{action}”."
            for action in item.actions.all()
            if not (action.agency_id or action.office)
        ]
    return warnings


@transaction.atomic
def circulate_minutes(
    meeting: Meeting, *, until: dt.datetime, next_adopts: bool = False, by: User
) -> Meeting:
    """Shows the draft to the members, who may comment until then; it stands from that moment on.

    With `next_adopts` it waits for the next meeting to adopt it, which has an item for that.

    Can be done again with another date while they do not stand.
    """
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused("These minutes stand already.")
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(f"This meeting is {meeting.stage}. Only a meeting that was called has minutes.")
    if until <= clock.now():
        raise Refused("That moment has passed. Choose one ahead, so that the members can read and comment.")
    move(meeting, "minutes", Meeting.Minutes.CIRCULATED)
    # The first time counts: what the members have said since then stays in sight.
    meeting.circulated_at, meeting.comments_until = meeting.circulated_at or clock.now(), until
    if meeting.agenda_state == Meeting.Agenda.PRIVATE:
        move(meeting, "agenda_state", Meeting.Agenda.PROVISIONAL)  # what the minutes are written on
        meeting.published_at = meeting.circulated_at
    meeting.circulations += 1
    meeting.next_adopts = next_adopts
    save(meeting)
    if not next_adopts:
        adoption.let_go(meeting)
    elif following := adoption.next_after(meeting):
        adoption.put_on_agenda(following)
    mail.tell(meeting, by=by)
    return meeting


@transaction.atomic
def take_back_minutes(meeting: Meeting, *, by: User) -> str:
    """Within the minute before anybody is told: they are a draft again, and the agenda is private again where
    it came out with them. Returns what came of it, in words.

    Of minutes that were circulated anew only the mails are taken back. Raises `Refused` when it is too late.
    """
    meeting = locked(meeting)
    came = recall(mail.batch(meeting))
    if not came.people:
        raise Refused(f"{came.sentence} Write what was wrong, and circulate them anew.")
    if came.gone or meeting.circulations > 1:
        return came.sentence
    move(meeting, "minutes", Meeting.Minutes.DRAFT)
    if meeting.published_at == meeting.circulated_at:
        meeting.agenda_state, meeting.published_at = Meeting.Agenda.PRIVATE, None
    meeting.circulated_at, meeting.comments_until, meeting.circulations = None, None, 0
    meeting.next_adopts = False
    save(meeting)
    adoption.let_go(meeting)
    return f"{came.sentence} The minutes are a draft again."


@transaction.atomic
def comment(
    meeting: Meeting, *, text: str, item: AgendaItem | None = None, agency: Agency | None, by: User
) -> Comment:
    """Comments on a draft or an item of it. If others enter it, the agency is told. Raises `Refused`."""
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused("The time for comments is over: these minutes stand.")
    kept = Comment.objects.create(
        meeting=meeting,
        item=item,
        text=text,
        agency=agency,
        by=by,
        on_behalf=people_rules.is_for_another(agency, by),
    )
    if kept.on_behalf:
        mail.tell_of_comment(kept, by=by)
    return kept


@transaction.atomic
def adopt_minutes(meeting: Meeting, *, by: User) -> Meeting:
    """Adopts minutes before their date, as a meeting that read them does. Raises `Refused`."""
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused("These minutes stand already.")
    move(meeting, "minutes", Meeting.Minutes.ADOPTED)
    if meeting.agenda_state == Meeting.Agenda.PRIVATE:
        move(meeting, "agenda_state", Meeting.Agenda.ADOPTED)
    meeting.adopted_on = PartialDate.of(clock.today())
    save(meeting)
    adoption.let_go(meeting)
    return meeting


def write_down_what_stands() -> int:
    """Writes down the adoption of minutes whose date has passed. Returns of how many meetings."""
    due = Meeting.objects.filter(
        minutes=Meeting.Minutes.CIRCULATED, next_adopts=False, comments_until__lte=clock.now()
    )
    written = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            meeting = Meeting.objects.select_for_update().get(pk=pk)
            until = meeting.comments_until
            if meeting.minutes != Meeting.Minutes.CIRCULATED or not (until and meeting.minutes_stand):
                continue
            move(meeting, "minutes", Meeting.Minutes.ADOPTED)
            meeting.adopted_on = PartialDate.of(until.astimezone(clock.zone()).date())
            save(meeting)
            written += 1
    return written
