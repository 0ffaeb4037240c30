"""An application before the Group: put on an agenda, decided, and a decision undone or corrected."""

import copy

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from rules.contrib.views import permission_required

from agencies.models import Application
from foundation.verbs import Refused, Stale
from foundation.web.editing import EditView
from foundation.web.requests import whole
from meetings.agenda.models import AgendaItem
from meetings.applications import actions, corrections, letters, undo
from meetings.applications.forms import CorrectionForm, DecisionForm, LetterForm
from meetings.applications.models import ApplicationDecision
from meetings.applications.preview import preview
from meetings.meeting.models import Meeting

BUTTONS = {"csrfmiddlewaretoken", "record", "edit"}


class OfApplication(EditView):
    """A page about an application, below its own page."""

    def get_application(self) -> Application:
        return self.thing

    def page(self):
        return reverse("applications:application_detail", args=[self.get_application().pk])

    def get_back(self):
        return self.page()

    def get_facts(self):
        return _("On the application of %(applicant)s") % {"applicant": self.get_application()}

    def get_trail(self):
        return [
            (reverse("applications:application_list"), _("Applications")),
            (self.page(), self.get_application()),
        ]


class Previewed(OfApplication):
    """A form whose first button shows what will happen, and whose second one does it."""

    template_name = "meetings/applications/application_decision_form.html"
    preview_template = "meetings/applications/decision_preview.html"
    verb = gettext_lazy("Preview")
    record = gettext_lazy("Record decision")

    def form_valid(self, form):
        if "edit" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if "record" in self.request.POST:
            return super().form_valid(form)
        try:
            will = preview(lambda: self.keep(**form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        typed = [(name, value) for name, value in self.request.POST.items() if name not in BUTTONS]
        context = self.get_context_data(form=form, preview=will, typed=typed, record=self.record)
        return render(self.request, self.preview_template, context)


class DecisionAdd(Previewed):
    """The chair records the decision at the meeting, or the secretariat does."""

    permission_required = "meetings.decide_application"
    form_class = DecisionForm
    heading = gettext_lazy("Record the Group’s decision")

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
        if "record" in self.request.POST and self.recorded:
            for words in self.recorded.left:
                messages.warning(self.request, words)
        return response

    def get_done(self):
        undo_here = _("You can undo it for a minute on the page of the application.")
        elsewhere = [undo_here] if self.get_back() != self.page() else []
        return " ".join([_("Decision recorded."), *self.recorded.done, *elsewhere])

    def get_back(self):
        """Returns the address of the minutes if the user writes them and came from there; else of the
        application.
        """
        item = AgendaItem.objects.filter(
            application=self.thing, meeting=whole(self.request.GET.get("meeting", ""))
        ).first()
        if item and self.request.user.has_perm("meetings.write_minutes", item.meeting):
            return f"{reverse('meetings:minutes', args=[item.meeting_id])}#item-{item.pk}"
        return self.page()


def _decision(pk, decision) -> ApplicationDecision:
    rows = ApplicationDecision.entered.select_related("application__agency", "meeting", "membership__agency")
    return get_object_or_404(rows, application=pk, pk=decision)


class DecisionCorrect(Previewed):
    """The secretariat corrects a decision that was entered in error."""

    permission_required = "meetings.correct_application"
    form_class = CorrectionForm
    heading = gettext_lazy("Correct an entry made in error")
    record = gettext_lazy("Correct entry")

    def get_thing(self):
        return _decision(self.kwargs["pk"], self.kwargs["decision"])

    def get_application(self):
        return self.thing.application

    def get(self, request, *args, **kwargs):
        if self.thing.corrected_at:
            messages.info(request, self.thing.corrected)
            return redirect(self.get_back())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        before = copy.copy(self.thing.application)
        before.outcome = corrections.effects_of(self.thing)["outcome"]
        return super().get_form_kwargs() | {
            "application": before,
            "user": self.request.user,
            "instead_of": corrections.membership_of(self.thing),
            "stands": corrections.stands(self.thing),
        }

    def keep(self, *, why, outcome, **right):
        right = right | {"outcome": outcome} if outcome else None
        self.corrected = corrections.correct_decision(
            self.thing, reason=why, by=self.request.user, right=right
        )
        return self.corrected

    def form_valid(self, form):
        self.corrected = None
        response = super().form_valid(form)
        if "record" in self.request.POST and self.corrected:
            recorded = self.corrected.recorded
            for words in [*self.corrected.left, *(recorded.left if recorded else ())]:
                messages.warning(self.request, words)
        return response

    def get_done(self):
        recorded = self.corrected.recorded
        more = [_("Decision recorded."), *recorded.done] if recorded else []
        return " ".join([_("Entry corrected."), *self.corrected.done, *more])

    def get_facts(self):
        return _("%(outcome)s %(when_and_where)s, on the application of %(applicant)s") % {
            "outcome": self.thing.get_outcome_display().capitalize(),
            "when_and_where": self.thing.where,
            "applicant": self.thing.application,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(corrects=self.thing, **kwargs)


class LetterEdit(OfApplication):
    """The chair's people read the letter about a refusal, edit it and send it."""

    permission_required = "meetings.send_refusal"
    template_name = "meetings/applications/letter_form.html"
    form_class = LetterForm
    heading = gettext_lazy("Letter to the applicant")
    theirs = ""

    def get_thing(self):
        return _decision(self.kwargs["pk"], self.kwargs["decision"])

    def get_application(self):
        return self.thing.application

    def get(self, request, *args, **kwargs):
        if not self.thing.awaits_letter:
            sent = bool(self.thing.letter_sent_at)
            messages.info(
                request,
                _("The letter has already been sent.")
                if sent
                else _("There is no letter to send on this decision."),
            )
            return redirect(self.get_back())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"text": self.thing.letter, "seen": self.thing.letter}

    def keep(self, **texts):
        try:
            if "send" in self.request.POST:
                self.said = letters.send_letter(self.thing, **texts, by=self.request.user)
            else:
                letters.save_letter(self.thing, **texts)
                self.said = _("Letter saved. It is not sent yet.")
        except Stale as stale:
            self.theirs = stale.current.letter
            raise
        return self.thing

    def form_invalid(self, form):
        if self.theirs:
            form.data = form.data.copy()
            form.data["seen"] = self.theirs
        return super().form_invalid(form)

    def get_done(self):
        return self.said

    def get_context_data(self, **kwargs):
        application = self.get_application()
        dossier = getattr(application, "dossier", None)
        is_mailed = bool(dossier and dossier.email)
        return super().get_context_data(is_mailed=is_mailed, theirs=self.theirs, **kwargs)


@require_POST
@permission_required("meetings.decide_application", raise_exception=True)
def decision_undo(request, pk, decision):
    """Undoes a decision whose mail has not gone."""
    decision = _decision(pk, decision)
    return _said(request, pk, lambda: undo.take_back_decision(decision, by=request.user))


@require_POST
@permission_required("meetings.send_refusal", raise_exception=True)
def letter_undo(request, pk, decision):
    """Makes a letter that has not gone a draft again."""
    decision = _decision(pk, decision)
    return _said(request, pk, lambda: letters.take_back_letter(decision))


def _said(request, pk, verb):
    """Runs the verb, shows what it says, and goes to the application."""
    try:
        messages.success(request, verb())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("applications:application_detail", pk)


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
