"""What the history tells of requests for publication, on the page of the document."""

from django.utils.translation import gettext_lazy, ngettext_lazy

from documents.library.models import PublicationRequest
from foundation.history.kinds import Thing, for_those_with

READS = "documents.read_all"

THINGS = [
    Thing(
        PublicationRequest,
        gettext_lazy("the request for publication"),
        ngettext_lazy(
            "the request for the publication of %(names)s",
            "the requests for the publication of %(names)s",
            "count",
        ),
        within={"documents": "document"},
        fields={"reason": gettext_lazy("the reason for returning %(name)s")},
        # That it was published is told with the document, and one that lapsed with what came after it.
        steps={
            "answer": {
                PublicationRequest.Answer.RETURNED: gettext_lazy(
                    "%(who)s returned %(name)s to the lead agency, without publishing it."
                )
            }
        },
        seen=for_those_with(READS),
        label=lambda one: str(one.document),
        related=("document",),
        by=("asked_by", "answered_by"),
        created=gettext_lazy("%(who)s asked the chair to publish %(name)s."),
    )
]
