"""The verbs around a proposal, from the focal point's thought to the chair's answer.

Where an agenda changes with it, the meeting's row is locked first, then the proposals in their order, so that
of two people the second finds what the first has done.
"""

from contextlib import contextmanager

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.urls import reverse
from django.utils import formats, timezone

from agencies.models import Agency, User
from agencies.telling import address, tell_agency
from chairmanship.actions import Refused
from chairmanship.rules import acts_as_chair
from foundation import clock
from foundation.awaiting import Awaited
from foundation.sections import Panel
from foundation.words import number
from meetings import proposal_files, proposal_rules  # noqa: F401 the rules are known with the verbs
from meetings.models import AgendaItem, Meeting, Proposal
from meetings.models.proposal import own_agencies

__all__ = ["Refused", "Stale"]
Answer = Proposal.Answer
AT_ONCE = 30  # of those that wait; each has its forms
TEXTS = ("title", "reason", "asked", "invite", "meeting")


class Stale(Refused):
    """Somebody else has changed it since it was opened. `current` is what stands now."""

    def __init__(self, current: Proposal):
        super().__init__(
            "Somebody changed this while you were writing. Nothing is lost: both versions are below."
        )
        self.current = current


# The proposing agency --------------------------------------------------------------------------------


@transaction.atomic
def propose(
    *,
    agency: Agency,
    title: str,
    by: User,
    meeting: Meeting | None = None,
    reason: str = "",
    asked: str = "",
    invite: str = "",
    purposes=(),
    files=(),
) -> Proposal:
    """Puts a topic to the chair. Entered for an agency by others, that agency is told."""
    proposal = Proposal.objects.create(
        proposed_by=agency,
        title=title,
        meeting=meeting,
        reason=reason,
        asked=asked,
        invite=invite,
        entered_by=by,
        on_behalf=agency.pk not in own_agencies(by),
        revision=1,
    )
    proposal.purposes.set(purposes)
    with _kept_or_gone() as kept:
        proposal_files.keep(proposal, files, by=by, kept=kept)
    if proposal.on_behalf:
        _tell(proposal, "proposed", f"Entered for {agency}: {title}", by=by)
    return proposal


@transaction.atomic
def change(
    proposal: Proposal, *, by: User, revision: int, purposes=None, files=(), remove=(), **texts
) -> Proposal:
    """While it is undecided. `texts` are its title, reason, asked, invite and meeting, as far as they change.

    Raises `Stale` when somebody changed it since that revision.
    """
    proposal = _locked(proposal)
    if not proposal.is_undecided:
        raise Refused(f"It can no longer be changed: {what_happened(proposal)}.")
    if proposal.revision != revision:
        raise Stale(proposal)
    left = proposal.files.exclude(pk__in=[file.pk for file in remove]).count()
    if left + len(files) > proposal_files.MOST_FILES:
        raise Refused(f"A proposal carries {proposal_files.MOST_FILES} files at most. Remove some first.")
    for name, value in texts.items():
        if name not in TEXTS:
            raise TypeError(f"A change of {name} is none of the proposing agency's.")
        setattr(proposal, name, value)
    _saved(proposal)
    if purposes is not None:
        proposal.purposes.set(purposes)
    for file in remove:
        stored = file.file.name
        file.delete()
        transaction.on_commit(lambda stored=stored: default_storage.delete(stored), robust=True)
    with _kept_or_gone() as kept:
        proposal_files.keep(proposal, files, by=by, kept=kept)
    if proposal.proposed_by_id not in own_agencies(by):
        _tell(proposal, "changed", f"Changed for {proposal.proposed_by}: {proposal.title}", by=by)
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User, revision: int | None = None) -> Proposal:
    """While it is undecided. What was merged into it waits on its own again."""
    proposal = _locked(proposal)
    _move(proposal, Answer.WITHDRAWN, by=by, revision=revision)
    for other in proposal.merged.select_for_update().order_by("pk"):
        _open(other)
        _tell(other, "reopened", f"Waits again: {other.title}", by=by)
    if proposal.proposed_by_id not in own_agencies(by):
        _tell(proposal, "withdrawn", f"Withdrawn for {proposal.proposed_by}: {proposal.title}", by=by)
    return proposal


# The chair's answers -----------------------------------------------------------------------------------


@transaction.atomic
def take_up(proposal: Proposal, *, meeting: Meeting, by: User, revision: int | None = None) -> AgendaItem:
    """Makes it the last item of that meeting's agenda."""
    meeting = _locked_meeting(meeting.pk)
    if meeting.stage == Meeting.Stage.CANCELLED:
        raise Refused("This meeting is cancelled. Take the proposal up for another one.")
    if meeting.minutes_stand:
        raise Refused("The minutes of this meeting stand. Take the proposal up for one that is ahead.")
    proposal = _locked(proposal)
    _move(proposal, Answer.TAKEN_UP, by=by, revision=revision, save=False)
    last = meeting.agenda.aggregate(last=Max("position"))["last"]
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=0 if last is None else last + 1,
        title=proposal.title,
        summary=proposal.reason,
        asked=proposal.asked,
        proposed_by_id=proposal.proposed_by_id,
    )
    item.purposes.set(proposal.purposes.all())
    proposal.item, proposal.meeting = item, meeting
    _saved(proposal)
    _tell_answer(proposal, "taken_up", "Taken up", by=by)
    return item


@transaction.atomic
def merge(
    proposal: Proposal,
    *,
    into: Proposal | AgendaItem,
    by: User,
    revision: int | None = None,
    at: Meeting | None = None,
) -> Proposal:
    """Has it dealt with as part of another proposal or of an item that is on an agenda already.

    `at` is the meeting whose agenda the chair has in hand.
    """
    item = into if isinstance(into, AgendaItem) else into.item
    if item is not None:
        _locked_meeting(item.meeting_id)
        item = AgendaItem.objects.filter(pk=item.pk).first()
    if isinstance(into, AgendaItem):
        if item is None:
            raise Refused("That item was taken off the agenda meanwhile. Choose another.")
        proposal, other = _locked(proposal), None
    else:
        if into.pk == proposal.pk:
            raise Refused("A proposal cannot be merged with itself. Choose another.")
        pair = Proposal.objects.select_for_update().filter(pk__in=[proposal.pk, into.pk]).order_by("pk")
        found = {one.pk: one for one in pair}
        proposal, other = found[proposal.pk], found[into.pk]
        if not (other.is_undecided or other.answer == Answer.TAKEN_UP):
            raise Refused(f"“{other}” is not open: {what_happened(other)}. Choose another to merge with.")
        item = other.item
    _move(proposal, Answer.MERGED, by=by, revision=revision, save=False)
    proposal.merged_into, proposal.item = other, item
    proposal.meeting = at or (item and item.meeting) or proposal.meeting
    _saved(proposal)
    _tell_answer(proposal, "merged", "Merged", by=by)
    return proposal


@transaction.atomic
def defer(
    proposal: Proposal,
    *,
    by: User,
    reason: str,
    meeting: Meeting | None = None,
    revision: int | None = None,
    at: Meeting | None = None,
) -> Proposal:
    """Puts it off, to that meeting or to whatever comes next. There it is undecided again, whoever chairs.

    `at` is the meeting whose agenda the chair has in hand.
    """
    reason = _a_sentence(reason, "why it has to wait")
    proposal = _locked(proposal)
    before = at or _ahead(proposal.meeting) or Meeting.objects.ahead().first()
    if meeting is not None:
        if meeting == before:
            raise Refused("It would wait for the same meeting. Choose a later one, or none.")
        if not _ahead(meeting):
            raise Refused("That meeting is cancelled or over. Choose one that is ahead, or none.")
    _move(proposal, Answer.DEFERRED, by=by, revision=revision, reason=reason, save=False)
    proposal.deferred_from, proposal.meeting = before, meeting
    _saved(proposal)
    _tell_answer(proposal, "deferred", "Put off", by=by)
    return proposal


@transaction.atomic
def decline(
    proposal: Proposal, *, by: User, reason: str, revision: int | None = None, at: Meeting | None = None
) -> Proposal:
    reason = _a_sentence(reason, "why it is declined")
    proposal = _locked(proposal)
    _move(proposal, Answer.DECLINED, by=by, revision=revision, reason=reason, save=False)
    proposal.meeting = at or proposal.meeting
    _saved(proposal)
    _tell_answer(proposal, "declined", "Declined", by=by)
    return proposal


@transaction.atomic
def reopen(proposal: Proposal, *, by: User, revision: int | None = None) -> Proposal:
    """Takes the answer back, and the item with it that nobody has touched since. It waits as before."""
    if proposal.item_id:
        _locked_meeting(proposal.item.meeting_id)
    proposal = _locked(proposal)
    _check(proposal, Answer.NONE, revision)
    item, taken_up = proposal.item, proposal.answer == Answer.TAKEN_UP
    if proposal.answer == Answer.DEFERRED:
        proposal.meeting, proposal.deferred_from = proposal.deferred_from, None
    _open(proposal)
    if taken_up and item is not None:
        for other in proposal.merged.select_for_update().filter(item=item):
            other.item = None
            _saved(other)
        _remove(item)
    _tell_answer(proposal, "reopened", "Waits again", by=by)
    return proposal


def _remove(item: AgendaItem) -> None:
    used = item.minutes or any(
        rows.exists() for rows in (item.decisions, item.actions, item.comments, item.proposals)
    )
    if used or item.revision:
        raise Refused(
            f"“{item}” was worked on since it came on the agenda, and that would be lost. Take it off on the "
            "page of the agenda; the proposal waits again then."
        )
    item.purposes.clear()
    try:
        item.delete()
    except ProtectedError:
        raise Refused(f"“{item}” carries papers. Take it off on the page of the agenda.") from None


# What they share ---------------------------------------------------------------------------------------


def _locked(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def _locked_meeting(pk) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=pk)


def _saved(proposal: Proposal) -> Proposal:
    proposal.revision += 1
    proposal.save()
    return proposal


def _check(proposal: Proposal, to: str, revision: int | None) -> None:
    """Refuses what the map does not hold, and what was decided on another state than it is in."""
    if to not in Proposal.TRANSITIONS[proposal.answer]:
        if to == Answer.NONE:
            raise Refused(f"There is no answer to take back: {what_happened(proposal)}.")
        if to == Answer.WITHDRAWN:
            raise Refused(f"It can no longer be withdrawn: {what_happened(proposal)}.")
        raise Refused(
            f"It is answered already: {what_happened(proposal)}. Open it again first if that is to change."
            if proposal.answer != Answer.WITHDRAWN
            else f"It waits for no answer any more: {what_happened(proposal)}."
        )
    if revision is not None and revision != proposal.revision:
        raise Refused(
            f"Somebody was faster, and nothing of yours was changed: {what_happened(proposal)}. Look at it "
            "as it is now, then decide."
        )


def _move(
    proposal: Proposal, to: str, *, by: User, revision: int | None, reason: str = "", save: bool = True
) -> None:
    _check(proposal, to, revision)
    proposal.answer, proposal.answer_reason = to, reason
    proposal.answered_at, proposal.answered_by = clock.now(), by
    if save:
        _saved(proposal)


def _open(proposal: Proposal) -> None:
    proposal.answer, proposal.answer_reason = Answer.NONE, ""
    proposal.answered_at = proposal.answered_by = proposal.merged_into = proposal.item = None
    _saved(proposal)


def _a_sentence(reason: str, of_what: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Refused(f"Say in a sentence {of_what}: the agency that proposed it reads it.")
    return reason


def _ahead(meeting: Meeting | None) -> Meeting | None:
    return meeting if meeting and Meeting.objects.ahead().filter(pk=meeting.pk).exists() else None


@contextmanager
def _kept_or_gone():
    """What was stored goes again when the change is not written."""
    kept: list[str] = []
    try:
        yield kept
    except BaseException:
        for stored in kept:
            default_storage.delete(stored)
        raise


def what_happened(proposal: Proposal) -> str:
    """The last thing that was done with it, by whom and when, without a full stop."""
    if proposal.answer == Answer.NONE:
        return "it was changed or opened again"
    who = proposal.answered_by.shown if proposal.answered_by else "somebody"
    did = {
        Answer.TAKEN_UP: "took it up",
        Answer.MERGED: "merged it",
        Answer.DEFERRED: "put it off",
        Answer.DECLINED: "declined it",
        Answer.WITHDRAWN: "withdrew it",
    }[proposal.answer]
    if proposal.answer == Answer.MERGED and (proposal.merged_into or proposal.item):
        did = f"merged it with “{proposal.merged_into or proposal.item}”"
    if not proposal.answered_at:
        return f"{who} {did}"
    when = timezone.localtime(proposal.answered_at)
    return f"{who} {did} on {formats.date_format(when, 'j F')} at {when:%H:%M}"


def _tell_answer(proposal: Proposal, verb: str, what: str, *, by: User) -> None:
    """The proposing agency, and those whose proposals were merged into it."""
    _tell(proposal, verb, f"{what}: {proposal.title}", by=by)
    for other in proposal.merged.select_related("proposed_by"):
        if other.proposed_by_id != proposal.proposed_by_id:
            _tell(proposal, verb, f"{what}: {proposal.title}", by=by, agency=other.proposed_by, other=other)


def _tell(proposal, verb: str, subject: str, *, by: User, agency=None, other=None) -> None:
    tell_agency(
        agency or proposal.proposed_by,
        subject=subject,
        template=f"emails/meetings/proposal_{verb}.txt",
        context={
            "proposal": proposal,
            "other": other,
            "by": by,
            "address": address(reverse("proposals:proposal_detail", args=[proposal.pk])),
        },
        but=by,
    )


# What waits --------------------------------------------------------------------------------------------


def next_meeting() -> Meeting | None:
    """The next one ahead that the members know of."""
    return Meeting.objects.ahead().filter(stage=Meeting.Stage.CALLED).first()


def waiting_for(meeting: Meeting):
    """The proposals that wait for an answer with that meeting in view, ready to be shown."""
    return _to_be_shown(Proposal.objects.waiting_for(meeting))


def _to_be_shown(proposals):
    return proposals.with_what_is_shown().prefetch_related("files", "purposes")


def on_agenda(meeting: Meeting | None, user) -> dict | None:
    """What stands beside the agenda: what waits for it, and what was answered, to be undone.

    Without a meeting, all that is undecided.
    """
    if not user.has_perm("meetings.answer_proposals"):
        return None
    undecided = Proposal.objects.waiting_for(meeting) if meeting else Proposal.objects.undecided()
    later = Meeting.objects.visible_to(user).ahead().exclude(pk=meeting.pk if meeting else None)
    return {
        "meeting": meeting,
        "count": undecided.count(),
        "waiting": list(_to_be_shown(undecided)[:AT_ONCE]),
        "items": list(meeting.agenda.all()) if meeting else [],
        "later": [other for other in later if not meeting or other.date.latest >= meeting.date.earliest],
        "answered": list(Proposal.objects.answered_for(meeting).with_what_is_shown()) if meeting else [],
    }


PANELS = [Panel("agenda", 10, "Proposals that wait", "proposals/_waiting.html", on_agenda)]


def proposals_awaiting(user) -> list[Awaited]:
    """That proposals wait for the chair's answer: for its people, by the hour at which the meeting begins."""
    if not acts_as_chair.test(user):
        return []
    meeting = next_meeting()
    for_it = Proposal.objects.waiting_for(meeting).count() if meeting else 0
    others = Proposal.objects.undecided().count() - for_it
    told = []
    if for_it:
        told.append(
            Awaited(
                f"{_so_many(for_it)} for your answer before the {meeting.get_level_display()} meeting of "
                f"{meeting.date}",
                f"{reverse('proposals:waiting')}?meeting={meeting.pk}",
                "Answer",
                by=meeting.starts_at,
                place=20,
            )
        )
    if others and not meeting:
        told.append(
            Awaited(
                f"{_so_many(others)} for a meeting to be called",
                reverse("proposals:waiting"),
                "Look",
                place=40,
            )
        )
    return told


def _so_many(count: int) -> str:
    return f"{number(count).capitalize()} proposal{'' if count == 1 else 's'} wait{'s' if count == 1 else ''}"
