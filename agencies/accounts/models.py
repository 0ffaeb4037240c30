"""What is counted of guesses at passwords, where people are signed in, and links by which they sign in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.dates import clock
from foundation.text.contacts import EmailColumn
from foundation.web import browsers


class Guesses(models.Model):
    """Wrong guesses at one account, from one network, or in one browser. The row goes when all are forgiven.

    It holds a hash: nobody reads in it which address was tried, or from which network.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now, help_text=_("When it was last counted."))
    until = models.DateTimeField(null=True, blank=True, help_text=_("No guess is taken until then."))
    forgiven_at = models.DateTimeField(default=clock.now, db_index=True)
    person = models.ForeignKey(
        "agencies.User", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    untold = models.PositiveIntegerField(
        default=0, help_text=_("Wrong guesses at an account that the history does not have yet.")
    )
    is_lock_untold = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = _("guesses")
        indexes = [models.Index(fields=["untold"], name="guesses_untold", condition=models.Q(untold__gt=0))]

    def __str__(self):
        return self.mark[:8]


class Counted(models.Model):
    """What django-allauth counts for its limits: the table of Django's cache (`counting.Cache`)."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "agencies_counted"
        verbose_name_plural = _("counted")

    def __str__(self):
        return self.cache_key


class SignIn(models.Model):
    """A browser in which a person is signed in. It has no network address, and goes with its session."""

    person = models.ForeignKey("agencies.User", on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60, blank=True, help_text=_("Such as “Firefox/Windows”."))
    began_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(default=clock.now, help_text=_("To within some minutes."))

    class Meta:
        ordering = ["-used_at", "-pk"]
        verbose_name = _("sign-in")

    def __str__(self):
        return f"sign-in {self.pk}"

    @property
    def browser_in_words(self) -> str:
        """Returns "Firefox on Windows"."""
        return browsers.in_words(self.browser)


class SignInLink(models.Model):
    """A link to sign in that somebody asked for. It is written for known and unknown addresses alike.

    The worker finds out whose address it is: it mails the link, or deletes the row.
    """

    JOB = "sign-in-link"

    email = EmailColumn(_("e-mail"), blank=True, help_text=_("Until it is mailed."))
    person = models.ForeignKey(
        "agencies.User",
        on_delete=models.CASCADE,
        null=True,
        related_name="sign_in_links",
        verbose_name=_("person"),
    )
    asked_at = models.DateTimeField(default=clock.now, db_index=True)
    until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link to sign in")
        verbose_name_plural = _("links to sign in")

    def __str__(self):
        return f"link {self.pk}"
