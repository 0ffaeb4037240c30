"""Who may read an agenda, and who brings papers."""

import rules

from agencies.people.rules import own_agencies, reads_as_group
from chairmanship.rotation.rules import acts_as_chair
from meetings.meeting.rules import agenda_is_out, chaired, reads_drafts


@rules.predicate
def brings_its_paper(user, item):
    """Of the agency that is to bring a paper for it, once the members know of the meeting."""
    return (
        item is not None
        and item.paper_by_id in own_agencies(user)
        and item.meeting.stage == "called"
        and not item.meeting.minutes_stand
    )


rules.add_perm("meetings.read_agenda", reads_drafts | chaired | (reads_as_group & agenda_is_out))
rules.add_perm("meetings.bring_paper", acts_as_chair | brings_its_paper)
