"""What the chair's agenda shows of applications: their outcome, if another meeting decided it."""

from django.utils.translation import gettext as _

from meetings.agenda.models import AgendaItem
from meetings.applications.models import ApplicationDecision
from meetings.meeting.models import Meeting


def facts(meeting: Meeting, items: list[AgendaItem]) -> dict:
    """Sets `settled` on each item: the outcome of its application, in words. Returns nothing for the page.

    `settled` is "" if this meeting decided. Once the minutes are adopted, no item gets it, as they say it.
    """
    if meeting.minutes_stand:
        return {}
    settled = {item.application for item in items if item.application and not item.application.is_pending}
    decisions = {}
    rows = ApplicationDecision.objects.filter(application__in=settled)
    for one in rows.select_related("application", "meeting"):
        decisions.setdefault(one.application, []).append(one)
    for item in items:
        item.settled = ""
        if item.application in settled:
            taken = decisions.get(item.application, [])
            if meeting not in [one.meeting for one in taken]:
                last = taken[-1] if taken else None
                if last:
                    item.settled = _("%(outcome)s %(when_and_where)s") % {
                        "outcome": last.get_outcome_display(),
                        "when_and_where": last.where,
                    }
                else:
                    item.settled = item.application.get_outcome_display()
    return {}
