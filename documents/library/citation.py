"""How a document is cited, in one line to copy."""

from django.utils.translation import gettext as _

from documents.document.models import Document
from foundation.portal import group
from foundation.text.words import listed, opened


def citation(document: Document, address: str) -> str:
    """Returns the citation of a document in one line, which ends with the address.

    For example: "Global Migration Group (2010). Mainstreaming migration into development planning. Handbook.
    https://…". It names the agencies that made the document, if they are known: "Global Migration Group
    (UNESCO and IOM)". Without a year it says "n.d.". If it is no text of the Group, it names whose it is
    as the author, and says so.
    """
    agencies = [document.lead] if document.lead else []
    agencies += [agency for agency in document.contributors.all() if agency != document.lead]
    who = f"{group.name()} ({listed(agencies)})" if agencies else group.name()
    if document.issued_as:
        who = listed(sorted(agency.acronym for agency in document.issuers.all()))
    year = document.date.year if document.date else document.term.ends.year if document.term else _("n.d.")
    kind = "" if document.kind == Document.Kind.OTHER else opened(document.get_kind_display())
    parts = [f"{who} ({year})", document.title, kind, document.symbol, document.face]
    return ". ".join(part.rstrip(".") for part in parts if part) + f". {address}"
