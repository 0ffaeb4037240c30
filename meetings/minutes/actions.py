"""The verbs of minutes: written by item, circulated, commented on, adopted and attached.

Those of corrigenda are in `corrigenda`, those of comments that were made in `comments`.

Each locks the meeting's row first. So if two people act at once, the second sees what the first has done.
"""

import datetime as dt
from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people import rules as people_rules
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files.storage import kept_or_gone
from foundation.mail.backend import address
from foundation.mail.kinds import Kind as MailKind
from foundation.mail.recall import recall
from foundation.text import rich
from foundation.text.lengths import TITLE
from foundation.text.revisions import fingerprint, keep_revision
from foundation.text.rich import merging
from foundation.verbs import Refused, Stale
from meetings.agenda import mail as agenda_mail
from meetings.agenda import order
from meetings.agenda.actions import put_on
from meetings.agenda.locks import locked_item
from meetings.agenda.models import AgendaItem
from meetings.meeting.locks import locked, move, not_convened, open_minutes, save
from meetings.meeting.models import Meeting
from meetings.meeting.threads import thread_of
from meetings.minutes import adoption, keeping, mail
from meetings.minutes.models import Comment, MinutesFile, MinutesRead, MinutesVersion

Kind = AgendaItem.Kind


@transaction.atomic
def settle_comment(
    comment: Comment, *, taken_in: bool, answer: str = "", seen: str = "", by: User
) -> Comment:
    """Records whether a comment is incorporated, with an answer. Its agency is told. Returns it.

    `seen` is the fingerprint of the comment that was answered, if it is known. Raises `Refused` if it is not
    incorporated and has no answer, or if it was changed or withdrawn meanwhile.
    """
    locked(comment.meeting)  # as its author takes it, who may be changing the comment
    rows = Comment.objects.select_for_update(of=["self"]).select_related("meeting")
    found = rows.filter(pk=comment.pk).first()
    if found is None:
        raise Refused(_("This comment was withdrawn while you were replying."))
    comment, answer = found, answer.strip()
    if seen and seen != fingerprint(comment.text):
        raise Refused(
            _("This comment was changed while you were replying. Read it again, then save your reply.")
        )
    if not taken_in and not answer:
        raise Refused(
            _("Please explain why you are not incorporating the comment. The agency will see your reply.")
        )
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
            subject=_("Your comment on the minutes of %(meeting)s") % {"meeting": comment.meeting.named},
            template="meetings/minutes/mail/comment_settled.txt",
            context={"comment": comment, "by": by},
            link=address(f"{comment.meeting.get_absolute_url()}#comment-{comment.pk}"),
            but=by,
            kind=MailKind.MINUTES,
            thread=thread_of(comment.meeting),
        )
    return comment


# Minutes that were written elsewhere -------------------------------------------------------------------


@transaction.atomic
def attach_minutes(meeting: Meeting, *, file, stand: bool, by: User) -> MinutesFile:
    """Attaches a file with minutes to the meeting. With `stand` they are adopted with it. Returns the file.

    Raises `Refused`.
    """
    meeting = locked(meeting)
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(not_convened(meeting))
    if not meeting.has_begun:
        raise Refused(_("This meeting has not started yet, so it has no minutes."))
    if meeting.minutes_stand and (
        meeting.minutes_files.exists() or meeting.agenda.exclude(minutes="").exists()
    ):
        raise Refused(
            _(
                "These minutes are adopted. Issue a corrigendum to the minutes as a whole, and attach the "
                "file to it."
            )
        )
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
def write_minutes(
    item: AgendaItem, *, text: str, revision: int, by: User, base: str | None = None
) -> AgendaItem:
    """Writes what the minutes say on an item: rich text, which is cleaned, or plain text. Returns the item.

    If somebody wrote there since `revision`, both texts are merged: `base` is the one that was opened. Raises
    `Refused`, and `Stale` if they cannot be merged.
    """
    item = locked_item(item)
    text = rich.clean(text.replace("\r\n", "\n"))
    if item.minutes == text:
        return item
    open_minutes(item.meeting)
    if item.revision != revision or base is not None:  # a draft kept in the browser may have an older base
        text = merged_text(item, text, base)
    if item.minutes == text:
        return item
    before, item.minutes = item.minutes, text
    save(item)
    keep_revision(item.versions, text=item.minutes, before=before, by=by, item=item)
    return item


def merged_text(item: AgendaItem, text: str, base: str | None) -> str:
    """Returns a text merged with what the minutes on the item say now. Raises `Stale`."""
    merged = merging.merge(base, text, item.minutes)
    if merged.text is None:
        raise Stale(item, merged)
    return merged.text


@transaction.atomic
def put_back(meeting: Meeting, *, title: str, text: str, restricted: str, by: User) -> AgendaItem:
    """Puts an item back that was taken off while somebody wrote on it, with their text. Returns it.

    Whoever writes the minutes may do this: they record what was discussed, whether or not the agenda named
    it. Raises `Refused`.
    """
    meeting = locked(meeting)
    open_minutes(meeting)
    again = AgendaItem(meeting=meeting, title=Truncator(title).chars(TITLE), restricted=restricted)
    item = put_on(meeting, again)
    return write_minutes(item, text=text, revision=item.revision, by=by)


@transaction.atomic
def circulate_minutes(
    meeting: Meeting, *, until: dt.datetime, next_adopts: bool = False, by: User
) -> Meeting:
    """Circulates the draft to the members, who may comment until `until`. Then it is adopted. Returns the
    meeting.

    With `next_adopts` it waits for the next meeting to adopt it, which gets an item for that. Minutes can be
    circulated again with another date until they are adopted. Raises `Refused`.
    """
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused(_("These minutes are already adopted."))
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(not_convened(meeting))
    if until <= clock.now():
        raise Refused(_("That date and time have passed. Choose a later one, so that members can comment."))
    if mail.waiting(meeting) and (meeting.comments_until, meeting.next_adopts) == (until, next_adopts):
        raise Refused(_("These minutes were circulated just now. Members will be notified in one minute."))
    move(meeting, "minutes", Meeting.Minutes.CIRCULATED)
    # Keep the first time, so that comments made since then stay visible.
    meeting.circulated_at, meeting.comments_until = meeting.circulated_at or clock.now(), until
    if meeting.agenda_state == Meeting.Agenda.PRIVATE:
        move(meeting, "agenda_state", Meeting.Agenda.PROVISIONAL)  # readers of the minutes need it
        meeting.published_at = meeting.circulated_at
    meeting.circulations += 1
    meeting.read_by.all().delete()  # there is something else to read
    meeting.next_adopts = next_adopts
    save(meeting)
    if not next_adopts:
        drop_adoption_items(meeting)
    elif following := adoption.next_after(meeting):
        put_adoption_on_agenda(following)
    mail.tell(meeting, by=by)
    return meeting


@transaction.atomic
def take_back_minutes(meeting: Meeting, *, by: User) -> str:
    """Undoes a circulation before anybody is told. Returns what happened, in words.

    The minutes are a draft again. The agenda is private again if it came out with them. If the minutes were
    circulated before, only the mails are stopped. Raises `Refused` if it is too late.
    """
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused(_("These minutes are already adopted."))
    came = recall(mail.batch(meeting))
    if not came.people:
        more = _("Correct the minutes and circulate them again.")
        raise Refused(f"{came.sentence} {more}")
    if came.gone or meeting.circulations > 1:
        return came.sentence
    move(meeting, "minutes", Meeting.Minutes.DRAFT)
    if meeting.published_at == meeting.circulated_at:
        meeting.agenda_state, meeting.published_at = Meeting.Agenda.PRIVATE, None
    meeting.circulated_at, meeting.comments_until, meeting.circulations = None, None, 0
    meeting.read_by.all().delete()
    meeting.next_adopts = False
    save(meeting)
    drop_adoption_items(meeting)
    return f"{came.sentence} {_('The minutes are a draft again.')}"


@transaction.atomic
def comment(
    meeting: Meeting, *, text: str, item: AgendaItem | None = None, agency: Agency | None, by: User
) -> Comment:
    """Comments on a draft or an item of it. If others enter it, the agency is told. Returns the comment;
    for the same words once more the one that there is.

    Raises `Refused`.
    """
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused(_("Comments are closed because these minutes are adopted."))
    said = {"item": item, "text": text, "agency": agency, "by": by}
    if same := meeting.comments.filter(**said, answered_at=None).first():
        return same
    kept = Comment.objects.create(meeting=meeting, **said, on_behalf=people_rules.is_for_another(agency, by))
    if agency and meeting.takes_comments:
        read = {"by": by, "on_behalf": kept.on_behalf}
        MinutesRead.objects.get_or_create(meeting=meeting, agency=agency, defaults=read)
    if kept.on_behalf:
        mail.tell_of_comment(kept, by=by)
    return kept


@transaction.atomic
def adopt_minutes(meeting: Meeting, *, by: User) -> Meeting:
    """Adopts minutes before their date, as a meeting that read them does. Returns the meeting. Raises
    `Refused`.
    """
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused(_("These minutes are already adopted."))
    move(meeting, "minutes", Meeting.Minutes.ADOPTED)
    if meeting.agenda_state == Meeting.Agenda.PRIVATE:
        move(meeting, "agenda_state", Meeting.Agenda.ADOPTED)
    meeting.adopted_on = PartialDate.of(clock.today())
    save(meeting)
    drop_adoption_items(meeting)
    return meeting


def write_down_what_stands() -> int:
    """Records the adoption of minutes whose date has passed. Returns of how many meetings."""
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


def remove_revisions() -> int:
    """Removes the revisions of minutes `REVISIONS_DAYS` after their adoption. Returns how many.

    What was written after it, with a corrigendum, stays as long from its own day. Corrigenda stay for ever.
    """
    if not settings.REVISIONS_DAYS:
        return 0
    before = clock.now() - dt.timedelta(days=settings.REVISIONS_DAYS)
    long_adopted = Meeting.objects.filter(minutes=Meeting.Minutes.ADOPTED).filter(
        Q(adopted_on=None) | Q(adopted_on__latest__lt=clock.day_of(before))
    )
    found = MinutesVersion.objects.filter(item__meeting__in=long_adopted, saved_at__lt=before)
    return found.delete()[0]


# Given over to the chair when the term has ended --------------------------------------------------------


@transaction.atomic
def give_over(meeting: Meeting, *, by: User) -> Meeting:
    """Gives the minutes of a meeting of a past term over to the chair, who is told. Returns the meeting.

    Raises `Refused` if they are not the past chair's any more.
    """
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused(_("These minutes are already adopted."))
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(not_convened(meeting))
    if not keeping.keepers(meeting):
        raise Refused(_("The chair keeps these minutes already."))
    meeting.given_over_at, meeting.given_over_by = clock.now(), by
    save(meeting)
    mail.tell_given_over(meeting, by=by)
    return meeting


@transaction.atomic
def keep_after_all(meeting: Meeting, *, by: User) -> Meeting:
    """Undoes that minutes were given over, and stops the mail. Returns the meeting.

    Raises `Refused` if the chair has worked on them since.
    """
    meeting = locked(meeting)
    if meeting.given_over_at is None:
        raise Refused(_("These minutes are not given over."))
    if meeting.minutes_stand or keeping.is_written_on(meeting):
        raise Refused(_("It is too late to undo this because the chair has worked on the minutes."))
    recall(mail.given_over_batch(meeting))
    meeting.given_over_at = meeting.given_over_by = None
    save(meeting)
    return meeting


# Adopted at the next meeting --------------------------------------------------------------------------


def pass_on_adoptions() -> int:
    """Puts the adoption of waiting minutes on the next agenda if it has no such item. Returns how many items
    are new.

    It runs when a meeting is cancelled, and every hour for meetings that have passed. A second run does
    nothing more.
    """
    return sum(bool(put_adoption_on_agenda(meeting)) for meeting in adoption.without_item())


@transaction.atomic
def put_adoption_on_agenda(meeting: Meeting) -> AgendaItem | None:
    """Adds the item under which the meeting adopts earlier minutes, after the adoption of the agenda.

    Returns the item; None if the meeting has one already, or if no minutes wait. The members expect it, so
    nobody is told that a published agenda has changed.
    """
    meeting = locked(meeting)
    items = list(meeting.agenda.all())
    if not adoption.waiting_for(meeting).exists() or any(item.kind == Kind.MINUTES for item in items):
        return None
    place = next((n + 1 for n, item in enumerate(items) if item.kind == Kind.ADOPTION), 0)
    while place < len(items) and items[place].is_sub:
        place += 1
    title = _("Adoption of the minutes of the previous meeting")
    item = AgendaItem(meeting=meeting, kind=MailKind.MINUTES, title=title)
    item.position = max((one.position for one in items), default=-1) + 1
    item.save()
    items.insert(place, item)
    order.keep(meeting, items)
    return item


@transaction.atomic
def adopt_at(meeting: Meeting, *, at: Meeting, by: User) -> Meeting:
    """Records that the meeting `at` adopted these minutes, on its day. Returns the meeting of the minutes.

    Raises `Refused` if they are adopted already, if `at` has not begun, or if they do not wait for it.
    """
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused(_("These minutes are already adopted."))
    if not at.has_begun:
        raise Refused(
            _("%(meeting)s has not started yet. You can record the adoption once it has.") % {"meeting": at}
        )
    if not adoption.waiting_for(at).filter(pk=meeting.pk).exists():
        raise Refused(_("These minutes are not to be adopted at that meeting."))
    move(meeting, "minutes", Meeting.Minutes.ADOPTED)
    meeting.adopted_on, meeting.adopted_at = PartialDate.of(at.date.latest), at
    save(meeting)
    drop_adoption_items(meeting)
    return meeting


def drop_adoption_items(meeting: Meeting) -> None:
    """Deletes the item of later agendas that was only for these minutes, which no longer wait.

    An item stays if something is written on it or depends on it. Call this under the meeting's lock.
    """
    ahead = Meeting.objects.ahead().filter(level=meeting.level, agenda__kind=MailKind.MINUTES)
    for one in ahead.order_by("date", "pk"):
        if one.has_begun or adoption.waiting_for(one).exists() or adoption.adopted_by(one).exists():
            continue
        one = locked(one)
        items = list(one.agenda.all())
        for item in items:
            if item.kind == Kind.MINUTES and not item.minutes and len(order.block(items, item)) == 1:
                with suppress(ProtectedError):  # something depends on it, so it stays
                    item.delete()
