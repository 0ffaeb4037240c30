"""What is open at a handover: minutes that are not written or not adopted, and with whom they are."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chairmanship.rotation import rotation
from foundation.handover.checklist import Kind, Matter, outcomes
from foundation.text.words import listed
from meetings.meeting.models import Meeting
from meetings.minutes import keeping


def minutes(term):
    """Yields the minutes that are not adopted yet, with whose task they are.

    Only meetings that were convened in this portal count.
    """
    line = rotation.terms()
    rows = Meeting.objects.convened().filter(called_at__isnull=False, date__earliest__lte=term.ends)
    for meeting in rows.exclude(minutes=Meeting.Minutes.ADOPTED):
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
                f"{state % {'meeting': meeting.named}} {_with_whom(meeting, line)}",
                reverse("meetings:minutes", args=[meeting.pk]),
                _("Continue writing") if meeting.minutes else _("Write minutes"),
                meeting.get_absolute_url(),
                "meetings.write_minutes",
                meeting,
            )


def _with_whom(meeting, line):
    own = [] if meeting.given_over_at else keeping.chaired_in(meeting, line)
    if not own:
        return _("They are with the chair.")
    return ngettext(
        "They stay with %(agencies)s, unless it gives them over to the next chair.",
        "They stay with %(agencies)s, unless they give them over to the next chair.",
        len(own),
    ) % {"agencies": listed(term.agency for term in own)}


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
