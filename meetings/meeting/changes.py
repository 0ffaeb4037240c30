"""What the history tells of meetings. Members read what was done since they know of the meeting."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import Kind, Seen, Thing, Told, everything, number
from meetings.meeting.models import Meeting

READS_DRAFTS = "meetings.see_draft"
Stage, Agenda, Minutes = Meeting.Stage, Meeting.Agenda, Meeting.Minutes


def of_meetings(user, rows: QuerySet) -> Seen:
    """Returns the meetings that the user may see: since they were convened, to whoever reads no drafts."""
    if user.has_perm(READS_DRAFTS):
        return everything(user, rows)
    found = rows.filter(pk__in=Meeting.objects.visible_to(user).values("pk"))
    return dict(found.values_list("pk", "called_at"))


KINDS = [
    Kind(
        "meetings",
        gettext_lazy("Meetings"),
        gettext_lazy("Meeting"),
        find=lambda user, key: Meeting.objects.visible_to(user).filter(pk=number(key)).first(),
        may=lambda user, meeting: meeting is not None,
    )
]

THINGS = [
    Thing(
        Meeting,
        gettext_lazy("the meeting"),
        ngettext_lazy("the meeting %(names)s", "the meetings %(names)s", "count"),
        within={"meetings": "pk"},
        fields={
            "level": gettext_lazy("the level"),
            "kind": gettext_lazy("the kind"),
            "term": gettext_lazy("the term"),
            "date": gettext_lazy("the date"),
            "time": gettext_lazy("the time"),
            "timezone": gettext_lazy("the time zone"),
            "length": gettext_lazy("the length in minutes"),
            "city": gettext_lazy("the city"),
            "venue": gettext_lazy("the venue"),
            "title": gettext_lazy("the title"),
            "purpose": gettext_lazy("the purpose"),
            "convened_at_request_of": gettext_lazy("who asked for it"),
            "presides": gettext_lazy("who chairs it"),
            "topics_until": gettext_lazy("the deadline for topics"),
            "papers_until": gettext_lazy("the deadline for papers"),
            "comments_until": gettext_lazy("the deadline for comments on the minutes"),
            # These are for those invited: their values are on the page for them, and in no history.
            "video_address": Told(gettext_lazy("the video link"), values=False),
            "dial_in": Told(gettext_lazy("the numbers to dial in"), values=False),
            "room_contact": Told(gettext_lazy("the contact for the room"), values=False),
        },
        steps={
            "stage": {
                Stage.PLANNED: gettext_lazy("%(who)s planned %(thing)s again."),
                Stage.CALLED: gettext_lazy("%(who)s convened %(thing)s."),
                Stage.CANCELLED: gettext_lazy("%(who)s cancelled %(thing)s."),
            },
            "by_video": {
                "True": gettext_lazy("%(who)s recorded that the meeting is also by video."),
                "False": gettext_lazy("%(who)s recorded that there is no video link."),
            },
            "agenda_state": {
                Agenda.PROVISIONAL: gettext_lazy("%(who)s published the provisional agenda."),
                Agenda.ADOPTED: gettext_lazy("%(who)s recorded the agenda as adopted."),
            },
            "minutes": {
                "": "",
                Minutes.DRAFT: "",
                Minutes.CIRCULATED: gettext_lazy("%(who)s circulated the minutes."),
                Minutes.ADOPTED: gettext_lazy("%(who)s recorded the minutes as adopted."),
            },
            "circulations": {"0": "", "1": "", "*": gettext_lazy("%(who)s circulated the minutes again.")},
        },
        seen=of_meetings,
        related=("term__agency",),
    )
]
