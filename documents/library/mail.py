"""The mails about a document as a whole: who takes part in it, and its way into the library."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people.mail import focal_points, tell
from chairmanship.rotation.offices import chairs_people
from documents.clearance.outcome_mail import everybody_asked
from documents.document.mail import lead_people, part_takers, thread_of
from documents.document.models import Document
from documents.library.models import PublicationRequest
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.mail.senders import CHAIR


def place_of_publication(document: Document) -> str:
    """Returns the address of the page on which publication is requested and decided, within the portal."""
    return reverse("documents:publication", args=[document.pk])


# Who takes part


def tell_of_parts(
    document: Document,
    *,
    lead: Agency | None,
    contributors: Iterable[Agency],
    by: User,
    is_new: bool = False,
) -> None:
    """Tells each agency that became or ceased to be lead or contributor, with who changed it.

    `lead` and `contributors` are those before the change; `is_new` if the document was just begun.
    """
    before, now = set(contributors), set(document.contributors.all())
    if document.lead != lead:
        if document.lead:
            _tell_part(document, document.lead, "leads", by, is_new)
        if lead:
            _tell_part(document, lead, "led", by, is_new)
    told = {document.lead, lead} if document.lead != lead else {document.lead}
    for agency in sorted(now - before - told, key=str):
        _tell_part(document, agency, "contributes", by, is_new)
    for agency in sorted(before - now - told, key=str):
        _tell_part(document, agency, "contributed", by, is_new)


def _tell_part(document: Document, agency: Agency, part: str, by: User, is_new: bool) -> None:
    subject = {
        "leads": _("%(agency)s now leads: %(document)s"),
        "led": _("%(agency)s no longer leads: %(document)s"),
        "contributes": _("%(agency)s now contributes to: %(document)s"),
        "contributed": _("%(agency)s no longer contributes to: %(document)s"),
    }[part]
    tell(
        focal_points(agency, but=by),
        subject=subject % {"agency": agency, "document": document},
        template="documents/library/mail/document_part.txt",
        context={"document": document, "agency": agency, "part": part, "by": by, "is_new": is_new},
        why=_("You receive this e-mail because you are a focal point of %(agency)s.") % {"agency": agency},
        link=address(document.get_absolute_url()),
        kind=Kind.DOCUMENTS,
        thread=thread_of(document),
    )


# Publication


def tell_chair_of_request(asked: PublicationRequest) -> None:
    """Writes to the chair's people; in a gap to the secretariat, which is caretaker."""
    document = asked.document
    tell(
        chairs_people(),
        subject=_("Publication requested: %(document)s") % {"document": document},
        template="documents/library/mail/publication_requested.txt",
        context={"document": document, "asked": asked, "by": asked.asked_by},
        why=_("You receive this e-mail because you act for the chair of the Group."),
        link=address(place_of_publication(document)),
        thread=thread_of(document),
        sender=CHAIR,
        but=asked.asked_by,
    )


def tell_returned(document: Document, *, reason: str, by: User) -> None:
    """Tells the lead agency that its document is not published yet, and why."""
    tell(
        lead_people(document),
        subject=_("Returned to you, not published yet: %(document)s") % {"document": document},
        template="documents/library/mail/publication_returned.txt",
        context={"document": document, "reason": reason, "by": by},
        why=_("You receive this e-mail because you act for the lead agency of this document."),
        link=address(place_of_publication(document)),
        thread=thread_of(document),
        sender=CHAIR,
        but=by,
    )


def tell_published(document: Document, *, by: User, is_first: bool) -> None:
    """Tells who takes part in it, and who was asked to clear it, that it is public, and whose text it is.

    `is_first` if it was not public before.
    """
    tell(
        dict.fromkeys([*part_takers(document), *everybody_asked(document)]),
        subject=_("Published: %(document)s") % {"document": document},
        template="documents/library/mail/document_published.txt",
        context={"document": document, "by": by, "is_first": is_first},
        why=_(
            "You receive this e-mail because your agency leads this document, contributes to it or was "
            "asked to clear it."
        ),
        link=address(document.public_address),
        kind=Kind.DOCUMENTS,
        thread=thread_of(document),
        but=by,
    )


def tell_taken_out(document: Document, *, by: User) -> None:
    """Tells the lead agency and the contributors that it is no longer public."""
    tell(
        part_takers(document),
        subject=_("Removed from the library: %(document)s") % {"document": document},
        template="documents/library/mail/document_taken_out.txt",
        context={"document": document, "by": by},
        why=_("You receive this e-mail because your agency leads this document or contributes to it."),
        link=address(document.get_absolute_url()),
        kind=Kind.DOCUMENTS,
        thread=thread_of(document),
        but=by,
    )
