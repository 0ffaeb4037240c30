"""The chair as the sender of mail: the agency that holds the chair on the day, and its focal points."""

from django.utils.translation import gettext as _

from agencies.people.mail import focal_points_of_all
from agencies.people.senders import contacts, secretariat_sender
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from foundation.mail.senders import CHAIR, Sender
from foundation.portal import group
from foundation.text.words import listed


def chair_sender() -> Sender:
    """Returns today's chair, or its co-chairs; in a gap the secretariat, which is caretaker."""
    terms = rotation.chairs()
    return sender_of(terms) if terms else secretariat_sender()


def sender_of(terms: list[Chairmanship]) -> Sender:
    """Returns the chair of these terms. If nobody of it has an address, the secretariat answers."""
    people = focal_points_of_all([term.coordinated_by or term.agency for term in terms])
    said = {"agencies": listed(dict.fromkeys(str(term.agency) for term in terms)), "group": group.name()}
    return Sender(
        _("For %(agencies)s, chair of the %(group)s") % said,
        contacts(people) or secretariat_sender().contacts,
    )


SENDERS = {CHAIR: chair_sender}
