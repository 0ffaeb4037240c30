"""A request of the lead agency to publish a document."""

from auditlog.registry import auditlog
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from documents.document.models import Document, DocumentVersion
from foundation.dates import clock
from foundation.text.lengths import TEXT


class PublicationRequestQuerySet(models.QuerySet):
    def open(self):
        """Requests that await the chair: not answered, and without a later version."""
        later = DocumentVersion.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later), answer="")


class PublicationRequest(models.Model):
    """The lead agency asks the chair to publish a document. It lapses when a later version comes.

    `number` is the number of the latest version at that time, 0 for none.
    """

    class Answer(models.TextChoices):
        PUBLISHED = "published", pgettext_lazy("answer to a request for publication", "published")
        RETURNED = "returned", pgettext_lazy("answer to a request for publication", "returned")
        LAPSED = "lapsed", pgettext_lazy("answer to a request for publication", "lapsed")

    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        related_name="publication_requests",
        verbose_name=gettext_lazy("document"),
    )
    number = models.PositiveIntegerField(gettext_lazy("latest version"))
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[MaxLengthValidator(TEXT)])
    asked_at = models.DateTimeField(gettext_lazy("requested"), default=clock.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("requested by"),
    )
    answer = models.CharField(gettext_lazy("answer"), max_length=20, choices=Answer, blank=True)
    reason = models.TextField(gettext_lazy("reason"), blank=True, validators=[MaxLengthValidator(TEXT)])
    answered_at = models.DateTimeField(gettext_lazy("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("answered by"),
    )

    objects = PublicationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("request for publication")
        verbose_name_plural = gettext_lazy("requests for publication")
        ordering = ["document", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(answer=""), name="publication_request_unanswered_once"
            )
        ]

    def __str__(self):
        return _("Request to publish %(document)s") % {"document": self.document}


auditlog.register(PublicationRequest)
