"""What an e-mail or a calendar replies to an invitation. The secretariat confirms it first."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.mailbox.meanings import Meaning
from agencies.mailbox.models import Received
from agencies.mailbox.ours import thing_of
from foundation.text.lengths import NAME
from foundation.verbs import Refused
from meetings.invitations import queries
from meetings.invitations.actions import replies
from meetings.invitations.models import GuestInvitation, Invitation, Replied
from meetings.meeting.models import Meeting

Reply = Replied.Reply
ANSWERS = {"ACCEPTED": Reply.COMING, "DECLINED": Reply.NOT_COMING, "DELEGATED": Reply.REPRESENTED}


class ReplyForm(forms.Form):
    reply = forms.ChoiceField(label=gettext_lazy("Reply"), choices=Reply, widget=forms.RadioSelect)
    represented_by = forms.CharField(label=gettext_lazy("Represented by"), required=False, max_length=NAME)


def meaning_of(received: Received) -> Meaning | None:
    """Returns the reply to an invitation that the message gives; None if it answers none."""
    meeting, found = _invitation_of(received)
    if found is None:
        return None
    facts, name = received.facts, _name(found)
    reply = ANSWERS.get(facts.get("answer", ""), "")
    sentence = (
        _("%(name)s replies by calendar: %(answer)s") % {"name": name, "answer": _answer(facts)}
        if "answer" in facts
        else _("%(name)s replies by e-mail. Please choose the reply that the text gives.") % {"name": name}
    )

    def record(*, by, reply: str, represented_by: str = "") -> str:
        if not by.has_perm("meetings.answer_invitation", found):
            raise Refused(_("You may not enter replies to this invitation."))
        kept = replies.answer(found, reply=reply, represented_by=represented_by, by=by)
        return _("%(name)s: %(reply)s") % {"name": name, "reply": queries.in_words(kept)}

    return Meaning(
        about=str(meeting),
        url=meeting.get_absolute_url(),
        sentence=sentence,
        form_class=ReplyForm,
        record=record,
        initial={"reply": reply, "represented_by": facts.get("delegate", "")},
        warnings=list(_warnings(received, found, meeting)),
    )


def _answer(facts: dict) -> str:
    return {
        "ACCEPTED": _("attending"),
        "DECLINED": _("not attending"),
        "TENTATIVE": _("not sure yet"),
        "DELEGATED": _("somebody else attends"),
        "COUNTER": _("asks for another time"),
    }.get(facts["answer"], facts["answer"])


def _invitation_of(received: Received) -> tuple:
    """Returns the meeting and the invitation that the message answers, or twice None."""
    uid = re.match(r"meeting-(\d{1,18})@", received.facts.get("uid", ""))
    kind, key = ("meeting", int(uid[1])) if uid else thing_of(received.answers) or ("", 0)
    if kind == "guest":
        guest = GuestInvitation.objects.select_related("meeting").filter(pk=key).first()
        return (guest.meeting, guest) if guest else (None, None)
    meeting = Meeting.objects.filter(pk=key).first() if kind == "meeting" else None
    addresses = [received.facts.get("attendee"), *(received.answers.to if received.answers else ())]
    for address in filter(None, [*addresses, received.sender]):
        if meeting is None:
            break
        known = meeting.invitations.filter(withdrawn_at=None).select_related("person", "agency")
        guests = meeting.guest_invitations.filter(state=GuestInvitation.State.INVITED)
        found = (
            known.filter(person__email__iexact=address).first()
            or guests.filter(email__iexact=address).first()
        )
        if found:
            found.meeting = meeting
            return meeting, found
    return None, None


def _name(found: Invitation | GuestInvitation) -> str:
    if isinstance(found, GuestInvitation):
        return found.named
    return f"{found.person.shown} ({found.agency})" if found.agency else found.person.shown


def _warnings(received: Received, found, meeting: Meeting):
    email = (found.email if isinstance(found, GuestInvitation) else found.person.email) or ""
    if received.sender != email.lower():
        yield _("It comes from another address than that of %(name)s.") % {"name": _name(found)}
    sequence = received.facts.get("sequence")
    if sequence is not None and sequence < meeting.sequence:
        yield _("It answers an earlier invitation. The meeting has changed since.")
    if found.replied_at:
        yield _("There is a reply already: %(reply)s. This one would replace it.") % {
            "reply": queries.in_words(found)
        }
