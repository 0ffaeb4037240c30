"""What one meeting leaves to the next: open action points for matters arising, and items not reached."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from agencies.models import Application
from agencies.people.rules import own_agencies
from documents.models import Document
from meetings.agenda.models import AgendaItem, AgendaItemQuerySet
from meetings.followup.models import Action, ActionQuerySet, Decision
from meetings.meeting.audiences import Audience, audience_of
from meetings.meeting.models import Meeting

AT_ONCE = 50
SETTLED = sorted(set(Application.Outcome.values) - set(Application.PENDING))
AGREED = [Document.State.ADOPTED, Document.State.PUBLISHED, Document.State.SUPERSEDED]


def open_actions(meeting: Meeting, audience: Audience) -> ActionQuerySet:
    """Returns the open action points of earlier meetings that the audience may read, the first due first.

    None of them once the meeting's own minutes are adopted, as those then say what happened to them.
    """
    if meeting.minutes_stand:
        return Action.objects.none()
    earlier = Meeting.objects.with_open_words().filter(date__latest__lt=meeting.date.earliest)
    return (
        Action.objects.for_audience(audience)
        .filter(done=False, item__meeting__in=earlier.values("pk"))
        .select_related("agency", "reported_by", "item__meeting")
        .order_by("due", "pk")[:AT_ONCE]
    )


def arising(user, meeting: Meeting, items: list[AgendaItem]) -> list:
    """Returns the open action points for matters arising; none if the agenda has no such item."""
    if not any(item.kind == AgendaItem.Kind.ARISING for item in items):
        return []
    return list(open_actions(meeting, audience_of(user, meeting)))


def last_before(meeting: Meeting) -> Meeting | None:
    """Returns the last meeting of the same level before this one; None if there is none."""
    return (
        Meeting.objects.convened()
        .filter(level=meeting.level, date__latest__lt=meeting.date.earliest)
        .order_by("-date", "-pk")
        .first()
    )


def unfinished_items(meeting: Meeting) -> AgendaItemQuerySet:
    """Returns the items of the last meeting with nothing recorded that are on no later agenda.

    Of applications for membership and documents only those that are open, and not on this agenda already.
    """
    last = last_before(meeting)
    if last is None or last.called_at is None or not last.has_begun:  # an archive leaves nothing to do
        return AgendaItem.objects.none()
    return (
        last.agenda.filter(kind="", minutes="")
        .exclude(Exists(Decision.objects.standing().filter(item=OuterRef("pk"))))
        .exclude(Exists(Action.objects.filter(item=OuterRef("pk"))))
        .exclude(Exists(AgendaItem.objects.filter(carried_from=OuterRef("pk"))))
        .exclude(application__outcome__in=SETTLED)
        .exclude(Exists(meeting.agenda.filter(application=OuterRef("application"))))
        .exclude(document__state__in=AGREED)
        .exclude(Exists(meeting.agenda.filter(document=OuterRef("document"))))
        .select_related("meeting", "proposed_by")
    )


def reportable(actions: Iterable[Action], user) -> Iterable[Action]:
    """Returns the action points, each with `may_report`: whether the user may report on it."""
    own, reports_all = own_agencies(user), user.has_perm("meetings.report_action", None)
    for action in actions:
        action.may_report = reports_all or action.agency_id in own
    return actions
