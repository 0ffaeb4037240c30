"""How something was said for an agency: by a link, or by a special assistant for a principal."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.people.models import Appointment, User
from agencies.people.rules import HEADING, acting
from agencies.register.models import Agency


class Said(models.Model):
    """A record of something that can be said by a link, without signing in.

    `link_of` is set while such a thing is saved, so that the history names the person whose link it was.
    """

    by_link = models.BooleanField(
        gettext_lazy("said by link"),
        default=False,
        editable=False,
        help_text=gettext_lazy("Through the link in an e-mail, without signing in."),
    )
    as_assistant = models.BooleanField(
        gettext_lazy("said by a special assistant"),
        default=False,
        editable=False,
        help_text=gettext_lazy("By a special assistant, for the principal."),
    )
    link_of: User | None = None

    class Meta:
        abstract = True

    def get_additional_data(self):
        """Returns what the history has of this change besides the fields: whose link it came by."""
        return {"by_link": self.link_of.pk} if self.link_of else None


def assistants_of(principal: User, agency: Agency | None) -> list[User]:
    """Returns today's special assistants of a principal or an alternate who have an e-mail address.

    There is nobody to act for once the appointment of either has ended.
    """
    on_duty = Appointment.objects.on().filter(agency=agency)
    if not on_duty.filter(person=principal, role__in=HEADING).exists():
        return []
    people = on_duty.filter(role=Appointment.Role.ASSISTANT, person__is_active=True).exclude(person=principal)
    return list({one.person: None for one in people.select_related("person") if one.person.email})


def assists(person: User, principal: User, agency: Agency | None) -> bool:
    """Whether the person acts today as special assistant of that principal."""
    return (
        agency is not None
        and agency.pk in acting(person).assisting
        and person in assistants_of(principal, agency)
    )


def assists_office(person: User, agency: Agency) -> bool:
    """Whether the person acts today as special assistant for a principal of the agency or of its parts."""
    on_duty = Appointment.objects.on().filter(Q(agency=agency) | Q(agency__part_of=agency))
    own = on_duty.filter(person=person, role=Appointment.Role.ASSISTANT)
    return bool(acting(person).assisting) and own.exists() and on_duty.filter(role__in=HEADING).exists()


def speaker(person: User | None, said: Said, principal: str = "") -> str:
    """Returns who spoke: "Ana Diaz, special assistant, for Jane Doe". "" if nobody is known."""
    if person is None or not said.as_assistant:
        return person.shown if person else ""
    return _("%(person)s, special assistant, for %(principal)s") % {
        "person": person.shown,
        "principal": principal or _("the principal"),
    }


def who_said(person: User | None, said: Said, principal: str = "") -> str:
    """Returns who spoke, and whether by link: "Ana Diaz, by link". "" if nobody is known."""
    who = speaker(person, said, principal)
    if not said.by_link:
        return who
    return _("%(person)s, by link") % {"person": who} if who else _("by link")
