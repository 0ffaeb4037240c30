"""Who reads minutes, who writes them, and who comments on them."""

import rules

from agencies.people.rules import is_of_group
from chairmanship.rotation.rules import acts_as_chair
from meetings.meeting.rules import chaired, minutes_are_out, minutes_stand, reads_drafts, takes_comments

rules.add_perm("meetings.read_minutes", reads_drafts | chaired | (is_of_group & minutes_are_out))
# An outgoing chair can finish the minutes of the meetings that it chaired.
rules.add_perm("meetings.write_minutes", acts_as_chair | chaired)
rules.add_perm("meetings.comment", ~minutes_stand & (reads_drafts | chaired | (is_of_group & takes_comments)))
