from django.db import models
from django.utils.translation import gettext_lazy

from foundation.dates import clock
from foundation.text.contacts import EmailColumn


class SignInLink(models.Model):
    """A link to sign in that somebody asked for. It is written for known and unknown addresses alike.

    The worker finds out whose address it is: it mails the link, or deletes the row.
    """

    JOB = "sign-in-link"

    email = EmailColumn(gettext_lazy("e-mail"), blank=True, help_text=gettext_lazy("Until it is mailed."))
    person = models.ForeignKey(
        "agencies.User",
        on_delete=models.CASCADE,
        null=True,
        related_name="sign_in_links",
        verbose_name=gettext_lazy("person"),
    )
    asked_at = models.DateTimeField(default=clock.now, db_index=True)
    until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = gettext_lazy("link to sign in")
        verbose_name_plural = gettext_lazy("links to sign in")

    def __str__(self):
        return f"link {self.pk}"
