"""The mails to the applicant and to the secretariat about an application."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.applications import links
from agencies.applications.models import Application, Dossier
from agencies.people import link_mail
from agencies.people.mail import secretariat, tell
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.portal import group


def address_of(dossier: Dossier) -> str:
    """Returns the full address (URL) of its page."""
    return address(reverse("apply:own", args=[links.link_of(dossier)]))


def renew_link(dossier: Dossier) -> None:
    """Mails a new link to the address on record, in place of one that has ended or was revoked."""
    link_mail.renew(
        dossier.email,
        what=f"application-{dossier.pk}",
        named=_("your application for membership of the %(group)s") % {"group": group.name()},
        link=address_of(dossier),
        ends=links.ends_in_words(dossier),
    )


def tell_applicant(
    application: Application, *, subject: str, template: str, context: dict | None = None, batch: str = ""
) -> bool:
    """Writes to the applicant. Returns whether there is an address to write to.

    Mail of a `batch` can be recalled for a minute: see `foundation.mail.recall`.
    """
    dossier = Dossier.objects.filter(application=application).exclude(email="").first()
    if dossier is None:
        return False
    tell(
        [dossier.email],
        subject=subject,
        template=template,
        context={"application": application, "dossier": dossier, "ends": links.ends_in_words(dossier)}
        | (context or {}),
        why=_("You receive this e-mail because you submitted the application of %(applicant)s.")
        % {"applicant": application},
        link=address_of(dossier),
        batch=batch,
        private=True,
        kind=Kind.ACCOUNT,
        thread=f"application-{application.pk}",
    )
    return True


def withdrawal_batch(application: Application) -> str:
    """Returns the batch of the mail about a withdrawal, which can be recalled."""
    return f"application-{application.pk}-withdrawn"


def tell_reviewers(application: Application, *, came_again: bool = False, withdrawn: bool = False) -> int:
    """Tells the secretariat that an application was submitted, added to, or withdrawn.

    Returns how many are told.
    """
    if withdrawn:
        subject = _("%(applicant)s has withdrawn its application")
    elif came_again:
        subject = _("%(applicant)s has resubmitted its application")
    else:
        subject = _("%(applicant)s has applied for membership")
    return tell(
        secretariat(),
        subject=subject % {"applicant": application},
        template="agencies/applications/mail/application_came.txt",
        context={"application": application, "came_again": came_again, "withdrawn": withdrawn},
        why=_("You receive this e-mail because the secretariat reviews applications."),
        link=address(reverse("home")),  # which lists it under what awaits them
    )
