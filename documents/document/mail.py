"""Who gets mail about a document: of its lead, of its contributors, and of an agency asked about it."""

from functools import cached_property
from typing import Protocol

from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people import mail as people_mail
from agencies.people.mail import focal_points
from agencies.people.rules import is_of_group
from agencies.people.senders import contacts
from chairmanship.rotation.offices import chairs_people
from documents.document.models import Document
from documents.document.rules import is_asked, leads
from foundation.mail import senders
from foundation.mail.senders import Sender


class Asked(Protocol):
    """What an agency is asked for: a clearance of a round, or a contribution to a call."""

    @property
    def agency(self) -> Agency: ...


def lead_people(document: Document) -> list[User]:
    """Returns the focal points of the document's lead today; if there are none, the chair's people.

    The chair's people lead governing documents.
    """
    of_lead = focal_points(document.lead) if document.lead and not document.is_governing else []
    return of_lead or chairs_people()


def lead_sender(document: Document) -> Sender:
    """Returns for whom mail about its clearance is written: the lead agency; without one, the chair."""
    people = focal_points(document.lead) if document.lead and not document.is_governing else []
    if not people:
        return senders.of(senders.CHAIR)
    name = _("For %(agency)s, lead agency of the document") % {"agency": document.lead}
    return Sender(name, contacts(people))


def thread_of(document: Document, what: str = "document") -> str:
    """Returns the name of the thread of its mail: that about its clearances, calls or publication is one."""
    return f"{what}-{document.pk}"


def part_takers(document: Document) -> list[User]:
    """Returns today's focal points of the lead and of the contributors, of those that are in the Group."""
    agencies = [document.lead] if document.lead else []
    agencies += document.contributors.all()
    people = dict.fromkeys(person for agency in agencies for person in focal_points(agency))
    return [person for person in people if is_of_group.test(person)]


def still_leading(person: User, document: Document) -> list[User]:
    """Returns the person, in a list, if they still act for the lead, the chair or the secretariat."""
    return [person] if leads.test(person, document) else []


def who_is_asked(asked: Asked, *, but: User | None = None) -> list[User]:
    """Returns the focal points of the agency today; none if it has left the Group."""
    return [one for one in focal_points(asked.agency, but=but) if is_asked.test(one, asked)]


class OnDuty(people_mail.OnDuty):
    """The same for many documents and agencies at once: its methods return what those functions do."""

    @cached_property
    def _chairs(self) -> list[User]:
        return chairs_people()

    def lead_people(self, document: Document) -> list[User]:
        has_lead = document.lead and not document.is_governing
        return (self.focal_points(document.lead) if has_lead else []) or self._chairs

    def who_is_asked(self, asked: Asked, *, and_heads: bool = False) -> list[User]:
        people = self.focal_points(asked.agency)
        people += [*self.heads(asked.agency), *self.assistants(asked.agency)] if and_heads else []
        return [one for one in dict.fromkeys(people) if self.is_of_group(one)]
