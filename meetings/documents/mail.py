"""The mails about a document before the Group: to its lead, and to those who were asked to clear it."""

from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people.mail import focal_points, tell
from documents.document.mail import lead_people
from documents.models import Document, DocumentVersion
from foundation.mail.backend import address
from meetings.meeting.models import Meeting


def _people(document: Document) -> list[User]:
    """Returns the people of the lead and of every agency that was asked to clear the document."""
    asked = Agency.objects.filter(clearances__round__version__document=document).distinct()
    people = [*lead_people(document), *(one for agency in asked for one in focal_points(agency))]
    return list(dict.fromkeys(people))


def _tell(document: Document, what: str, subject: str, *, by: User, **more) -> int:
    return tell(
        _people(document),
        subject=subject % {"document": document},
        template=f"meetings/documents/mail/document_{what}.txt",
        context={"document": document, "by": by, **more},
        why=_(
            "You receive this e-mail because you act for the lead agency of this document, or "
            "your agency was asked to clear it."
        ),
        link=address(document.get_absolute_url()),
        but=by,
    )


def tell_referred(
    document: Document,
    meeting: Meeting | None,
    *,
    agency: Agency | None = None,
    by: User,
) -> int:
    """Tells that a document is on an agenda, or that `agency` proposed it for one. Returns how many are told.

    A meeting that the members do not know of is not named.
    """
    return _tell(
        document,
        "referred",
        _("Referred to a meeting: %(document)s"),
        by=by,
        version=document.current,
        agency=agency,
        meeting=meeting.named if meeting and meeting.members_know else "",
    )


def tell_adopted(document: Document, version: DocumentVersion | None, agreed_at: str, *, by: User) -> int:
    """Tells that a meeting adopted a document. Returns how many are told."""
    subject = _("Adopted by the Group: %(document)s")
    return _tell(document, "adopted", subject, by=by, version=version, agreed_at=agreed_at)
