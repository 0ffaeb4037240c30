"""Who may do what around a meeting. A superuser may everything, as Django has it."""

import rules

from agencies.people.rules import is_secretariat, reads_as_secretariat
from chairmanship.rotation.powers import powers_of
from chairmanship.rotation.rules import acts_as_chair, is_chair, is_troika
from foundation.dates import clock


@rules.predicate
def chaired(user, meeting):
    """Of an agency in whose term the meeting's date lies, once that term has begun: it stays theirs."""
    if meeting is None:
        return False
    began = min(meeting.date.earliest, clock.today())
    return any(term.starts <= began and meeting.date.latest <= term.ends for term in powers_of(user).terms)


@rules.predicate
def agenda_is_out(user, meeting):
    """Whether the members have the agenda."""
    return meeting is not None and meeting.agenda_is_out


@rules.predicate
def minutes_are_out(user, meeting):
    """Whether the members have the minutes."""
    return meeting is not None and meeting.minutes_are_out


@rules.predicate
def takes_comments(user, meeting):
    """Whether the minutes are circulated and still open for comments."""
    return meeting is not None and meeting.takes_comments


@rules.predicate
def minutes_stand(user, meeting):
    """Whether the minutes are adopted."""
    return meeting is not None and meeting.minutes_stand


reads_drafts = is_troika | reads_as_secretariat

rules.add_perm("meetings.plan_meeting", acts_as_chair)
rules.add_perm("meetings.change_meeting", acts_as_chair)
rules.add_perm("meetings.see_draft", reads_drafts)
rules.add_perm("meetings.enter_for_agency", is_chair | is_secretariat)
