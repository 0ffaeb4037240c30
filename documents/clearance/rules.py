import rules

from agencies.people.rules import is_of_group, own_agencies
from documents.document.rules import leads


@rules.predicate
def is_of_asked(user, asked):
    """Of the agency of a clearance or of a contribution."""
    return asked is not None and asked.agency_id in own_agencies(user)


# Who has left the Group is not asked any more, in the portal or by the link of a mail.
is_asked = is_of_asked & is_of_group


@rules.predicate
def leads_what_is_cleared(user, clearance):
    return clearance is not None and leads.test(user, clearance.round.version.document)


rules.add_perm("documents.reply_to_clearance", is_asked | leads_what_is_cleared)
