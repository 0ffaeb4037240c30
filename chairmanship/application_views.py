"""Applications: the chair's people and the secretariat read them, the secretariat reviews them."""

from dataclasses import dataclass

from auditlog.models import LogEntry
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import ListView

from agencies import reviewing
from agencies.models import Application, Criterion
from chairmanship.application_forms import ApplicationForm, FindingForm
from foundation import clock, sections
from foundation.editing import EditView
from foundation.verbs import Refused

Outcome = Application.Outcome
for_readers = permission_required("chairmanship.read_applications", raise_exception=True)
for_reviewers = permission_required("chairmanship.review_applications", raise_exception=True)


@dataclass(frozen=True)
class Step:
    """A step of an application's way, with its date as far as it is known."""

    words: str
    date: str = ""
    taken: bool = True


def way(application: Application) -> list[Step]:
    """The way so far, and the step that comes next."""
    outcome = application.outcome
    steps = [Step("Received", str(application.received or ""))]
    changes = LogEntry.objects.get_for_object(application).filter(action=LogEntry.Action.UPDATE)
    for entry in changes.order_by("timestamp", "pk"):
        if (entry.changes_dict or {}).get("outcome", ["", ""])[1] == Outcome.UNDER_REVIEW:
            day = entry.timestamp.astimezone(clock.zone())
            steps.append(Step("Under review", f"{day:%-d %B %Y}"))
    if outcome == Outcome.UNDER_REVIEW and len(steps) == 1:
        steps.append(Step("Under review"))
    considered = [str(one.date) for one in application.considerations.all()]
    settled = outcome in Application.DECIDED
    steps += [Step("Considered", date) for date in (considered[:-1] if settled else considered)]
    if settled:
        steps.append(Step(outcome.capitalize(), considered[-1] if considered else ""))
    elif outcome == Outcome.WITHDRAWN:
        steps.append(Step("Withdrawn"))
    if outcome in ("", Outcome.RECEIVED):
        steps.append(Step("Under review", taken=False))
    if application.is_pending:
        steps.append(Step("Decision of the Group", taken=False))
    return steps


class ApplicationList(PermissionRequiredMixin, ListView):
    """All applications ever, the latest first."""

    permission_required = "chairmanship.read_applications"
    template_name = "chairmanship/application_list.html"
    queryset = Application.objects.select_related("recorded_term__term__agency", "agency").prefetch_related(
        "considerations"
    )

    def get_context_data(self, **kwargs):
        applications = latest_first(self.object_list)
        return super().get_context_data(
            pending=[one for one in applications if one.is_pending],
            settled=[one for one in applications if not one.is_pending],
            **kwargs,
        )


def latest_first(applications) -> list[Application]:
    """By the day on which they were received; those of which no day is known at the end."""
    return sorted(
        applications,
        key=lambda one: (one.received is None, -one.received.earliest.toordinal() if one.received else 0),
    )


@require_http_methods(["GET", "POST"])
@for_readers
def application_detail(request, pk):
    """The answers beside the criteria. Posted to by the secretariat, it notes what is found."""
    application = get_object_or_404(Application.objects.select_related("agency"), pk=pk)
    if request.method == "POST":
        return note_findings(request, application)
    return show(request, application, finding_forms(application))


def show(request, application, forms, status=200):
    may_review = request.user.has_perm("chairmanship.review_applications")
    context = {
        "application": application,
        "answers": application.answers.all(),
        "way": way(application),
        "forms": forms,
        "assessed": any(form.kept for form in forms),
        "may_review": may_review,
        "may_assess": may_review and application.is_pending,
        "can_be_reviewed": application.can_become(Outcome.UNDER_REVIEW),
        "can_be_withdrawn": application.can_become(Outcome.WITHDRAWN),
        "panels": sections.shown("application", application, request.user),
    }
    return render(request, "chairmanship/application_detail.html", context, status=status)


def finding_forms(application, data=None) -> list[FindingForm]:
    """A form for each criterion by which the application is judged."""
    kept = {one.criterion_id: one for one in application.assessments.select_related("by")}
    return [
        FindingForm(data, criterion=criterion, kept=kept.get(criterion.pk))
        for criterion in Criterion.objects.judging(application)
    ]


@for_reviewers
def note_findings(request, application):
    """Keeps what is new. What somebody else noted meanwhile is shown beside what was typed, to choose."""
    forms = finding_forms(application, request.POST)
    if not all(form.is_valid() for form in forms):
        return show(request, application, forms)
    clashes = False
    for number, form in enumerate(forms):
        if not form.was_touched:  # and so shows what is kept now
            forms[number] = FindingForm(criterion=form.criterion, kept=form.kept)
            continue
        try:
            form.kept = reviewing.assess(application, form.criterion, by=request.user, **form.cleaned_data)
        except reviewing.Stale as stale:
            form.shown_beside(stale.kept)
            clashes = True
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("applications:application_detail", application.pk)
        else:
            form.data = form.data.copy()
            form.data[form.add_prefix("revision")] = form.kept.revision
    if clashes:
        messages.warning(
            request,
            "Somebody else assessed this application meanwhile. What clashes stands below in both versions; "
            "the rest is saved, and nothing is lost. Choose, and save again.",
        )
        return show(request, application, forms)
    messages.success(request, "The assessment is saved.")
    return redirect("applications:application_detail", application.pk)


class ApplicationEdit(EditView):
    permission_required = "chairmanship.review_applications"
    form_class = ApplicationForm

    def get_next(self, kept):
        return reverse("applications:application_detail", args=[kept.pk])

    def get_trail(self):
        return [(reverse("applications:application_list"), "Applications")]


class ApplicationAdd(ApplicationEdit):
    heading = "Enter an application"
    verb = "Enter the application"
    done = "The application is entered."

    def get_edited(self):
        return Application()

    def get_back(self):
        return reverse("applications:application_list")

    def keep(self, **values):
        return reviewing.enter_application(**values)


class ApplicationChange(ApplicationEdit):
    heading = "Change what came"

    def get_thing(self):
        return get_object_or_404(Application, pk=self.kwargs["pk"])

    def get_edited(self):
        return Application.objects.get(pk=self.thing.pk)

    def get_back(self):
        return reverse("applications:application_detail", args=[self.thing.pk])

    def get_trail(self):
        return [*super().get_trail(), (self.get_back(), self.thing.applicant)]

    def keep(self, **values):
        return reviewing.change_application(self.thing, **values)


@require_POST
@for_reviewers
def application_review(request, pk):
    return _step(request, pk, reviewing.take_under_review, "The application is under review.")


@require_POST
@for_reviewers
def application_withdraw(request, pk):
    return _step(request, pk, reviewing.withdraw, "It is noted that the applicant withdrew.")


def _step(request, pk, verb, done):
    application = get_object_or_404(Application, pk=pk)
    try:
        verb(application)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("applications:application_detail", pk)
