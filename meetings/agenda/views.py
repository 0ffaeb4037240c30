"""The agenda as the chair builds it, and the papers of its items."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.register.forms import named_purposes
from agencies.register.suggestions import suggest_for
from documents.document.choosers import VersionChooser
from documents.models import Document, DocumentVersion, TextPrint
from documents.versions import exports as version_exports
from foundation.files import storage
from foundation.files.serving import as_download
from foundation.text.lengths import TITLE
from foundation.verbs import Refused, Stale
from foundation.web import panels
from foundation.web.forms import beside, differences
from foundation.web.requests import whole
from meetings.agenda import actions, papers
from meetings.agenda import order as agenda_order
from meetings.agenda.access import get_item
from meetings.agenda.forms import ItemForm, NewItemForm
from meetings.agenda.models import AgendaItem, Paper
from meetings.agenda.reading import as_built
from meetings.meeting.access import get_meeting, perform, require, revision_of
from meetings.meeting.models import Meeting


@require_GET
def agenda(request, pk):
    """The agenda as the chair builds it, with what waits for it beside it."""
    return _page(request, get_meeting(request.user, pk, "meetings.change_meeting"))


def _page(request, meeting: Meeting, *, form=None):
    context = {
        **as_built(meeting),
        "form": form or NewItemForm(),
        "panels": panels.sections("agenda", meeting, request.user),
    }
    return render(request, "meetings/agenda/agenda.html", context)


@require_POST
def item_add(request, pk):
    """Adds an item in one line."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    form = NewItemForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form=form)
    try:
        actions.add_item(meeting, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:agenda", pk)


@require_POST
def item_move(request, pk, item):
    """To a place counted from nought, or by a step up or down. It is saved at once."""
    found = get_item(request.user, pk, item, "meetings.change_meeting")
    place = request.POST.get("to", "")
    order = list(found.meeting.agenda.all())
    if place in ("up", "down"):
        to = agenda_order.step(order, found, place)
    else:
        to = whole(place, order.index(found))
    said = ""
    try:
        moved = actions.move_item(found, to=to, by=request.user)
        agenda_order.numbered(moved)
        number = next(one.number for one in moved if one.pk == found.pk)
        said = _("“%(item)s” is now item %(number)s, in position %(position)s of %(count)s.") % {
            "item": found,
            "number": number,
            "position": moved.index(found) + 1,
            "count": len(moved),
        }
    except Refused as refusal:
        if not request.htmx:
            messages.error(request, str(refusal))
        said = str(refusal)
    if request.htmx:
        return render(
            request, "meetings/agenda/_agenda_items.html", {**as_built(found.meeting), "said": said}
        )
    return redirect("meetings:agenda", pk)


@require_http_methods(["GET", "POST"])
def item_change(request, pk, item):
    """The form of an item. Who changes what others changed meanwhile sees both versions."""
    found = get_item(request.user, pk, item, "meetings.change_meeting")
    form = ItemForm(request.POST or None, instance=found)
    offers = not found.kind and not found.meeting.minutes_stand
    context = {
        "meeting": found.meeting,
        "item": found,
        "form": form,
        "revision": found.revision,
        "suggestions": suggest_for(found, found.title, found.summary) if offers else [],
    }
    title = found.title
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item(
                found, changes=form.cleaned_data, revision=revision_of(request), by=request.user
            )
            messages.success(request, _("Item saved."))
            return redirect("meetings:agenda", pk)
        except Stale as stale:
            both = differences(form, stale.current)
            context |= {"both": both, "revision": stale.current.revision, "name": title}
            return render(request, "meetings/agenda/item_form.html", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "meetings/agenda/item_form.html", {**context, "name": title})


@require_POST
def item_purposes(request, pk, item):
    """Gives an item the purposes that were suggested."""
    found = get_item(request.user, pk, item, "meetings.change_meeting")
    chosen = named_purposes(request.POST.getlist("purposes"))
    return perform(
        request,
        reverse("meetings:item_change", args=[pk, item]),
        lambda: actions.accept_purposes(found, purposes=chosen, by=request.user),
        _("Purposes saved."),
    )


@require_POST
def item_remove(request, pk, item):
    """Takes an item off the agenda."""
    found = get_item(request.user, pk, item, "meetings.change_meeting")
    if found.proposals.exists():
        done = _("“%(item)s” has been removed from the agenda. Its topic awaits an answer again.")
    else:
        done = _("“%(item)s” has been removed from the agenda.")
    return perform(
        request,
        found.meeting.get_absolute_url() + "agenda/",
        lambda: actions.remove_item(found, by=request.user),
        done % {"item": found},
    )


@require_POST
def agenda_publish(request, pk):
    """Shows the members the provisional agenda."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    return perform(
        request,
        meeting,
        lambda: actions.publish_agenda(meeting, by=request.user),
        _("Provisional agenda published. Members can read it now and will be notified in one minute."),
    )


@require_POST
def agenda_adopt(request, pk):
    """The agenda is adopted, at the meeting."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    return perform(
        request,
        meeting,
        lambda: actions.adopt_agenda(meeting, by=request.user),
        _("Agenda adopted."),
    )


@require_POST
def tell_changes(request, pk):
    """Tells the members what was changed since the agenda was published."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    return perform(
        request,
        meeting,
        lambda: actions.tell_changes(meeting, by=request.user),
        _("Members will be notified of the changes in one minute."),
    )


@require_POST
def take_back(request, pk):
    """What was published by mistake, within the minute."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    try:
        messages.success(request, actions.take_back_agenda(meeting, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(meeting)


# Papers: brought by the chair's people or the agency that is to bring one -------------------------------


class PaperForm(forms.Form):
    """A file, or a joint document: as a file or as a text."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("Text, PDF, Office documents and images, up to 25 MB."),
    )
    version = VersionChooser(
        DocumentVersion.objects.none(),
        label=gettext_lazy("Or a joint document"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=TITLE,
        help_text=gettext_lazy("Leave empty to use the name of the file or document."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = storage.ACCEPT
        visible = Document.objects.visible_to(user)
        self.fields["version"].queryset = (
            DocumentVersion.objects.filter(document__in=visible.values("pk"))
            .defer("text", "words")
            .select_related("document")
            .order_by("document__title", "-number")
        )

    def clean_file(self):
        if self.cleaned_data["file"]:
            storage.check(self.cleaned_data["file"])
        return self.cleaned_data["file"]

    def clean(self):
        data = super().clean()
        file, version = data.get("file"), data.get("version")
        if not (file or version) and "file" not in self.errors:
            self.add_error("file", _("Choose a file or a joint document."))
        if file and version:
            self.add_error("version", _("Choose either a file or a joint document, not both."))
        if not data.get("title"):
            name = file.name.rpartition(".")[0] if file else str(version.document) if version else ""
            data["title"] = name[:TITLE]
        return data


class FileForm(forms.Form):
    """A later version of a paper."""

    file = forms.FileField(label=gettext_lazy("New version"))

    def clean_file(self):
        storage.check(self.cleaned_data["file"])
        return self.cleaned_data["file"]


def _item(request, pk, item) -> AgendaItem:
    """An item of which the person may bring papers, and which is for them."""
    meeting = get_meeting(request.user, pk)
    found = get_object_or_404(meeting.agenda.for_reader(request.user, meeting), pk=item)
    found.meeting = meeting
    require(request.user, "meetings.bring_paper", found)
    return found


@require_http_methods(["GET", "POST"])
def item_papers(request, pk, item):
    """The papers of an item, and one more."""
    found = _item(request, pk, item)
    form = PaperForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            paper = actions.add_paper(found, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(beside(refusal, form), str(refusal))
        else:
            messages.success(request, _("“%(paper)s” has been added to the item.") % {"paper": paper})
            return redirect("meetings:item_papers", pk, item)
    return _papers_page(request, found, form)


def _papers_page(request, item, form, status=200):
    papers.with_files([item])
    for paper in item.shown_papers:
        paper.earlier = sorted(paper.files.all(), key=lambda one: -one.pk)[1:]
    context = {"meeting": item.meeting, "item": item, "form": form}
    return render(request, "meetings/agenda/item_papers.html", context, status=status)


def _paper(request, pk, paper) -> Paper:
    found = get_object_or_404(Paper.objects.select_related("item"), pk=paper, item__meeting=pk)
    found.item = _item(request, pk, found.item_id)
    return found


@require_POST
def paper_renew(request, pk, paper):
    """Adds a later version of a paper."""
    found = _paper(request, pk, paper)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        for error in form.errors.get("file", ()):
            messages.error(request, error)
    else:
        try:
            actions.renew_paper(found, file=form.cleaned_data["file"], by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _("New version of “%(paper)s” uploaded. The earlier version is kept.") % {"paper": found},
            )
    return redirect("meetings:item_papers", pk, found.item_id)


@require_POST
def paper_change(request, pk, paper):
    """Its title."""
    found = _paper(request, pk, paper)
    then = redirect("meetings:item_papers", pk, found.item_id).url
    title = request.POST.get("title", "").strip()[:TITLE]
    if not title:
        messages.error(request, _("The title was not changed: a paper needs a title."))
        return redirect(then)
    rename = partial(actions.rename_paper, found, title=title, by=request.user)
    return perform(request, then, rename, _("Title saved."))


@require_POST
def paper_remove(request, pk, paper):
    """Takes a paper away, with its versions."""
    found = _paper(request, pk, paper)
    done = _("“%(paper)s” and all its versions have been deleted.") % {"paper": found}
    then = redirect("meetings:item_papers", pk, found.item_id).url
    return perform(request, then, lambda: actions.remove_paper(found, by=request.user), done)


@require_GET
@never_cache
def paper_file(request, pk, paper, file=None):
    """The paper as it is read, or an earlier version of it: to those for whom its item is."""
    meeting = get_meeting(request.user, pk)
    readable = meeting.agenda.for_reader(request.user, meeting)
    found = get_object_or_404(
        Paper.objects.select_related("version__print", "version__document", "item").prefetch_related("files"),
        pk=paper,
        item__in=readable,
    )
    found.item.meeting = meeting
    user = request.user
    if not (
        user.has_perm("meetings.read_agenda", meeting) or user.has_perm("meetings.bring_paper", found.item)
    ):
        raise PermissionDenied
    stored = papers.current(found) if file is None else get_object_or_404(found.files, pk=file)
    if stored is None:
        raise Http404(_("This paper has no file yet."))
    return paper_response(request, stored, title=found.title)


def paper_response(request, stored, *, title: str):
    """A paper to be saved; of a text the PDF, or a page that tells how far a worker is with it."""
    if not request.htmx:
        if taken := papers.download(stored):
            return as_download(request, taken.file, name=taken.name)
        version_exports.ask_for(stored)
    made = TextPrint.objects.filter(version=stored).first()
    job = made and version_exports.job_of(made)
    taken = made if version_exports.is_fresh(made, stored) else None
    seen = job.progress if job else ""
    if request.htmx and not taken and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {"title": title, "taken": taken, "job": job, "seen": seen, "here": request.path}
    return render(request, f"meetings/agenda/{'_' if request.htmx else ''}paper_print.html", context)
