"""Documents on the pages of activities and external events, and deliveries on the page of a document."""

from django.utils.translation import gettext_lazy as _

from chairmanship.models import Event
from documents.clearance.status import as_of_now
from documents.delivery.comparison import compare
from documents.delivery.forms import ConnectForm, form_for
from documents.document.models import Document
from foundation.web.panels import Panel

Kind = Document.Kind


def of_event(event, user):
    """Returns which document was delivered.

    Only people of the Group also see how it was cleared. None if there is nothing to show.
    """
    document = Document.objects.visible_to(user).filter(event_links__event=event).first()
    may_connect = user.has_perm("chairmanship.keep_outside") and user.has_perm("documents.read_all")
    if not (document or may_connect):
        return None
    sees_all = user.has_perm("documents.read_all")
    documents = Document.objects.visible_to(user)
    return {
        "event": event,
        "document": document,
        "sees_all": sees_all,
        "beside": compare(event, document) if document and sees_all else None,
        "form": ConnectForm(documents=documents, prefix="document") if may_connect else None,
    }


def of_occasion(occasion, user):
    """Returns the documents for an external event that the user may see; None if there are none."""
    documents = Document.objects.visible_to(user).filter(occasion=occasion).select_related("lead")
    documents = as_of_now(documents.order_by("title", "pk"))
    return {"documents": documents} if documents else None


def of_document(document, user):
    """Returns where the document was delivered, and how that differs from what was cleared.

    None for people outside the Group, or if there is nothing to show.
    """
    if not user.has_perm("documents.read_all"):
        return None
    events = Event.objects.delivered().filter(document_link__document=document).order_by("date", "pk")
    delivered = [compare(event, document) for event in events]
    enters = user.has_perm("chairmanship.keep_outside") and (
        document.occasion_id or document.kind == Kind.STATEMENT
    )
    return {"document": document, "told": delivered, "enters": enters} if delivered or enters else None


def of_activity(activity, user):
    """Returns the documents of an activity of the workplan that the user may see.

    None if there are none and the user cannot connect one.
    """
    documents = Document.objects.visible_to(user).filter(activity=activity).select_related("lead")
    may_connect = user.has_perm("chairmanship.note_activity", activity)
    if not (documents or may_connect):
        return None
    return {
        "activity": activity,
        "documents": documents,
        "form": may_connect and form_for(user),
    }


PANELS = [
    Panel("activity", 30, _("Documents"), "documents/delivery/_activity_documents.html", of_activity),
    Panel("event", 10, _("As cleared and as delivered"), "documents/delivery/_event_document.html", of_event),
    Panel(
        "occasion",
        10,
        _("Documents of the Group"),
        "documents/delivery/_occasion_documents.html",
        of_occasion,
    ),
    Panel("document", 30, _("As delivered"), "documents/delivery/_delivered.html", of_document),
]
