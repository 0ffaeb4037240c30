"""What the history tells of invitations and replies: to those who read drafts, as on the meeting's page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import Thing, Told, for_those_with
from meetings.invitations.models import GuestInvitation, Invitation
from meetings.meeting.changes import READS_DRAFTS

LINK = gettext_lazy("Somebody with the link in the e-mail")
State = GuestInvitation.State


def _label(row: Invitation) -> str:
    name = row.person.name or _("Person %(number)s") % {"number": row.person_id}
    return _("%(person)s (%(agency)s)") % {"person": name, "agency": row.agency} if row.agency else name


THINGS = [
    Thing(
        Invitation,
        gettext_lazy("the invitation"),
        ngettext_lazy("the invitation of %(names)s", "the invitations of %(names)s", "count"),
        within={"meetings": "meeting"},
        fields={"reply": Told(gettext_lazy("the reply of %(name)s"), anonymous=LINK)},
        steps={"withdrawn_at": {"*": gettext_lazy("%(who)s withdrew the invitation of %(name)s.")}},
        seen=for_those_with(READS_DRAFTS),
        gone=lambda user: False,
        label=_label,
        quoted=False,
        related=("person", "agency"),
        by=("replied_by",),
        created=gettext_lazy("%(who)s invited %(name)s."),
    ),
    Thing(
        GuestInvitation,
        gettext_lazy("the invited participant"),
        ngettext_lazy(
            "the invited participant from %(names)s", "the invited participants from %(names)s", "count"
        ),
        within={"meetings": "meeting"},
        fields={
            "organization": gettext_lazy("the organization"),
            "capacity": gettext_lazy("the function"),
            "reply": Told(gettext_lazy("the reply of the participant from %(name)s"), anonymous=LINK),
            "answer_reason": gettext_lazy("the reason of the answer"),
        },
        steps={
            "state": {
                State.INVITED: gettext_lazy("%(who)s invited a participant from %(name)s."),
                State.REFUSED: gettext_lazy("%(who)s declined to invite a participant from %(name)s."),
                State.WITHDRAWN: gettext_lazy("%(who)s withdrew the participant from %(name)s."),
            }
        },
        seen=for_those_with(READS_DRAFTS),
        gone=lambda user: False,
        label=lambda row: row.organization,
        quoted=False,
        by=("entered_by", "answered_by", "replied_by"),
    ),
]
