"""Who is written to about a document: those who lead it, and those of an agency that is asked about it."""

from typing import Protocol

from agencies.models import Agency, User
from agencies.people.mail import focal_points
from chairmanship.rotation.offices import chairs_people
from documents.document.models import Document
from documents.document.rules import is_asked, leads


class Asked(Protocol):
    """What an agency is asked for: a clearance of a round, or a contribution to a call."""

    @property
    def agency(self) -> Agency: ...


def lead_people(document: Document) -> list[User]:
    """Who looks after the document today: the focal points of its lead, else the chair's people."""
    return (focal_points(document.lead) if document.lead else []) or chairs_people()


def still_leading(person: User, document: Document) -> list[User]:
    """The person who opened a round or a call, while they act for the lead, the chair or the secretariat."""
    return [person] if leads.test(person, document) else []


def who_is_asked(asked: Asked, *, but: User | None = None) -> list[User]:
    """The focal points of the agency today; nobody once it has left the Group."""
    return [one for one in focal_points(asked.agency, but=but) if is_asked.test(one, asked)]
