"""Who records that a meeting adopted a document. Who leads a document refers it."""

import rules

from agencies.people.rules import is_secretariat
from chairmanship.rotation.rules import acts_as_chair

rules.add_perm("meetings.adopt_document", acts_as_chair | is_secretariat)
