"""An application before the Group: put on an agenda, and decided."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from rules.contrib.views import permission_required

from agencies.models import Application
from foundation.verbs import Refused
from foundation.web.editing import EditView
from foundation.web.requests import whole
from meetings.agenda.models import AgendaItem
from meetings.applications import actions
from meetings.applications.forms import DecisionForm
from meetings.meeting.models import Meeting


class DecisionAdd(EditView):
    """The chair records the decision at the meeting, or the secretariat does."""

    permission_required = "meetings.decide_application"
    template_name = "meetings/applications/application_decision_form.html"
    form_class = DecisionForm
    heading = gettext_lazy("Record the Group’s decision")
    verb = gettext_lazy("Record decision")

    def get_thing(self):
        return get_object_or_404(Application.objects.select_related("agency"), pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        if not any(self.thing.can_become(outcome) for outcome in Application.DECIDED):
            messages.info(
                request,
                _("Nothing is left to decide. Status of the application: %(outcome)s.")
                % {"outcome": self.thing.get_outcome_display()},
            )
            return redirect(self.get_back())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"meeting": whole(self.request.GET.get("meeting", ""))}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"application": self.thing, "user": self.request.user}

    def keep(self, **values):
        self.recorded = actions.record_decision(self.thing, by=self.request.user, **values)
        return self.recorded

    def form_valid(self, form):
        self.recorded = None
        response = super().form_valid(form)
        for words in self.recorded.left if self.recorded else ():
            messages.warning(self.request, words)
        return response

    def get_facts(self):
        return _("On the application of %(applicant)s") % {"applicant": self.thing}

    def get_done(self):
        return " ".join([_("Decision recorded."), *self.recorded.done])

    def get_back(self):
        """Returns the address of the minutes if the user writes them and came from there; else of the
        application.
        """
        item = AgendaItem.objects.filter(
            application=self.thing, meeting=whole(self.request.GET.get("meeting", ""))
        ).first()
        if item and self.request.user.has_perm("meetings.write_minutes", item.meeting):
            return f"{reverse('meetings:minutes', args=[item.meeting_id])}#item-{item.pk}"
        return self._page()

    def _page(self):
        return reverse("applications:application_detail", args=[self.thing.pk])

    def get_trail(self):
        return [(reverse("applications:application_list"), _("Applications")), (self._page(), self.thing)]


@require_POST
@permission_required("meetings.plan_meeting", raise_exception=True)
def put_on_agenda(request, pk):
    """Puts the application on the agenda of the chosen meeting."""
    application = get_object_or_404(Application, pk=pk)
    ahead = Meeting.objects.visible_to(request.user).ahead()
    meeting = ahead.filter(pk=whole(request.POST.get("meeting", ""))).first()
    try:
        if meeting is None:
            raise Refused(_("Choose one of the upcoming meetings."))
        actions.put_on_agenda(application, meeting)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("Application added to the agenda of %(meeting)s.") % {"meeting": meeting.named}
        )
    return redirect("applications:application_detail", pk)
