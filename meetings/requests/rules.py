"""Who asks for a meeting, and who answers."""

import rules

from agencies.people.rules import is_of_member, is_secretariat, own_agencies, reads_as_group
from chairmanship.rotation.rules import acts_as_chair, is_chair, is_troika


@rules.predicate
def asks(user, request):
    """Whether the user is of the agency that asks for a meeting."""
    return request is not None and request.asked_by_id in own_agencies(user)


@rules.predicate
def was_recorded(user, request):
    """Whether others entered it for an agency, or it is from outside."""
    return request is not None and (request.on_behalf or request.asked_by_id is None)


rules.add_perm("meetings.see_requests", reads_as_group | is_troika)
rules.add_perm("meetings.request_meeting", is_of_member | is_chair | is_secretariat)
rules.add_perm("meetings.own_request", asks | (was_recorded & (is_chair | is_secretariat)))
rules.add_perm("meetings.answer_requests", acts_as_chair)
