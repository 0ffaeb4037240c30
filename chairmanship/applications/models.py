"""The terms of applications."""

from auditlog.registry import auditlog
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Application
from chairmanship.rotation.models import Chairmanship


class ApplicationTerm(models.Model):
    """The term in which an application came before the Group, if it was recorded."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="recorded_term")
    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="recorded_applications")

    def __str__(self):
        return _("%(application)s in %(term)s") % {"application": self.application, "term": self.term}


def applications_of(term: Chairmanship) -> models.QuerySet[Application]:
    """Returns the applications of a term: those recorded in it, else those received in it."""
    within = Q(received__earliest__gte=term.starts, received__latest__lte=term.ends)
    return Application.objects.filter(Q(recorded_term__term=term) | Q(recorded_term=None) & within)


def pending_applications(term: Chairmanship) -> models.QuerySet[Application]:
    """Returns the applications of this term or an earlier one without a final decision."""
    known = Q(received__earliest__lte=term.ends) | Q(recorded_term__term__starts__lte=term.starts)
    return Application.objects.filter(known).filter(Q(outcome="") | Q(outcome__in=Application.PENDING))


auditlog.register(ApplicationTerm)
