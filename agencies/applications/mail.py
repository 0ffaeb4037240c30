"""What an applicant hears of its application by mail, with the link to its page."""

from django.urls import reverse

from agencies.applications import links
from agencies.applications.models import Application, Dossier
from agencies.people.mail import tell
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
