"""What the meetings leave open when the chair passes on."""

import datetime as dt

from django.urls import reverse

from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover.checklist import Kind, Matter, settled
from meetings.followup.models import Action
from meetings.handover import NEXT_MEETINGS, open_actions_of, undecided_of
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal

LEVELS = {
    "": "No meeting is fixed for the half-year after the term.",
    Meeting.Level.PRINCIPALS: "No meeting of the principals is fixed for the half-year after the term.",
}


def minutes(term):
    """Of meetings that were called here: what came with an archive has what it has."""
    rows = Meeting.objects.told().filter(called_at__isnull=False, date__earliest__lte=term.ends)
    for meeting in rows:
        if meeting.has_begun and not meeting.minutes_stand:
            state = {
                "": "are not written",
                Meeting.Minutes.DRAFT: "are a draft",
                Meeting.Minutes.CIRCULATED: "are circulated and do not stand yet",
            }[meeting.minutes]
            yield Matter(
                str(meeting.pk),
                f"The minutes of {meeting.named} {state}.",
                reverse("meetings:minutes", args=[meeting.pk]),
                "Go on writing" if meeting.minutes else "Write them",
                meeting.get_absolute_url(),
                "meetings.write_minutes",
                meeting,
            )


def stand(term, subjects):
    def words(meeting):
        if meeting.minutes_stand:
            return f"They stand, adopted on {meeting.adopted_on}." if meeting.adopted_on else "They stand."
        return "The meeting was cancelled." if meeting.stage == Meeting.Stage.CANCELLED else ""

    return settled(Meeting.objects.filter(pk__in=subjects), words)


def proposals(term):
    for one in undecided_of(term):
        put_off = one.answer == Proposal.Answer.DEFERRED
        yield Matter(
            str(one.pk),
            f"“{one.title}”, proposed by {one.proposed_by}, {'was put off' if put_off else 'has no answer'}.",
            reverse("proposals:waiting"),
            "Answer",
            one.get_absolute_url(),
            "meetings.answer_proposals",
        )


def answered(term, subjects):
    undecided = Proposal.UNDECIDED
    return settled(
        Proposal.objects.filter(pk__in=subjects),
        lambda one: "" if one.answer in undecided else f"{one.get_answer_display().capitalize()}.",
    )


def unowned(term):
    """Open actions that are nobody's: none would be reminded of them."""
    for action in open_actions_of(term).filter(done=False, agency=None, office=""):
        meeting = action.item.meeting
        page = f"{meeting.get_absolute_url()}#action-{action.pk}"
        place = (
            page
            if meeting.minutes_stand
            else f"{reverse('meetings:minutes', args=[meeting.pk])}#action-{action.pk}"
        )
        yield Matter(
            str(action.pk),
            f"Nobody is named for “{action}” ({meeting.date}).",
            place,
            "Look",
            page,
            "meetings.write_minutes",
            meeting,
        )


def owned(term, subjects):
    def words(action):
        if action.done:
            return _done(action)
        return f"It is for {action.owner}." if action.owner else ""

    return settled(Action.objects.filter(pk__in=subjects).select_related("agency"), words)


def actions(term):
    for action in open_actions_of(term).filter(done=False).exclude(agency=None, office=""):
        page = f"{action.item.meeting.get_absolute_url()}#action-{action.pk}"
        due = f", due {action.due}" if action.due else ""
        yield Matter(
            str(action.pk),
            f"{action.owner}: {action}{'' if str(action).endswith('.') else '.'} Open{due}.",
            page,
            "Look",
            page,
        )


def done(term, subjects):
    return settled(
        Action.objects.filter(pk__in=subjects), lambda action: _done(action) if action.done else ""
    )


def _done(action):
    return (
        f"Done, reported on {PartialDate.of(clock.day_of(action.reported_at))}."
        if action.reported_at
        else "Done."
    )


def unfixed(term):
    ahead = _after(term)
    missing = "" if not ahead else Meeting.Level.PRINCIPALS
    if missing in {meeting.level for meeting in ahead}:
        return
    year = (term.ends + dt.timedelta(days=1)).year
    place = reverse("meetings:year", args=[year])
    yield Matter(
        str(missing) or "any",
        LEVELS[missing],
        place,
        "Look at the year",
        reverse("meetings:meeting_list"),
        "meetings.plan_meeting",
    )


def fixed(term, subjects):
    ahead = _after(term)
    found = {}
    for subject in subjects:
        one = next((one for one in ahead if subject in ("any", one.level)), None)
        if one:
            found[subject] = f"{one} is fixed."
    return found


def _after(term):
    last = max(term.ends + NEXT_MEETINGS, clock.today())
    return list(Meeting.objects.told().filter(date__earliest__gt=term.ends, date__latest__lte=last))


CHECKLIST = [
    Kind("minutes", 10, "Minutes that do not stand yet", minutes, stand),
    Kind("proposals", 20, "Proposals without an answer", proposals, answered),
    Kind("unowned-actions", 30, "Actions that are nobody’s", unowned, owned),
    Kind("next-meetings", 55, "The next meetings", unfixed, fixed),
    Kind("actions", 80, "Open actions", actions, done, passes=True),
]
