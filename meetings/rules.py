"""Who may do what around a meeting. A superuser may everything, as Django has it."""

import rules

from agencies.rules import is_of_group, is_of_member, is_secretariat, own_agencies
from chairmanship.powers import held
from chairmanship.rules import acts_as_chair, is_chair, is_troika
from foundation import clock


@rules.predicate
def chaired(user, meeting):
    """Of an agency in whose term the meeting's date lies, once that term has begun: it stays theirs."""
    if meeting is None:
        return False
    began = min(meeting.date.earliest, clock.today())
    return any(term.starts <= began and meeting.date.latest <= term.ends for term in held(user))


@rules.predicate
def agenda_is_out(user, meeting):
    return meeting is not None and meeting.agenda_is_out


@rules.predicate
def minutes_are_out(user, meeting):
    return meeting is not None and meeting.minutes_are_out


@rules.predicate
def takes_comments(user, meeting):
    return meeting is not None and meeting.takes_comments


@rules.predicate
def minutes_stand(user, meeting):
    return meeting is not None and meeting.minutes_stand


@rules.predicate
def is_of_its_agency(user, action):
    return action is not None and action.agency_id in own_agencies(user)


@rules.predicate
def is_invited(user, invitation):
    """Invited themselves, or of the agency invited: who prepares for a principal answers for them."""
    return invitation is not None and (
        invitation.person_id == user.pk or invitation.agency_id in own_agencies(user)
    )


@rules.predicate
def asks(user, request):
    """Of the agency that asks for a meeting."""
    return request is not None and request.asked_by_id in own_agencies(user)


@rules.predicate
def was_recorded(user, request):
    """Entered for an agency, or for somebody from outside."""
    return request is not None and (request.on_behalf or request.asked_by_id is None)


@rules.predicate
def asked_for(user, guest):
    """Of the agency that asked for that guest."""
    return guest is not None and guest.asked_by_id in own_agencies(user)


@rules.predicate
def brings_its_paper(user, item):
    """Of the agency that is to bring a paper for it, once the members know of the meeting."""
    return (
        item is not None
        and item.paper_by_id in own_agencies(user)
        and item.meeting.stage == "called"
        and not item.meeting.minutes_stand
    )


reads_drafts = is_troika | is_secretariat

rules.add_perm("meetings.plan_meeting", acts_as_chair)
rules.add_perm("meetings.change_meeting", acts_as_chair)
rules.add_perm("meetings.see_draft", reads_drafts)
rules.add_perm("meetings.read_agenda", reads_drafts | chaired | (is_of_group & agenda_is_out))
rules.add_perm("meetings.read_minutes", reads_drafts | chaired | (is_of_group & minutes_are_out))
# The outgoing keep the right to finish the minutes of the meetings that they chaired.
rules.add_perm("meetings.write_minutes", acts_as_chair | chaired)
rules.add_perm("meetings.comment", ~minutes_stand & (reads_drafts | chaired | (is_of_group & takes_comments)))
rules.add_perm("meetings.enter_for_agency", is_chair | is_secretariat)
rules.add_perm("meetings.report_action", is_of_its_agency | acts_as_chair | is_secretariat)
rules.add_perm("meetings.see_answers", reads_drafts | chaired)
rules.add_perm("meetings.answer_invitation", is_invited | acts_as_chair | is_secretariat)
rules.add_perm("meetings.host_guests", acts_as_chair)
rules.add_perm("meetings.ask_for_guest", is_of_member | is_chair | is_secretariat)
rules.add_perm("meetings.own_guest", asked_for | is_secretariat)
rules.add_perm("meetings.keep_rhythm", acts_as_chair | is_secretariat)
rules.add_perm("meetings.bring_paper", acts_as_chair | brings_its_paper)
rules.add_perm("meetings.settle_decision", acts_as_chair | is_secretariat)
rules.add_perm("meetings.see_requests", is_of_group | is_troika)
rules.add_perm("meetings.request_meeting", is_of_member | is_chair | is_secretariat)
rules.add_perm("meetings.own_request", asks | (was_recorded & (is_chair | is_secretariat)))
rules.add_perm("meetings.answer_requests", acts_as_chair)
rules.add_perm("meetings.decide_application", acts_as_chair | is_secretariat)
