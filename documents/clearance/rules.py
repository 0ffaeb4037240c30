"""Who may reply to a round of clearance, and speak for the chair."""

import rules

from agencies.people.rules import is_secretariat
from chairmanship.rotation.rules import acts_as_chair
from documents.document.rules import is_asked, leads


@rules.predicate
def leads_what_is_cleared(user, clearance):
    """Leads the document that is to be cleared."""
    return clearance is not None and leads.test(user, clearance.round.version.document)


rules.add_perm("documents.reply_to_clearance", is_asked | leads_what_is_cleared)
# To withdraw its objection, and to dissociate itself. Nobody else can.
rules.add_perm("documents.own_objection", is_asked)
rules.add_perm("documents.issue_as_chair", acts_as_chair | is_secretariat)
