"""What is open at a handover: applications that are not decided."""

from django.urls import reverse

from agencies.models import Application
from chairmanship.applications.models import pending_applications
from foundation.handover.checklist import Kind, Matter, outcomes


def applications(term):
    """Yields the applications without a final decision."""
    for one in pending_applications(term):
        place = reverse("applications:application_detail", args=[one.pk])
        state = one.get_outcome_display() or "received"
        yield Matter(str(one.pk), f"The application of {one} is {state}.", place, "Look at it", place)


def application_outcomes(term, subjects):
    """Returns, by key, the outcome in words of applications that are no longer pending."""
    return outcomes(
        Application.objects.filter(pk__in=subjects),
        lambda one: "" if one.is_pending else f"{one.get_outcome_display().capitalize()}.",
    )


CHECKLIST = [Kind("applications", 50, "Applications", applications, application_outcomes)]
