"""What one meeting leaves to the next: open actions under matters arising, and items not reached."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from agencies.models import Application, User
from foundation.verbs import Refused
from foundation.web.panels import Panel
from meetings.agenda.actions import put_on
from meetings.agenda.models import AgendaItem
from meetings.followup.models import Action, Decision
from meetings.meeting.audiences import Audience, audience_of
from meetings.meeting.locks import locked
from meetings.meeting.models import Meeting

AT_ONCE = 50
SETTLED = sorted(set(Application.Outcome.values) - set(Application.PENDING))


def open_actions(meeting: Meeting, audience: Audience):
    """The open actions of earlier meetings, the nearest first, as far as that audience may read them.

    They are told while the meeting's own minutes are not done; what came of them then stands in those.
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


def last_before(meeting: Meeting) -> Meeting | None:
    """The meeting of the same level that was held before it."""
    return (
        Meeting.objects.told()
        .filter(level=meeting.level, date__latest__lt=meeting.date.earliest)
        .order_by("-date", "-pk")
        .first()
    )


def unfinished(meeting: Meeting):
    """Items of the last meeting on which nothing is written, and which are on no later agenda.

    Of applications for membership only what is open and not on this agenda anyway.
    """
    last = last_before(meeting)
    if last is None or last.called_at is None or not last.has_begun:  # of an archive nothing is to be done
        return AgendaItem.objects.none()
    return (
        last.agenda.filter(kind="", minutes="")
        .exclude(Exists(Decision.objects.filter(item=OuterRef("pk"))))
        .exclude(Exists(Action.objects.filter(item=OuterRef("pk"))))
        .exclude(Exists(AgendaItem.objects.filter(carried_from=OuterRef("pk"))))
        .exclude(application__outcome__in=SETTLED)
        .exclude(Exists(meeting.agenda.filter(application=OuterRef("application"))))
        .select_related("meeting", "proposed_by")
    )


@transaction.atomic
def carry(item: AgendaItem, *, to: Meeting, by: User) -> AgendaItem:
    """Puts what was not reached on that agenda. Raises `Refused`."""
    to = locked(to)
    if to.minutes_stand or to.stage == Meeting.Stage.CANCELLED:
        raise Refused("The agenda of this meeting stays as it is.")
    if item.carried_to.exists():
        raise Refused(f"“{item}” is carried over already.")
    if item.application and to.agenda.filter(application=item.application).exists():
        raise Refused(f"The application of {item.application} stands on this agenda already.")
    carried = AgendaItem(
        meeting=to,
        carried_from=item,
        **{
            name: getattr(item, name)
            for name in (
                "title",
                "summary",
                "asked",
                "length",
                "leads",
                "restricted",
                "proposed_by",
                "paper_by",
                "application",
            )
        },
    )
    put_on(to, carried)
    carried.purposes.set(item.purposes.all())
    return carried


def beside_agenda(meeting: Meeting, user) -> dict | None:
    items = list(unfinished(meeting)[:AT_ONCE])
    return {"items": items, "meeting": meeting} if items else None


PANELS = [Panel("agenda", 20, "Not reached last time", "meetings/followup/_unfinished.html", beside_agenda)]


def arising(user, meeting: Meeting, items: list[AgendaItem]) -> list:
    """What stands under matters arising, where the agenda has that item."""
    if not any(item.kind == AgendaItem.Kind.ARISING for item in items):
        return []
    return list(open_actions(meeting, audience_of(user, meeting)))
