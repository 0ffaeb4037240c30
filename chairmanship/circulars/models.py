"""Circulars."""

import uuid

from auditlog.registry import auditlog
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from foundation.dates import clock
from foundation.text.languages import Language
from foundation.text.lengths import TEXT, TITLE, VisibleLength


class CircularQuerySet(models.QuerySet):
    """Circulars, by who may read them."""

    def visible_to(self, user):
        """Those that the Group may read. Only people who send circulars see recalled ones."""
        if user.has_perm("chairmanship.read_all_circulars"):
            return self
        return self.filter(recalled_at=None) if user.has_perm("chairmanship.read_circulars") else self.none()


class Circular(models.Model):
    """A mail from the chair or the secretariat to agencies and partners. Its mails are one batch."""

    class Whom(models.TextChoices):
        ALL = "all", pgettext_lazy("whom a circular is for", "all")
        SOME = "some", pgettext_lazy("whom a circular is for", "some")
        NONE = "none", pgettext_lazy("whom a circular is for", "none")

    key = models.UUIDField(
        unique=True,
        default=uuid.uuid4,
        editable=False,
        help_text=gettext_lazy("Identifies the form from which it was sent."),
    )
    subject = models.CharField(max_length=TITLE)
    text = models.TextField(validators=[VisibleLength(TEXT)])
    words = models.TextField(blank=True, editable=False, help_text=gettext_lazy("The text for the search."))
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    sent_at = models.DateTimeField(default=clock.now, editable=False)
    sent_by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, related_name="+")
    chair = models.ForeignKey(
        "agencies.Agency",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=gettext_lazy("The chair that sent it; empty for the secretariat."),
    )
    focal_points = models.BooleanField(default=True)
    principals = models.BooleanField(default=False)
    to_members = models.CharField(max_length=4, choices=Whom)
    agencies = models.ManyToManyField("agencies.Agency", related_name="circulars", blank=True)
    to_organizations = models.CharField(max_length=4, choices=Whom)
    organizations = models.ManyToManyField("agencies.Organization", related_name="circulars", blank=True)
    people = models.PositiveIntegerField(help_text=gettext_lazy("Number of recipients."))
    recalled_at = models.DateTimeField(null=True, editable=False)

    objects = CircularQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_members="none") | ~Q(to_organizations="none"), name="circular_to_somebody"
            )
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("circulars:circular_detail", args=[self.pk])

    @property
    def batch(self) -> str:
        """The name by which its mails can be recalled."""
        return f"circular-{self.pk}"

    @property
    def sender(self) -> str:
        return _("Chair (%(agency)s)") % {"agency": self.chair} if self.chair else _("Secretariat")


auditlog.register(Circular, exclude_fields=["words"], m2m_fields={"agencies", "organizations"})
