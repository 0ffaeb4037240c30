"""What the applicant and the secretariat are told about an application."""

from django.urls import reverse

from agencies.applications import links
from agencies.applications.models import Application, Dossier
from agencies.people.mail import secretariat, tell
from foundation.mail.backend import address


def address_of(dossier: Dossier) -> str:
    """The address of its page, as it stands in a mail."""
    return address(reverse("apply:own", args=[links.link_of(dossier)]))


def tell_applicant(
    application: Application, *, subject: str, template: str, context: dict | None = None, batch: str = ""
) -> bool:
    """Writes to the applicant. Gives whether there is anybody to write to.

    Mail of a `batch` can be taken back for a minute, as `foundation.mail.recall` does.
    """
    dossier = Dossier.objects.filter(application=application).exclude(email="").first()
    if dossier is None:
        return False
    tell(
        [dossier.email],
        subject=subject,
        template=template,
        context={"application": application, "dossier": dossier, **(context or {})},
        why=f"you handed in the application of {application}",
        link=address_of(dossier),
        batch=batch,
        private=True,
    )
    return True


def withdrawal_batch(application: Application) -> str:
    """The name under which the mail about a withdrawal can be taken back."""
    return f"application-{application.pk}-withdrawn"


def tell_reviewers(application: Application, *, came_again: bool = False, withdrawn: bool = False) -> int:
    """Tells the secretariat that an application came, was added to, or was withdrawn.

    Returns how many are told.
    """
    if withdrawn:
        subject = f"The application of {application} is withdrawn"
    else:
        subject = f"The application of {application} {'has what was missing' if came_again else 'has come'}"
    return tell(
        secretariat(),
        subject=subject,
        template="agencies/applications/mail/application_came.txt",
        context={"application": application, "came_again": came_again, "withdrawn": withdrawn},
        why="you are of the secretariat, which reviews applications",
        link=address(reverse("home")),  # where it awaits them
    )
