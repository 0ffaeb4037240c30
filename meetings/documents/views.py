"""A document before the Group: referred to a meeting, and adopted there."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents.document.views import get_document, get_document_of_group
from foundation.verbs import Refused
from foundation.web.requests import whole
from meetings.documents import actions
from meetings.documents.queries import items_on
from meetings.followup.models import Decision
from meetings.meeting.access import perform, require
from meetings.meeting.models import Meeting


@require_POST
def refer(request, pk):
    """Puts a document on the agenda of the chosen meeting; who is not the chair asks the chair to do it."""
    user, document = request.user, get_document(request.user, pk, "documents.lead")
    chosen = request.POST.get("meeting", "")
    meeting = Meeting.objects.visible_to(user).ahead().filter(pk=whole(chosen)).first()
    is_chairs = user.has_perm("meetings.plan_meeting")

    def act():
        if meeting is None and (chosen or is_chairs):
            raise Refused(_("Choose one of the upcoming meetings."))
        if is_chairs:
            actions.put_on_agenda(document, meeting, by=user)
        else:
            actions.ask_for_agenda(document, meeting, by=user)

    if is_chairs:
        done = _("The document is on the agenda of %(meeting)s.") % {"meeting": meeting and meeting.named}
    else:
        done = _("The chair is asked to put the document on the agenda, and will answer.")
    return perform(request, document, act, done)


@require_POST
def record_adoption(request, pk):
    """Records that a meeting adopted the document, by the decision that was chosen."""
    document = get_document_of_group(request.user, pk)
    require(request.user, "meetings.adopt_document")
    decisions = Decision.objects.visible_to(request.user).filter(item__in=items_on(document))
    chosen = whole(request.POST.get("decision", ""))
    decision = decisions.filter(pk=chosen).select_related("item__meeting").first()
    return perform(
        request,
        document,
        lambda: actions.record_adoption(document, decision, by=request.user),
        _("The document is recorded as adopted by the meeting. All who were asked to clear it are told."),
    )
