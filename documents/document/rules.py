"""Who may see documents and what they may do with them. A superuser may do everything."""

import rules

from agencies.people.rules import is_of_group, is_secretariat, own_agencies, reads_as_group
from chairmanship.rotation.rules import acts_as_chair, is_chair, is_troika


@rules.predicate
def is_of_lead(user, document):
    """Acts for the agency that leads the document."""
    return document is not None and document.lead_id in own_agencies(user)


@rules.predicate
def is_of_contributor(user, document):
    """Acts for an agency that takes part in the document. Uses prefetched `contributors`."""
    return document is not None and any(
        agency.pk in own_agencies(user) for agency in document.contributors.all()
    )


@rules.predicate
def is_of_asked(user, asked):
    """Acts for the agency of a clearance or of a contribution."""
    return asked is not None and asked.agency_id in own_agencies(user)


# An agency that has left the Group is no longer asked, in the portal or by a link in a mail.
is_asked = is_of_asked & is_of_group


# The people of the Group read all documents, drafts too.
reads_all = reads_as_group | is_troika
# An agency that has left the Group no longer leads its documents.
leads = (is_of_lead & is_of_group) | acts_as_chair | is_secretariat

rules.add_perm("documents.read_all", reads_all)
rules.add_perm("documents.begin", is_of_group | is_chair)
rules.add_perm("documents.edit", leads | (is_of_contributor & is_of_group))
# To move it between states, into the library and out of it.
rules.add_perm("documents.lead", leads)
