"""Who may reply to a round of clearance."""

import rules

from documents.document.rules import is_asked, leads


@rules.predicate
def leads_what_is_cleared(user, clearance):
    """Leads the document that is to be cleared."""
    return clearance is not None and leads.test(user, clearance.round.version.document)


rules.add_perm("documents.reply_to_clearance", is_asked | leads_what_is_cleared)
