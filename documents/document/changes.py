"""What the history tells of documents, to the people of the Group: they read drafts too."""

from django.http import Http404
from django.utils.translation import gettext_lazy, ngettext_lazy

from documents.document.models import (
    Dissociation,
    Document,
    DocumentVersion,
    EventDocument,
    Sharing,
    Step,
)
from documents.document.views import get_document
from foundation.history.kinds import Kind, Thing, for_those_with, number

READS = "documents.read_all"
State, IssuedAs = Document.State, Document.IssuedAs


def _find(user, key: str) -> Document | None:
    try:
        return get_document(user, number(key))
    except Http404:
        return None


def may_read(user, document) -> bool:
    """Whether the user reads the history of that document. Nobody learns of one that they may not see."""
    return document is not None and user.has_perm(READS)


KINDS = [
    Kind(
        "documents",
        gettext_lazy("Documents"),
        gettext_lazy("Document"),
        find=_find,
        may=may_read,
        back=lambda document: document.get_absolute_url(),
    )
]

THINGS = [
    Thing(
        Document,
        gettext_lazy("the document"),
        ngettext_lazy("the document %(names)s", "the documents %(names)s", "count"),
        within={"documents": "pk"},
        fields={
            "title": gettext_lazy("the title"),
            "kind": gettext_lazy("the kind"),
            "term": gettext_lazy("the term"),
            "origin": gettext_lazy("the term that it follows up"),
            "lead": gettext_lazy("the lead agency"),
            "contributors": gettext_lazy("the contributors"),
            "issuers": gettext_lazy("the issuing agencies"),
            "purposes": gettext_lazy("the purposes"),
            "state": gettext_lazy("the state"),
            "date": gettext_lazy("the date"),
            "symbol": gettext_lazy("the symbol"),
            "summary": gettext_lazy("the summary"),
            "address": gettext_lazy("the web address"),
            "note": gettext_lazy("the note"),
            "standing": gettext_lazy("the kind of governing document"),
            "holds_from": gettext_lazy("the day from which it is in force"),
        },
        steps={
            "state": {
                State.DRAFTING: gettext_lazy("%(who)s returned %(thing)s to drafting."),
                State.CIRCULATED: gettext_lazy("%(who)s circulated %(thing)s."),
                State.CLEARED: gettext_lazy("%(who)s recorded %(thing)s as cleared."),
                State.ADOPTED: gettext_lazy("%(who)s recorded %(thing)s as adopted."),
                State.PUBLISHED: gettext_lazy("%(who)s published %(thing)s in the library."),
                State.SUPERSEDED: gettext_lazy("%(who)s recorded %(thing)s as superseded."),
                State.DROPPED: gettext_lazy("%(who)s dropped %(thing)s."),
            },
            "issued_as": {
                "": gettext_lazy("%(who)s recorded %(thing)s as a text of the Group again."),
                IssuedAs.CHAIR: gettext_lazy(
                    "%(who)s issued %(thing)s as a text of the chair, not of the Group."
                ),
                IssuedAs.AGENCIES: gettext_lazy(
                    "%(who)s issued %(thing)s as a text of the agencies that agree, not of the Group."
                ),
            },
        },
        seen=for_those_with(READS),
    ),
    Thing(
        Step,
        gettext_lazy("the change of state"),
        ngettext_lazy("the change of state: %(names)s", "the changes of state: %(names)s", "count"),
        within={"documents": "document"},
        # That it came to the state is told with the document; here is what somebody said of it.
        fields={"note": gettext_lazy("the explanation of the state %(name)s")},
        seen=for_those_with(READS),
        label=lambda step: step.get_state_display(),
        by=("by",),
        opens=("note",),
        silent=True,
    ),
    Thing(
        Dissociation,
        gettext_lazy("the dissociation"),
        ngettext_lazy("the dissociation of %(names)s", "the dissociations of %(names)s", "count"),
        within={"documents": "document"},
        fields={"text": gettext_lazy("the footnote of %(name)s")},
        seen=for_those_with(READS),
        gone=lambda user: user.has_perm(READS),
        gone_by="agency",
        label=lambda row: str(row.agency),
        quoted=False,
        related=("agency",),
        by=("by",),
        created=gettext_lazy("%(who)s recorded that %(name)s dissociates itself from the text."),
        removed=gettext_lazy("%(who)s recorded that %(name)s no longer dissociates itself from the text."),
    ),
    Thing(
        DocumentVersion,
        gettext_lazy("the version"),
        ngettext_lazy("version %(names)s", "versions %(names)s", "count"),
        within={"documents": "document"},
        fields={
            "part": gettext_lazy("the part"),
            "symbol": gettext_lazy("the symbol"),
            "note": gettext_lazy("the words on what changed"),
        },
        steps={"published_at": {"*": gettext_lazy("%(who)s published %(thing)s.")}},
        seen=for_those_with(READS),
        label=lambda version: str(version.number),
        quoted=False,
        by=("uploaded_by",),
        unread=("text", "words"),
    ),
    Thing(
        Sharing,
        gettext_lazy("the record of sharing"),
        ngettext_lazy(
            "the record of sharing with %(names)s", "the records of sharing with %(names)s", "count"
        ),
        within={"documents": "document"},
        fields={"date": gettext_lazy("the date of sharing with %(name)s")},
        seen=for_those_with(READS),
        gone=lambda user: user.has_perm(READS),
        quoted=False,
        created=gettext_lazy("%(who)s recorded that it was shared with %(name)s."),
        removed=gettext_lazy("%(who)s removed the record that it was shared with %(name)s."),
    ),
    Thing(
        EventDocument,
        gettext_lazy("the record of delivery"),
        ngettext_lazy("the delivery at %(names)s", "the deliveries at %(names)s", "count"),
        within={"documents": "document"},
        seen=for_those_with(READS),
        label=lambda link: str(link.event),
        related=("event",),
        created=gettext_lazy("%(who)s recorded that it was delivered: %(name)s."),
    ),
]
