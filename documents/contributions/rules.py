"""Who may write in the contribution of an agency."""

import rules

from documents.document.rules import is_asked, leads


@rules.predicate
def leads_the_call(user, contribution):
    """Leads the document that the call is for."""
    return contribution is not None and leads.test(user, contribution.call.document)


@rules.predicate
def agency_wrote_it(user, contribution):
    """The agency itself was the last to work on the contribution, so nobody else may write in it."""
    return contribution is not None and bool(contribution.saved_at) and not contribution.entered


rules.add_perm("documents.contribute", is_asked | (leads_the_call & ~agency_wrote_it))
