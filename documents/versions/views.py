"""The pages of versions: to write, upload, compare, restore and download them."""

from functools import partial

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from documents.document.models import DocumentVersion, ImportedText, Language, TextImage, TextPrint
from documents.document.views import get_document, get_version, perform, sees_all
from documents.versions import actions, exports, imports
from documents.versions.forms import FileForm, ImportForm, TextForm
from documents.versions.queries import current_versions, last_main, latest_first
from foundation.files import text_images
from foundation.files.serving import as_download, as_image, as_word
from foundation.models import Job
from foundation.text import rich
from foundation.text.revisions import merged_words
from foundation.verbs import Refused, Stale
from foundation.web.images import uploaded
from foundation.web.public import public_page
from foundation.web.requests import whole
from foundation.web.writing import shown_clashes, with_draft

TOO_MANY = gettext_lazy(
    "Too many PDFs have been created from your network in the last hour. Try again in an hour, or download "
    "the text as Word now."
)


def _text(user, pk, number) -> DocumentVersion:
    version = get_version(user, pk, number)
    if not version.is_text:
        raise Http404
    return version


@require_GET
@login_not_required
def print_docx(request, pk, number):
    version = _text(request.user, pk, number)
    return as_word(request, lambda: exports.as_docx(version), name=f"{exports.filename(version)}.docx")


@require_GET
@login_not_required
@never_cache
def print_page(request, pk, number):
    """Shows how far the PDF is. While it is made, the page asks again and gets what has changed."""
    version = _text(request.user, pk, number)
    made = TextPrint.objects.filter(version=version).first()
    return progress(
        request,
        "documents/versions/print.html",
        made=made,
        job=made and exports.job_of(made),
        fresh=exports.is_fresh(made, version),
        here=reverse("documents:print_page", args=[pk, number]),
        make=reverse("documents:print_make", args=[pk, number]),
        take=reverse("documents:print_pdf", args=[pk, number]),
        document=version.document,
        version=version,
        sees_all=sees_all(request.user),
    )


def progress(request, template: str, *, job: Job | None, **context):
    """Shows how far a worker is with a PDF: the page, or only the changed part if the page asks again.

    `made` is the PDF's record, `fresh` says whether it is up to date. `here` is this page, `make` the address
    to order the PDF, `take` the address to download it. Returns status 204 if nothing has changed.
    """
    seen = job.progress if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context |= {"job": job, "seen": seen, "under_way": bool(job and job.is_unfinished)}
    return render(request, "documents/document/_print.html" if request.htmx else template, context)


@require_POST
@login_not_required
def print_make(request, pk, number):
    """Has the PDF made unless it is up to date. Visitors can have only so many made in an hour."""
    version = _text(request.user, pk, number)
    there = exports.is_fresh(TextPrint.objects.filter(version=version).first(), version)
    if not (there or request.user.is_authenticated or ratelimit.consume(request, action="text_print")):
        messages.error(request, TOO_MANY)
        return redirect("documents:print_page", pk, number)
    fresh = exports.is_fresh(exports.ask_for(version), version)
    return redirect("documents:print_pdf" if fresh else "documents:print_page", pk, number)


@require_GET
@login_not_required
@never_cache
def print_pdf(request, pk, number):
    """Downloads the PDF.

    An old one may show what is no longer public, so it leads to the page that makes a new one.
    """
    version = _text(request.user, pk, number)
    made = TextPrint.objects.filter(version=version).exclude(file="").first()
    if made is None:
        raise Http404("It is not made yet.")
    if not exports.is_fresh(made, version):
        return redirect("documents:print_page", pk, number)
    return as_download(request, made.file, name=f"{exports.filename(version)}.pdf")


# Images and Word files


@require_POST
def image_add(request, pk):
    """Stores an image for the texts of a document. Answers with its address, or with what to do (400)."""
    document = get_document(request.user, pk, "documents.edit")
    return uploaded(request, partial(text_images.add, TextImage(document=document)))


@require_GET
@login_not_required
def text_image(request, pk, token):
    """Shows an image of a text to whoever may see the document. Its address cannot be guessed."""
    image = get_object_or_404(TextImage, document=get_document(request.user, pk), token=token)
    return as_image(request, image.file, kind=image.kind)


@require_http_methods(["GET", "POST"])
def import_word(request, pk):
    """Uploads a Word file, of which a worker makes a text for the editor."""
    document = get_document(request.user, pk, "documents.edit")
    form = ImportForm(request.POST or None, request.FILES or None, initial={"language": _language(document)})
    if request.method == "POST" and form.is_valid():
        try:
            made = imports.import_word(document, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("documents:import_page", pk, made.pk)
    context = {
        "document": document,
        "form": form,
        "replaced": _replaceable(document),
        "unsaved": ImportedText.objects.filter(document=document, by=request.user).first(),
    }
    return render(request, "documents/versions/import_form.html", context)


@require_GET
@never_cache
def import_page(request, pk, imported):
    """Shows how far the import of a Word file is, and leads to the editor when its text is there."""
    document = get_document(request.user, pk, "documents.edit")
    made = get_object_or_404(ImportedText, pk=imported, document=document, by=request.user)
    job = imports.job_of(made)
    if made.made_at and not imports.is_empty(made):
        editor = f"{reverse('documents:text_write', args=[pk])}?imported={made.pk}"
        return HttpResponseClientRedirect(editor) if request.htmx else redirect(editor)
    seen = job.progress if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {"document": document, "imported": made, "job": job, "seen": seen}
    context |= {"under_way": bool(job and job.is_unfinished)}
    template = "_import.html" if request.htmx else "import.html"
    return render(request, f"documents/versions/{template}", context)


# Versions


def _language(document) -> str:
    last = document.versions.main().defer("text", "words").last()
    return last.language if last else Language.ENGLISH


@require_http_methods(["GET", "POST"])
def text_write(request, pk):
    """Edits the latest text, or one from a Word file. It is saved as the next version."""
    document = get_document(request.user, pk, "documents.edit")
    if request.method == "POST":
        return _keep_text(request, document)
    if imported := imports.current(document, by=request.user, number=request.GET.get("imported", "")):
        return _edit_imported(request, document, imported)
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
        images=_image_address(document),
        initial={"language": language, "after": newest.number if newest else 0},
    )
    return _text_page(request, document, form, last=last)


def _edit_imported(request, document, imported):
    last = document.versions.main().filter(language=imported.language).last()
    newest = document.versions.defer("text", "words").last()
    form = TextForm(
        stands=imported.text,
        images=_image_address(document),
        is_unsaved=True,
        initial={"language": imported.language, "after": newest.number if newest else 0},
    )
    context: dict = {"imported": imported, "last": last, "adds_below": bool(last and last.is_text)}
    if last and last.is_text:
        context["compared"] = rich.compare(last.text, imported.text)
    return _text_page(request, document, form, **context)


def _image_address(document) -> str:
    return reverse("documents:image_add", args=[document.pk])


def _keep_text(request, document):
    form = TextForm(request.POST, images=_image_address(document))
    below = request.POST.get("do") == "below"
    if form.is_valid():
        try:
            made = actions.write_text(document, **form.cleaned_data, below=below, by=request.user)
        except Stale as stale:
            theirs = stale.current
            form.data = with_draft(request.POST, "text", draft=stale.merged.draft, base=theirs.text)
            form.data["after"] = theirs.number
            clashes = shown_clashes(stale.merged)
            return _text_page(request, document, form, theirs=theirs, clashes=clashes, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            done = _("Version %(number)s is saved and is now the current one.") % {"number": made.number}
            messages.success(request, done)
            if made.text != form.cleaned_data["text"] and not below:
                before = made.document.versions.filter(number__lt=made.number, language=made.language).last()
                messages.success(request, merged_words(before.uploaded_by, request.user))
            _tell_of_others(request, made, form.cleaned_data["after"])
            return redirect(document)
    return _text_page(request, document, form)


def _text_page(request, document, form, *, status=200, **context):
    context |= {"document": document, "form": form}
    return render(request, "documents/versions/text_form.html", context, status=status)


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
            made = actions.bring_file(document, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(
                request,
                _("“%(file)s” is uploaded as version %(number)s.")
                % {"file": made.name, "number": made.number},
            )
            _tell_of_others(request, made, after)
            return redirect(document)
    context = {"document": document, "form": form, "replaced": _replaceable(document)}
    return render(request, "documents/versions/file_form.html", context)


def _replaceable(document) -> list[DocumentVersion]:
    """Returns the main versions that a new one in their language would replace."""
    return [one for one in current_versions(latest_first(document)) if one.is_main]


def _tell_of_others(request, made, after) -> None:
    """Tells the user of versions that others added since the one that the user opened."""
    if after is None:
        return
    between = made.document.versions.defer("text", "words").filter(number__gt=after, number__lt=made.number)
    for one in between.select_related("uploaded_by"):
        messages.warning(
            request,
            format_html(
                _(
                    "{person} added version {number} while you were working on yours. Both are kept: "
                    '<a href="{url}">compare them</a>.'
                ),
                person=one.uploaded_by.shown if one.uploaded_by else _("Somebody"),
                number=one.number,
                url=reverse("documents:version_list", args=[made.document_id]),
            ),
        )


@require_GET
def version_list(request, pk):
    """All versions, and two texts compared."""
    document = get_document(request.user, pk)
    if not sees_all(request.user):
        raise Http404
    versions = latest_first(document)
    texts = [version for version in versions if version.is_text]
    new = _chosen(request, "new", texts) or (texts[0] if texts else None)
    before = [one for one in texts if new and one.number < new.number and one.language == new.language]
    old = _chosen(request, "old", texts) or (before[0] if before else None)
    document.__dict__.setdefault("_prefetched_objects_cache", {})["versions"] = versions
    context = {
        "document": document,
        "versions": versions,
        "texts": texts,
        "left": old and _("Version %(number)s") % {"number": old.number},
        "right": new and _("Version %(number)s") % {"number": new.number},
        "old": old,
        "new": new,
        "compared": rich.compare(old.text, new.text) if old and new else None,
        "current": document.current,
        "in_use": current_versions(versions),
        "may_edit": request.user.has_perm("documents.edit", document),
    }
    return render(request, "documents/versions/version_list.html", context)


def _chosen(request, name, versions):
    wanted = request.GET.get(name, "")
    return next((one for one in versions if str(one.number) == wanted), None)


@require_safe
@public_page
def version_detail(request, pk, number):
    """Shows the text of one version."""
    version = get_version(request.user, pk, number)
    if not version.is_text:
        raise Http404
    context = {"document": version.document, "version": version, "sees_all": sees_all(request.user)}
    return render(request, "documents/versions/version_detail.html", context)


@require_http_methods(["GET", "POST"])
def version_restore(request, pk, number):
    """Shows what restoring a version replaces. A POST restores it."""
    document = get_document(request.user, pk, "documents.edit")
    version = get_object_or_404(document.versions.select_related("uploaded_by"), number=number)
    then = reverse("documents:version_list", args=[pk])
    if request.method == "POST":
        seen = whole(request.POST.get("seen", ""), None)
        return perform(
            request,
            then,
            lambda: actions.restore(version, by=request.user, seen=seen),
            _("Version %(number)s is restored, as a new version.") % {"number": number},
        )
    versions = latest_first(document)
    if version in current_versions(versions):
        messages.info(request, _("This is already the current version."))
        return redirect(then)
    replaced = last_main(document, version.language) if version.is_main else None
    both = replaced and replaced.is_text and version.is_text
    context = {
        "document": document,
        "version": version,
        "replaced": replaced,
        "newest": versions[0],
        "compared": rich.compare(replaced.text, version.text) if both else None,
    }
    return render(request, "documents/versions/version_restore.html", context)


@require_GET
@login_not_required
def version_file(request, pk, number):
    """Downloads a file. A browser never opens it within the portal's own pages."""
    version = get_version(request.user, pk, number)
    if version.is_text:
        raise Http404
    return as_download(request, version.file, name=version.name)
