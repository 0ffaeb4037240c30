"""Who may do what around a meeting. A superuser may everything, as Django has it."""

import rules

from agencies.models import Agency
from agencies.rules import agencies_of, is_of_group, is_secretariat
from chairmanship.models import Chairmanship
from chairmanship.powers import holds
from chairmanship.rules import acts_as_chair, is_chair, is_troika
from foundation import clock


@rules.predicate
def chaired(user, meeting):
    """Of an agency in whose term the meeting's date lies, once that term has begun: it stays theirs."""
    if meeting is None:
        return False
    terms = Chairmanship.objects.filter(
        starts__lte=min(meeting.date.earliest, clock.today()), ends__gte=meeting.date.latest
    ).select_related("agency")
    return any(holds(user, term) for term in terms)


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


def own_agencies(user) -> frozenset[int]:
    """The agencies that a person acts for today, and the collective members of which those are parts."""
    mine = agencies_of(user)
    if not mine:
        return mine
    kept = getattr(user, "_own_agencies", None)
    if kept is None or kept[0] != mine:
        parents = Agency.objects.filter(parts__in=mine).values_list("pk", flat=True)
        kept = user._own_agencies = mine, mine | frozenset(parents)
    return kept[1]


@rules.predicate
def is_of_its_agency(user, action):
    return action is not None and action.agency_id in own_agencies(user)


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
