"""The public page for agencies that want to join, and the page of each applicant behind its link."""

from functools import wraps

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import FormView

from agencies.applications import dossiers, links
from agencies.applications.actions import applying
from agencies.applications.forms import BeginForm, moment
from agencies.applications.mail import renew_link
from agencies.applications.models import ApplicationPrint
from agencies.applications.progress import state_in_words, steps
from agencies.applications.views import prints
from agencies.criteria.models import Edition
from foundation.dates import clock
from foundation.files.serving import as_download
from foundation.files.storage import ACCEPT, check
from foundation.text.lengths import TEXT
from foundation.text.words import listed
from foundation.verbs import Refused
from foundation.web import panels
from foundation.web.requests import whole
from foundation.web.writing import RichWidget

CLASHED = gettext_lazy(
    "Somebody else changed the same field. Both versions are below; everything else is saved. Add to yours "
    "what you want to keep of theirs, then save again."
)
ALONE = ApplicationPrint.What.ALONE
NO_FIELDS = {"csrfmiddlewaretoken", "kept", "kept_by", "save", "hand_in", "remove"}
NOT_ATTACHED = gettext_lazy("Your text is saved, but a file was not attached. See the reason below.")


@method_decorator([login_not_required, never_cache], name="dispatch")
class Begin(FormView):
    """The page that explains how to join, what is asked, and the form that sends the link."""

    template_name = "agencies/applications/apply.html"
    form_class = BeginForm

    def get_initial(self):
        return {"opened": moment()}

    def get_context_data(self, **kwargs):
        edition = Edition.objects.in_force()
        return super().get_context_data(
            questions=edition.questions.all(),
            criteria=edition.criteria.all(),
            people=listed(role.label for _who, role, *_more in dossiers.PEOPLE),
            **kwargs,
        )

    def form_valid(self, form):
        if not form.is_of_a_robot:  # a robot sees the same page
            try:
                applying.ask_for_link(
                    email=form.cleaned_data["email"],
                    applicant=form.cleaned_data["applicant"],
                    sender=get_adapter().get_client_ip(self.request),
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
                return self.form_invalid(form)
        return redirect("apply:sent")


@require_GET
@login_not_required
def sent(request):
    return render(request, "agencies/applications/apply_sent.html", {"lasts": links.UNUSED})


def for_applicant(view):
    """Opens the page of the link, or says why the link no longer works."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request, link, **kwargs):
        try:
            dossier = applying.confirm(links.dossier_of(link))
            return view(request, dossier, link, **kwargs)
        except links.Ended as ended:
            asked = request.method == "POST"
            if asked and ended.dossier:
                renew_link(ended.dossier)
            context = {"why": str(ended), "renewable": ended.dossier is not None, "asked": asked}
            return render(request, "agencies/applications/apply_ended.html", context, status=410)

    return opened


@require_http_methods(["GET", "POST"])
@for_applicant
def own_application(request, dossier, link):
    """The application while it is written, and its state once it is submitted.

    One form holds all of it. Every button first saves what was typed.
    """
    if request.method == "GET":
        return show(request, dossier, link)
    typed, was = posted_texts(request)
    try:
        clashes = applying.write(dossier, typed, was=was)
        if "remove" in request.POST:
            applying.detach(get_object_or_404(dossier.files, pk=whole(request.POST["remove"])))
        wrong = attach(request, dossier)
        if clashes or wrong:
            messages.warning(request, CLASHED if clashes else NOT_ATTACHED)
            return show(request, dossier, link, clashes=clashes, wrong=wrong)
        if "hand_in" in request.POST:
            applying.hand_in(dossier)
            messages.success(request, _("Application submitted. Thank you."))
        else:
            messages.success(request, _("Saved. You can close this page and come back with the same link."))
    except Refused as refusal:
        messages.info(request, str(refusal))
        return show(request, dossier, link, typed=typed)
    return redirect("apply:own", link)


def attach(request, dossier) -> list[str]:
    """Saves the uploaded files. Returns what is wrong with those that are refused."""
    wrong = []
    for upload in request.FILES.getlist("files"):
        try:
            check(upload)
            applying.attach(dossier, upload)
        except ValidationError as error:
            wrong += error.messages
        except Refused as refusal:
            wrong.append(str(refusal))
    return wrong


@require_POST
@for_applicant
def save(request, dossier, link):
    """Saves a field while it is typed, for the page's script. Returns what the page shows."""
    typed, was = posted_texts(request)
    try:
        clashes, refused = applying.write(dossier, typed, was=was), ""
    except Refused as refusal:
        clashes, refused = {}, str(refusal)
    saved = {} if refused else {name: text.strip() for name, text in typed.items() if name not in clashes}
    context = {
        "saved": saved,
        "clashes": clashes.values(),
        "refused": refused,
        "refused_names": typed if refused else (),
        "at": clock.now(),
        "missing": dossiers.missing(links.dossier_of(link)),  # read again, with what was saved
    }
    return render(request, "agencies/applications/_apply_saved.html", context)


def posted_texts(request) -> tuple[dict[str, str], dict[str, str]]:
    """Returns what was typed, and what the page had shown there, both by the name of the field."""
    typed, was = {}, {}
    for name, text in request.POST.items():
        if name.startswith("was-"):
            was[name.removeprefix("was-")] = text
        elif name not in NO_FIELDS:  # the verb ignores names that the page does not have
            typed[name] = RichWidget().value_from_datadict(request.POST, {}, name)
    return typed, was


def show(request, dossier, link, *, clashes=None, typed=None, wrong=()):
    dossier = links.dossier_of(link)  # read again, with what was done
    context = {"dossier": dossier, "link": link, "files": dossier.files.all()}
    context["ends"] = links.ends_in_words(dossier, link)
    if dossier.application:
        application = dossier.application.as_applicant_sees()
        context |= {
            "application": application,
            "way": steps(application),
            "standing": state_in_words(application),
            "panels": panels.sections("applicant", application, request.user),
        }
    questions, people = dossiers.questions(dossier), dossiers.people(dossier)
    for field in [*questions, *(field for person in people for field in person.fields)]:
        field.clash = (clashes or {}).get(field.name)
        field.typed = field.clash.typed if field.clash else (typed or {}).get(field.name, field.text)
        if field.kind == "area":
            field.editor = _editor(field, link)
    context |= {
        "questions": questions,
        "people": people,
        "missing": dossiers.missing(dossier),
        "wrong": wrong,
        "accept": ACCEPT,
        "most": applying.MOST_FILES,
    }
    template = (
        "agencies/applications/apply_form.html"
        if dossier.is_open
        else "agencies/applications/apply_follow.html"
    )
    return render(request, template, context)


def _editor(field, link) -> str:
    """Returns the HTML in which an answer is written. It saves itself, unless somebody else changed it."""
    saves = {
        "hx-post": reverse("apply:save", args=[link]),
        "hx-trigger": "input changed delay:1s, change",
        "hx-params": f"{field.name},was-{field.name},csrfmiddlewaretoken",
        "hx-sync": "this:queue last",
        "hx-swap": "none",
    }
    attrs = {"id": field.name, "class": "form-control", "autocomplete": "off", "rows": 5, "data-limit": TEXT}
    return RichWidget().render(field.name, field.typed, attrs | ({} if field.clash else saves))


@require_GET
@for_applicant
def file(request, dossier, link, pk):
    kept = get_object_or_404(dossier.files, pk=pk)
    return as_download(request, kept.file, name=kept.name)


def of_what_was_handed_in(view):
    """Opens the page of the link only for a submitted application; else 404.

    The PDF has nothing internal.
    """

    @wraps(view)
    def handed_in(request, dossier, link):
        if dossier.application is None:
            raise Http404
        return view(request, dossier, link)

    return for_applicant(handed_in)


@require_GET
@of_what_was_handed_in
def print_page(request, dossier, link):
    addresses = prints.addresses("apply", link)
    return prints.show(
        request,
        dossier.application,
        ALONE,
        template="agencies/applications/apply_print.html",
        link=link,
        **addresses,
    )


@require_POST
@of_what_was_handed_in
def print_make(request, dossier, link):
    return prints.make(dossier.application, ALONE, **prints.addresses("apply", link))


@require_GET
@of_what_was_handed_in
def print_pdf(request, dossier, link):
    return prints.send(request, dossier.application, ALONE, **prints.addresses("apply", link))


@require_POST
@for_applicant
def withdraw(request, dossier, link):
    """Withdraws the application. One that was never submitted is deleted."""
    try:
        applying.withdraw(dossier)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("apply:own", link)
    if dossier.application:
        messages.success(request, _("Your application has been withdrawn."))
        return redirect("apply:own", link)
    messages.success(
        request, _("Your application and everything in it has been deleted. You can start again at any time.")
    )
    return redirect("apply:begin")
