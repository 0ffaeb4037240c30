"""Who reads minutes, who writes them, who gives them over, and who comments on them."""

import rules

from agencies.people.rules import is_of_group, is_secretariat, own_agencies, reads_as_group
from chairmanship.rotation.powers import holds, powers_of
from chairmanship.rotation.rules import acts_as_chair, is_troika
from meetings.meeting.rules import chaired, minutes_are_out, minutes_stand, reads_drafts, takes_comments
from meetings.minutes import keeping


@rules.predicate
def keeps_minutes(user, meeting):
    """Of the office that keeps the minutes: the chair, or the agency of the term that has ended."""
    return meeting is not None and keeping.keeps(user, meeting)


@rules.predicate
def has_passed(user, meeting):
    """Its term is over, and its agency keeps the minutes or has given them over."""
    return meeting is not None and bool(_passed(user, meeting))


@rules.predicate
def was_its_chair(user, meeting):
    """Of an agency in whose term, now over, the meeting was."""
    return meeting is not None and any(holds(user, one) for one in _passed(user, meeting))


def _passed(user, meeting):
    return keeping.outgoing(meeting, powers_of(user).around(meeting.date))


@rules.predicate
def speaks_in(user, comment):
    """Whether the user wrote the comment, entered it, or is of its agency."""
    return comment is not None and (comment.by_id == user.pk or comment.agency_id in own_agencies(user))


@rules.predicate
def is_unanswered(user, comment):
    """Whether the chair has neither incorporated the comment nor replied."""
    return comment is not None and not comment.is_answered


rules.add_perm("meetings.read_minutes", reads_drafts | chaired | (reads_as_group & minutes_are_out))
# Draft minutes have one office that writes them. A corrigendum is for the chair, and for whoever chaired.
rules.add_perm("meetings.write_minutes", keeps_minutes | (minutes_stand & (acts_as_chair | chaired)))
rules.add_perm("meetings.give_minutes_over", was_its_chair | (is_secretariat & has_passed))
rules.add_perm(
    "meetings.comment",
    ~minutes_stand & (is_troika | is_secretariat | chaired | (is_of_group & takes_comments)),
)
rules.add_perm("meetings.change_comment", speaks_in & is_unanswered)
