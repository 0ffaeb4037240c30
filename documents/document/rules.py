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
def is_governing(user, document):
    """It is a rule of the Group. Agencies contribute to it when they are asked, and do not change it."""
    return document is not None and document.is_governing


@rules.predicate
def is_public(user, document):
    """Anybody can read it, with its details."""
    return document is not None and document.is_public


@rules.predicate
def is_of_asked(user, asked):
    """Acts for the agency of a clearance or of a contribution."""
    return asked is not None and asked.agency_id in own_agencies(user)


# An agency that has left the Group is no longer asked, in the portal or by a link in a mail.
is_asked = is_of_asked & is_of_group


# The people of the Group read all documents, drafts too.
reads_all = reads_as_group | is_troika
# They speak for the Group: they publish, and keep its governing documents.
speaks_for_group = acts_as_chair | is_secretariat
# An agency that has left the Group no longer leads its documents.
leads_as_agency = is_of_lead & is_of_group & ~is_governing
leads = leads_as_agency | speaks_for_group
edits = leads | (is_of_contributor & is_of_group & ~is_governing)

rules.add_perm("documents.read_all", reads_all)
rules.add_perm("documents.begin", is_of_group | is_chair)
rules.add_perm("documents.edit", edits)
# To change the details. Those of a public document are what anybody reads.
rules.add_perm("documents.describe", (edits & ~is_public) | speaks_for_group)
# To say who leads it and who contributes, to ask for contributions and clearance, and to request publication.
rules.add_perm("documents.lead", leads)
rules.add_perm("documents.govern", speaks_for_group)
# To put it into the library and to take it out.
rules.add_perm("documents.publish", speaks_for_group)
