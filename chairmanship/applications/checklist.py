"""What a chair leaves open as it passes on: the applications that are not decided."""

from django.urls import reverse

from agencies.models import Application
from chairmanship.applications.models import pending_applications
from foundation.handover.checklist import Kind, Matter, outcomes


def applications(term):
    """The applications on which nothing final was decided."""
    for one in pending_applications(term):
        place = reverse("applications:application_detail", args=[one.pk])
        state = one.get_outcome_display() or "received"
        yield Matter(str(one.pk), f"The application of {one} is {state}.", place, "Look at it", place)


def application_outcomes(term, subjects):
    """By key, what became of those that are pending no more."""
    return outcomes(
        Application.objects.filter(pk__in=subjects),
        lambda one: "" if one.is_pending else f"{one.get_outcome_display().capitalize()}.",
    )


CHECKLIST = [Kind("applications", 50, "Applications", applications, application_outcomes)]
