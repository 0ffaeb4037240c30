"""The versions of a document: written, brought, compared, restored, read and taken away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents import shown, versioning
from documents.forms import FileForm, TextForm
from documents.models import Language
from documents.views.fetching import get_document, get_version, sees_all, tried
from foundation import rich
from foundation.requests import kept
from foundation.serving import as_download
from foundation.verbs import Refused, Stale


@require_http_methods(["GET", "POST"])
def text_write(request, pk):
    """The text is written on as it stands, and becomes the next version."""
    document = get_document(request.user, pk, "documents.edit")
    if request.method == "POST":
        return _keep_text(request, document)
    language = request.GET.get("language", "")
    last = document.versions.main()
    if language in Language.values:
        last = last.filter(language=language).last()
    else:
        last = last.last()
        language = last.language if last else Language.ENGLISH
    newest = document.versions.last()
    form = TextForm(
        stands=last.text if last else "",
        initial={"language": language, "after": newest.number if newest else 0},
    )
    return _text_page(request, document, form, last=last)


def _keep_text(request, document):
    form = TextForm(request.POST)
    if form.is_valid():
        try:
            made = versioning.write_text(document, **form.cleaned_data, by=request.user)
        except Stale as stale:
            theirs = stale.current
            form.data = form.data.copy()
            form.data["after"] = theirs.number
            compared = rich.compare(theirs.text, form.cleaned_data["text"])
            return _text_page(request, document, form, theirs=theirs, compared=compared, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            done = f"Version {made.number} is saved, and is the current one."
            messages.success(request, done, extra_tags=kept(request))
            _tell_of_others(request, made, form.cleaned_data["after"])
            return redirect(document)
    return _text_page(request, document, form)


def _text_page(request, document, form, *, status=200, **context):
    context |= {"document": document, "form": form}
    return render(request, "documents/text_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def file_bring(request, pk):
    document = get_document(request.user, pk, "documents.edit")
    newest = document.versions.defer("text", "words").last()
    form = FileForm(
        request.POST or None, request.FILES or None, initial={"after": newest.number if newest else 0}
    )
    if request.method == "POST" and form.is_valid():
        after = form.cleaned_data.pop("after")
        try:
            made = versioning.bring_file(document, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"“{made.name}” is version {made.number}.")
            _tell_of_others(request, made, after)
            return redirect(document)
    return render(request, "documents/file_form.html", {"document": document, "form": form})


def _tell_of_others(request, made, after) -> None:
    """Who made a version hears of what others brought since the one that they opened."""
    if after is None:
        return
    between = made.document.versions.defer("text", "words").filter(number__gt=after, number__lt=made.number)
    for one in between.select_related("uploaded_by"):
        who = one.uploaded_by.shown if one.uploaded_by else "somebody"
        messages.warning(
            request,
            format_html(
                'Version {} was brought by {} while you made yours. Both are kept: <a href="{}">look at '
                "both</a>.",
                one.number,
                who,
                reverse("documents:version_list", args=[made.document_id]),
            ),
        )


@require_GET
def version_list(request, pk):
    """Every version, and two texts compared."""
    document = get_document(request.user, pk)
    if not sees_all(request.user):
        raise Http404
    versions = shown.versions(document)
    texts = [version for version in versions if version.is_text]
    new = _chosen(request, "new", texts) or (texts[0] if texts else None)
    before = [one for one in texts if new and one.number < new.number and one.language == new.language]
    old = _chosen(request, "old", texts) or (before[0] if before else None)
    document.__dict__.setdefault("_prefetched_objects_cache", {})["versions"] = versions
    context = {
        "document": document,
        "versions": versions,
        "texts": texts,
        "left": old and f"Version {old.number}",
        "right": new and f"Version {new.number}",
        "old": old,
        "new": new,
        "compared": rich.compare(old.text, new.text) if old and new else None,
        "current": document.current,
        "may_edit": request.user.has_perm("documents.edit", document),
    }
    return render(request, "documents/version_list.html", context)


def _chosen(request, name, versions):
    wanted = request.GET.get(name, "")
    return next((one for one in versions if str(one.number) == wanted), None)


@require_GET
@login_not_required
def version_detail(request, pk, number):
    """A text as it stood."""
    version = get_version(request.user, pk, number)
    if not version.is_text:
        raise Http404
    context = {"document": version.document, "version": version, "sees_all": sees_all(request.user)}
    return render(request, "documents/version_detail.html", context)


@require_POST
def version_restore(request, pk, number):
    document = get_document(request.user, pk, "documents.edit")
    version = get_object_or_404(document.versions, number=number)
    then = reverse("documents:version_list", args=[pk])
    return tried(
        request,
        then,
        lambda: versioning.restore(version, by=request.user),
        f"Version {number} is the current one again, as a version of its own.",
    )


@require_GET
@login_not_required
def version_file(request, pk, number):
    """A file as it was brought, to be saved: never opened within the portal's own pages."""
    version = get_version(request.user, pk, number)
    if version.is_text:
        raise Http404
    return as_download(request, version.file, name=version.name)
