"""The pages of applications for members, who read and comment, and for the secretariat, which reviews."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import ListView

from agencies.applications import links
from agencies.applications.actions import applying, reviewing
from agencies.applications.forms import ApplicationForm, AskForm, FindingForm, RemarkForm
from agencies.applications.mail import withdrawal_batch
from agencies.applications.models import Application, Dossier, DossierFile
from agencies.applications.progress import days_taken, steps
from agencies.applications.summary import summary
from agencies.criteria.models import Criterion
from foundation.files.serving import as_download
from foundation.verbs import Refused, Stale
from foundation.web import links as web_links
from foundation.web import panels
from foundation.web.editing import EditView

Outcome = Application.Outcome
for_readers = permission_required("agencies.read_applications", raise_exception=True)
for_reviewers = permission_required("agencies.review_applications", raise_exception=True)


class ApplicationList(PermissionRequiredMixin, ListView):
    """All applications, the latest first: those under way, then the settled ones by page."""

    permission_required = "agencies.read_applications"
    template_name = "agencies/applications/application_list.html"
    paginate_by = 50

    def get_queryset(self):
        self.sought, self.state = self.request.GET.get("q", "").strip(), self.request.GET.get("state", "")
        found = (
            Application.objects.select_related("recorded_term__term__agency", "agency")
            .prefetch_related("considerations")
            .order_by(F("received").desc(nulls_last=True), "applicant")
        )
        if self.sought:
            found = found.filter(Q(applicant__icontains=self.sought) | Q(agency__acronym__iexact=self.sought))
        if self.state in Outcome.values:
            found = found.filter(outcome=self.state)
        pending = Q(outcome__in=["", *Application.PENDING])
        self.pending = found.filter(pending)
        return found.exclude(pending)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(sought=self.sought, state=self.state, **kwargs)
        context["pending"] = with_days(self.pending) if context["page_obj"].number == 1 else []
        context["settled"] = with_days(context["page_obj"])
        context["states"] = Outcome.choices
        return context


def with_days(applications) -> list[Application]:
    """Returns the applications, each with the `days` that it took or takes so far."""
    applications = list(applications)
    for one in applications:
        one.days = days_taken(one)
    return applications


@require_http_methods(["GET", "POST"])
@for_readers
def application_detail(request, pk):
    """The answers beside the criteria. The secretariat saves its findings here."""
    application = get_object_or_404(Application.objects.select_related("agency"), pk=pk)
    if request.method == "POST":
        return note_findings(request, application)
    return show(request, application, finding_forms(application))


def show(request, application, forms, *, remark_form=None):
    may_review = request.user.has_perm("agencies.review_applications")
    answers = list(application.answers.all())
    remarks = list(application.remarks.select_related("agency", "by"))
    dossier = Dossier.objects.filter(application=application).first()
    context = {
        "application": application,
        "answers": answers,
        "candidates": application.candidates.all(),
        "remarks": remarks,
        "remark_form": remark_form or RemarkForm(user=request.user),
        "dossier": dossier,
        "files": dossier.files.all() if dossier else (),
        "summary": summary(
            application,
            criteria=[form.criterion for form in forms],
            assessments=[form.kept for form in forms if form.kept],
            answers=answers,
            remarks=remarks,
            dossier=dossier,
        ),
        "way": steps(application),
        "forms": forms,
        "assessed": any(form.kept for form in forms),
        "may_review": may_review,
        "may_remark": application.is_pending and request.user.has_perm("agencies.remark"),
        "may_assess": may_review and application.is_pending,
        "may_ask": may_review and dossier is not None and application.is_pending,
        "can_be_reviewed": application.can_become(Outcome.UNDER_REVIEW),
        "withdrawal": withdrawal_batch(application) if may_review else "",
        "can_be_withdrawn": application.can_become(Outcome.WITHDRAWN),
        "panels": panels.sections("application", application, request.user),
    }
    return render(request, "agencies/applications/application_detail.html", context)


def finding_forms(application, data=None) -> list[FindingForm]:
    """Returns a form for each criterion that the application is judged by."""
    kept = {one.criterion_id: one for one in application.assessments.select_related("by")}
    return [
        FindingForm(data, criterion=criterion, kept=kept.get(criterion.pk))
        for criterion in Criterion.objects.judging(application)
    ]


@for_reviewers
def note_findings(request, application):
    """Saves the changed findings. Shows what somebody else has recorded since beside what was typed."""
    forms = finding_forms(application, request.POST)
    if not all(form.is_valid() for form in forms):
        return show(request, application, forms)
    clashes = False
    for number, form in enumerate(forms):
        if not form.was_touched:  # so it shows what is saved now
            forms[number] = FindingForm(criterion=form.criterion, kept=form.kept)
            continue
        try:
            form.kept = reviewing.assess(application, form.criterion, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form.shown_beside(stale.current)
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
            _(
                "Somebody else was assessing this application at the same time. Where you differ, both "
                "versions are below; everything else is saved. Choose, then save again."
            ),
        )
        return show(request, application, forms)
    messages.success(request, _("Assessment saved."))
    return redirect("applications:application_detail", application.pk)


class ApplicationEdit(EditView):
    permission_required = "agencies.review_applications"
    form_class = ApplicationForm

    def get_next(self, kept):
        return reverse("applications:application_detail", args=[kept.pk])

    def get_trail(self):
        return [(reverse("applications:application_list"), _("Applications"))]


class ApplicationAdd(ApplicationEdit):
    heading = gettext_lazy("Enter an application")
    verb = gettext_lazy("Enter application")
    done = gettext_lazy("Application entered.")

    def get_edited(self):
        return Application()

    def get_back(self):
        return reverse("applications:application_list")

    def keep(self, **values):
        return reviewing.enter_application(**values)


class ApplicationChange(ApplicationEdit):
    heading = gettext_lazy("Edit application")

    def get_thing(self):
        return get_object_or_404(Application, pk=self.kwargs["pk"])

    def get_edited(self):
        return Application.objects.get(pk=self.thing.pk)

    def get_facts(self):
        if Dossier.objects.filter(application=self.thing).exists():
            return _("The applicant sees your changes on its page.")
        return ""

    def get_back(self):
        return reverse("applications:application_detail", args=[self.thing.pk])

    def get_trail(self):
        return [*super().get_trail(), (self.get_back(), self.thing.applicant)]

    def keep(self, **values):
        return reviewing.change_application(self.thing, **values)


@require_POST
@for_reviewers
def application_review(request, pk):
    return _step(request, pk, reviewing.take_under_review, _("The application is now under review."))


@require_POST
@for_reviewers
def application_withdraw(request, pk):
    return _step(request, pk, reviewing.note_withdrawal, _("Withdrawal recorded."))


@require_POST
@for_reviewers
def withdrawal_take_back(request, pk):
    return _step(request, pk, reviewing.take_back_withdrawal)


@require_POST
@for_reviewers
def link_revoke(request, pk):
    """Makes the links to an application stop working, for instance because one was forwarded."""
    dossier = get_object_or_404(Dossier, application=pk)
    web_links.revoke(links.PURPOSE, dossier.pk, by=request.user)
    messages.success(
        request,
        _(
            "All links to the page of the applicant until now are revoked. The applicant can ask for a new "
            "one on that page."
        ),
    )
    return redirect("applications:application_detail", pk)


def _step(request, pk, verb, done=""):
    """Runs the verb, shows `done` or what the verb returns, and redirects to the application."""
    application = get_object_or_404(Application, pk=pk)
    try:
        came = verb(application)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done or came)
    return redirect("applications:application_detail", pk)


@require_POST
@permission_required("agencies.remark", raise_exception=True)
def remark_add(request, pk):
    """Adds a comment of a member. If it is refused, it is shown again with what was typed."""
    application = get_object_or_404(Application.objects.select_related("agency"), pk=pk)
    form = RemarkForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            reviewing.remark(application, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Comment added. The applicant does not see it."))
            return redirect(reverse("applications:application_detail", args=[pk]) + "#remarks")
    return show(request, application, finding_forms(application), remark_form=form)


@require_GET
@for_readers
def application_file(request, pk, file):
    kept = get_object_or_404(DossierFile, pk=file, dossier__application=pk)
    return as_download(request, kept.file, name=kept.name)


class ApplicationAsk(EditView):
    permission_required = "agencies.review_applications"
    form_class = AskForm
    heading = gettext_lazy("Ask for missing information")
    verb = gettext_lazy("Ask applicant")
    done = gettext_lazy("We have asked the applicant by e-mail. It can now edit its application again.")

    def get_thing(self):
        return get_object_or_404(Application, pk=self.kwargs["pk"])

    def get_back(self):
        return reverse("applications:application_detail", args=[self.thing.pk])

    def get_facts(self):
        return _("The applicant reads this in an e-mail and on its page, and can edit its application again.")

    def get_trail(self):
        return [
            (reverse("applications:application_list"), _("Applications")),
            (self.get_back(), self.thing.applicant),
        ]

    def keep(self, **values):
        return applying.ask_for_missing(self.thing, **values)
