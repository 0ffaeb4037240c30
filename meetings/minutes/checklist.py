"""What is open at a handover: minutes that are not adopted."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.handover.checklist import Kind, Matter, outcomes
from meetings.meeting.models import Meeting


def minutes(term):
    """Yields the minutes that are not adopted yet. Only meetings that were convened in this portal count."""
    rows = Meeting.objects.convened().filter(called_at__isnull=False, date__earliest__lte=term.ends)
    for meeting in rows:
        if meeting.has_begun and not meeting.minutes_stand:
            state = {
                "": _("The minutes of %(meeting)s are not written yet."),
                Meeting.Minutes.DRAFT: _("The minutes of %(meeting)s are still a draft."),
                Meeting.Minutes.CIRCULATED: _(
                    "The minutes of %(meeting)s are circulated but not adopted yet."
                ),
            }[meeting.minutes]
            yield Matter(
                str(meeting.pk),
                state % {"meeting": meeting.named},
                reverse("meetings:minutes", args=[meeting.pk]),
                _("Continue writing") if meeting.minutes else _("Write minutes"),
                meeting.get_absolute_url(),
                "meetings.write_minutes",
                meeting,
            )


def minutes_outcomes(term, subjects):
    """Returns, by the key of the meeting, in words, that its minutes are adopted or that it was cancelled."""

    def words(meeting):
        if meeting.minutes_stand:
            on = _("Adopted on %(date)s.") % {"date": meeting.adopted_on}
            return on if meeting.adopted_on else _("Adopted.")
        return _("The meeting was cancelled.") if meeting.stage == Meeting.Stage.CANCELLED else ""

    return outcomes(Meeting.objects.filter(pk__in=subjects), words)


CHECKLIST = [
    Kind("minutes", 10, gettext_lazy("Minutes not adopted yet"), minutes, minutes_outcomes),
]
