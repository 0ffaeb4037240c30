"""Who reads and enters replies, and who invites participants from outside or asks for them."""

import rules

from agencies.people.rules import is_of_member, is_secretariat, own_agencies
from chairmanship.rotation.rules import acts_as_chair, is_chair
from meetings.meeting.rules import chaired, reads_drafts


@rules.predicate
def is_invited(user, invitation):
    """Whether the user is invited or belongs to the invited agency, as people reply for their principal."""
    return invitation is not None and (
        invitation.person_id == user.pk or invitation.agency_id in own_agencies(user)
    )


@rules.predicate
def asked_for(user, guest):
    """Whether the user is of the agency that asked for this participant."""
    return guest is not None and guest.asked_by_id in own_agencies(user)


rules.add_perm("meetings.see_answers", reads_drafts | chaired)
rules.add_perm("meetings.answer_invitation", is_invited | acts_as_chair | is_secretariat)
rules.add_perm("meetings.host_guests", acts_as_chair)
rules.add_perm("meetings.ask_for_guest", is_of_member | is_chair | is_secretariat)
rules.add_perm("meetings.own_guest", asked_for | is_secretariat)
