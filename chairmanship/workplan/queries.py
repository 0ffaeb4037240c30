"""Activities of the workplan: their agencies and their outputs."""

from agencies.models import Agency, User
from agencies.people.rules import own_agencies
from chairmanship.workplan.models import WorkplanActivity
from foundation.text.paragraphs import joined


def outputs_of(activity: WorkplanActivity) -> str:
    """Returns the outputs of an activity as one text, for editing."""
    return joined(output.text for output in activity.outputs.all()) if activity.pk else ""


def speaking_agency(activity: WorkplanActivity, user: User) -> Agency | None:
    """Returns the agency for which the user speaks on an activity: its lead, else a partner; else None."""
    mine = own_agencies(user)
    return next((agency for agency in agencies_in(activity) if agency.pk in mine), None)


def agencies_in(activity: WorkplanActivity) -> list[Agency]:
    """Returns the lead of an activity, if it has one, and its partners."""
    return [*filter(None, [activity.lead]), *activity.partners.all()]
