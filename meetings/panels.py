"""The meetings on a term's page: that the Group met, when and where; of those on record what for as well."""

from foundation.web.panels import Panel
from meetings.applications.panels import of_applicant, of_application
from meetings.calendar.panels import of_term
from meetings.followup import carried
from meetings.followup import panels as followup_panels
from meetings.invitations import panels as invitation_panels
from meetings.proposals import awaiting as proposal_awaiting
from meetings.workplan import panels as workplan_panels

MOST_AHEAD = 20  # meetings to choose from


PANELS = [
    Panel("term", 20, "Meetings", "meetings/meeting/_term_meetings.html", of_term),
    Panel(
        "application",
        10,
        "Decisions of the Group",
        "meetings/applications/_application_decisions.html",
        of_application,
    ),
    Panel(
        "applicant",
        10,
        "What the Group decided",
        "meetings/applications/_applicant_decisions.html",
        of_applicant,
    ),
    *proposal_awaiting.PANELS,
    *carried.PANELS,
    *invitation_panels.PANELS,
    *followup_panels.PANELS,
    *workplan_panels.PANELS,
]
