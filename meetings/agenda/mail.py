"""Mail about an agenda and its items. Nobody gets mail about an item that they may not read."""

from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people import mail as people_mail
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.mail.recall import Waiting, recallable
from meetings.agenda import reading
from meetings.agenda.models import AgendaItem
from meetings.meeting import places
from meetings.meeting.audiences import SEES, Restricted, audience_of
from meetings.meeting.models import Meeting
from meetings.meeting.threads import thread_of


def people_of(agency: Agency, item: AgendaItem | None, among: people_mail.OnDuty | None = None) -> list[User]:
    """Returns whom to tell of an item at an agency: its focal points.

    For an item for principals only these are its principals, alternates, and the focal points who may read
    it. It asks for the people of the agency, or takes them from those `among` whom it is to look.
    """
    source = among or people_mail
    people = source.focal_points(agency)
    if item is None or not item.restricted:
        return people
    if item.restricted == Restricted.PRINCIPALS:
        people = list(dict.fromkeys([*people, *source.heads(agency)]))
    return [one for one in people if item.restricted in SEES[audience_of(one, item.meeting)]]


def tell_agency(agency: Agency, meeting: Meeting, item: AgendaItem | None, *, context: dict, **said) -> int:
    """Writes about minutes to the people of an agency who may read them. A draft is not for everybody.

    Returns how many are told.
    """
    people = [one for one in people_of(agency, item) if one.has_perm("meetings.read_minutes", meeting)]
    said["context"] = {**context, "agency": agency}
    return people_mail.tell(
        people, why=_("You receive this e-mail because you act for %(agency)s.") % {"agency": agency}, **said
    )


def tell_members(item: AgendaItem, **said) -> int:
    """Does the same for all members of today. Returns how many are told."""
    if item.restricted != Restricted.PRINCIPALS:
        return people_mail.tell_members(**said)
    people = [one for agency in Agency.objects.members() for one in people_of(agency, item)]
    why = _("You receive this e-mail because it is about an item for principals only, which you can read.")
    return people_mail.tell(people, why=why, **said)


def batch_of(meeting: Meeting) -> str:
    """The name under which the mail of the last publication can be taken back."""
    return f"agenda-{meeting.pk}-{meeting.revision}"


def tell_published(meeting: Meeting, *, by: User) -> int:
    """Tells the members, a minute from now, that the agenda is published. Returns how many are told."""
    subject = _("Provisional agenda: %(meeting)s") % {"meeting": meeting}
    return _tell(meeting, "published", subject, reading.for_members(meeting), by=by)


def tell_changed(meeting: Meeting, items: list[AgendaItem], *, by: User) -> int:
    """Tells the members, a minute from now, which items were added or changed. Returns how many are told."""
    return _tell(meeting, "changed", _("Agenda changed: %(meeting)s") % {"meeting": meeting}, items, by=by)


def _tell(meeting: Meeting, what: str, subject: str, items, *, by: User) -> int:
    return people_mail.tell_members(
        subject=subject,
        template=f"meetings/agenda/mail/agenda_{what}.txt",
        context={"meeting": meeting, "items": items, "when": places.when(meeting)},
        link=address(f"{meeting.get_absolute_url()}#agenda"),
        batch=batch_of(meeting),
        kind=Kind.AGENDAS,
        thread=thread_of(meeting),
        but=by,
    )


def waiting(meeting: Meeting) -> Waiting:
    """Returns how much of the mail on the last publication or the last changes can still be taken back."""
    return recallable(batch_of(meeting))
