"""What is open at a handover: applications that are not decided."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Application
from chairmanship.applications.models import pending_applications
from foundation.handover.checklist import Kind, Matter, outcomes
from foundation.text.words import opened, sentence


def applications(term):
    """Yields the applications without a final decision."""
    for one in pending_applications(term):
        place = reverse("applications:application_detail", args=[one.pk])
        words = _("Application of %(applicant)s: %(state)s.")
        state = one.get_outcome_display() or _("submitted")
        yield Matter(
            str(one.pk), words % {"applicant": one, "state": state}, place, _("View application"), place
        )


def application_outcomes(term, subjects):
    """Returns, by key, the outcome in words of applications that are no longer pending."""
    return outcomes(
        Application.objects.filter(pk__in=subjects),
        lambda one: "" if one.is_pending else sentence(opened(one.get_outcome_display())),
    )


CHECKLIST = [Kind("applications", 50, gettext_lazy("Applications"), applications, application_outcomes)]
