"""The report as a document: the chair writes in it, and the troika comments on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chairmanship.handover import composing, forms, narrative
from chairmanship.handover.actions import comments, reports
from chairmanship.handover.forms import AnswerForm, CommentForm
from chairmanship.handover.models import NarrativeComment
from chairmanship.handover.reading import first_rows
from chairmanship.handover.sections import BY_SLUG, WRITTEN
from chairmanship.rotation.access import get_term
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock, hours
from foundation.dates.shown import hour
from foundation.text import revisions
from foundation.verbs import Stale
from foundation.web.editing import EditView
from foundation.web.writing import shown_clashes

WRITE, COMMENT = "chairmanship.write_narrative", "chairmanship.comment_narrative"
READ = "chairmanship.read_report_in_work"
ROWS = 25  # of a table on the page; the report has all


def _term(request, slug: str, permission: str):
    term = get_term(slug)
    if not request.user.has_perm(permission, term):
        raise PermissionDenied
    return term


def _label(name: str) -> str:
    if name not in narrative.LABELS:
        raise Http404(_("There is no such text."))
    return narrative.LABELS[name]


@require_GET
def old_address(request, slug):
    """Leads on from the address that mails of earlier terms give."""
    return redirect(_address(_readable(request, slug)))


def _readable(request, slug: str) -> Chairmanship:
    """Returns the term if the user may read its report while it is written. Raises `PermissionDenied`."""
    term = get_term(slug)
    return term if request.user.has_perm(WRITE, term) else _term(request, slug, READ)


@require_http_methods(["GET", "POST"])
@never_cache
def write_narrative(request, slug):
    """The report as a document: the chair reads it from top to bottom and writes in it, the troika comments.

    With `edit` in the address, that section can be written in.
    """
    name = request.GET.get("edit", "")
    if name not in (*WRITTEN, "theme", ""):
        raise Http404(_("There is no such section."))
    if request.method == "GET" and not (name and request.user.has_perm(WRITE, get_term(slug))):
        return _page(request, _readable(request, slug))
    term = _term(request, slug, WRITE)
    if not name:
        raise Http404(_("There is no such section."))
    sections = composing.compose(term, as_at=clock.today())
    texts = narrative.texts_of(term, sections)
    form = forms.NarrativeForm(
        request.POST or None, initial=texts, names=_names_in(name), images=_images_of(term)
    )
    if request.method == "POST" and form.is_valid():
        try:
            _saved, told = _write(request, term, form)
        except Stale as stale:
            form.show(stale.merged, narrative.texts(stale.current))
            return _page(request, stale.current, name, form, merged=stale.merged, status=409)
        if told:
            messages.success(request, told)
        messages.success(request, _("Saved. The next version of the report will include it."))
        return redirect(f"{_address(term)}#{name}")
    if name in WRITTEN:
        reports.note_read(term, slug=name)
    return _page(request, term, name, form, sections=sections)


def _names_in(name: str) -> tuple[str, ...]:
    """Returns the texts that are written together: theme and objective, or one section."""
    return tuple(narrative.FIELDS) if name == "theme" else (name,)


def _address(term) -> str:
    return reverse("chairmanship:narrative", args=[term.slug])


def _images_of(term) -> str:
    return reverse("chairmanship:report_image_add", args=[term.slug])


def _write(request, term, form) -> tuple[reports.Saved, str]:
    """Saves what the form says. Returns that, and a sentence with whose changes it was merged, or ""."""
    writers = {name: revisions.last_writer(term.narrative_versions.filter(name=name)) for name in form.fields}
    said = form.cleaned_data
    saved = reports.write_narrative(term, said=said, seen=form.seen, bases=form.bases, by=request.user)
    merged = [
        _("%(label)s: %(sentence)s")
        % {"label": narrative.LABELS[name], "sentence": revisions.merged_words(writers[name], request.user)}
        for name in form.fields
        if form.seen[name] != revisions.fingerprint(saved.before[name])
        and saved.now[name] not in (saved.before[name], said[name])
    ]
    return saved, " ".join(merged)


def _page(request, term, editing="", form=None, *, sections=None, merged=None, commented=None, status=200):
    may_write = request.user.has_perm(WRITE, term)
    found = list(term.narrative_comments.select_related("by", "settled_by"))
    if sections is None:
        sections = composing.compose(term, as_at=clock.today())
    if form:
        form.saves_at(lambda name: reverse("chairmanship:narrative_text", args=[term.slug, name]))
    rows = [_row(one, found, editing, form, merged, commented) for one in sections]
    texts = narrative.texts_of(term, sections)
    fields = [
        {
            "name": name,
            "label": narrative.LABELS[name],
            "field": form[name],
            "seen": form.seen[name] if form.is_bound else revisions.fingerprint(texts[name]),
            "clashes": shown_clashes(merged[name]) if merged and name in merged else (),
        }
        for name in (form.fields if form else ())
    ]
    kept = set(term.narrative_versions.values_list("name", flat=True).distinct().order_by())
    context = {
        "term": term,
        "rows": [row for row in rows if not row["section"].is_annex and row["place"].is_shown],
        "left_out": [row for row in rows if not row["section"].is_annex and not row["place"].is_shown],
        "annexes": [row for row in rows if row["section"].is_annex],
        "editing": editing,
        "form": form,
        "fields": fields,
        "kept": kept,
        "theme_comments": [one for one in found if one.name in narrative.FIELDS],
        "has_clashes": bool(merged),
        "may_write": may_write,
        "may_comment": request.user.has_perm(COMMENT, term),
        "to_answer": sum(not one.settled_at for one in found),
        "sees_handover": request.user.has_perm("chairmanship.see_handover", term),
    }
    return render(request, "chairmanship/handover/narrative.html", context, status=status)


def _row(one, found, editing, form, merged, commented) -> dict:
    """Returns a section as the page shows it. Long tables show their first rows."""
    slug = one.section.slug
    return {
        "name": slug,
        "label": one.section.title,
        "section": one.section,
        "place": one.place,
        "number": one.number,
        "is_told": one.is_told,
        "paragraphs": [(paragraph, *first_rows(paragraph.table, ROWS)) for paragraph in one.shown],
        "removed": one.removed,
        "is_editing": editing == slug,
        "comments": [comment for comment in found if comment.name == slug],
        "comment_form": (commented or {}).get(slug),
    }


@require_POST
def narrative_text(request, slug, name):
    """Saves one text while it is typed. Answers when it was saved, or why not, as JSON."""
    term, label = _term(request, slug, WRITE), _label(name)
    form = forms.NarrativeForm(request.POST, names=[name], images=_images_of(term))
    if not form.is_valid():
        return JsonResponse(
            {"refused": _("%(label)s: %(errors)s") % {"label": label, "errors": " ".join(form.errors[name])}},
            status=400,
        )
    try:
        saved, told = _write(request, term, form)
    except Stale:
        words = _("Somebody else changed the same paragraph of this text. Save to see both texts.")
        return JsonResponse({"refused": words}, status=409)
    now = saved.now[name]
    answer = {"saved": hour(timezone.localtime(clock.now())), "revision": revisions.fingerprint(now)}
    return JsonResponse(answer | ({"text": now, "merged": told} if told else {}))


@require_POST
def section_place(request, slug, name):
    """Moves a section up or down, leaves it out or brings it back."""
    term = _term(request, slug, WRITE)
    if name not in BY_SLUG:
        raise Http404(_("There is no such section."))
    if "up" in request.POST or "down" in request.POST:
        reports.place_section(term, slug=name, step=-1 if "up" in request.POST else 1, by=request.user)
    elif "hide" in request.POST or "show" in request.POST:
        is_shown = "show" in request.POST
        reports.place_section(term, slug=name, is_shown=is_shown, by=request.user)
        words = (
            _("“%(title)s” is in the report.") if is_shown else _("“%(title)s” is left out of the report.")
        )
        messages.success(request, words % {"title": BY_SLUG[name].title})
    return redirect(f"{_address(term)}#{name}")


@require_POST
def draft_use(request, slug, name, key):
    """Makes a drafted paragraph the portal's again, which the chair changed or removed."""
    term = _term(request, slug, WRITE)
    _label(name)
    reports.use_draft(term, section=name, key=key, by=request.user)
    messages.success(
        request, _("The paragraph is as the portal drafts it. Your text is among the earlier texts.")
    )
    return redirect(f"{_address(term)}#{name}")


@require_GET
def version_list(request, slug, name):
    term, label = _term(request, slug, WRITE), _label(name)
    context = {
        "term": term,
        "label": label,
        "revision": revisions.fingerprint(narrative.text(term, name)),
        "here": reverse("chairmanship:narrative_versions", args=[slug, name]),
        "may_restore": True,
        **revisions.compare(term.narrative_versions.filter(name=name), request.GET),
    }
    return render(request, "chairmanship/handover/narrative_versions.html", context)


@require_POST
def version_restore(request, slug, name, number):
    """Makes an earlier text the current one. The present text stays as a revision."""
    term, label = _term(request, slug, WRITE), _label(name)
    version = get_object_or_404(term.narrative_versions, name=name, number=number)
    try:
        seen = {name: request.POST.get("revision", "")}
        reports.write_narrative(term, said={name: version.text}, seen=seen, by=request.user)
    except Stale:
        messages.error(request, _("Somebody else changed this text. Check the current one, then restore."))
    else:
        messages.success(
            request,
            _("“%(label)s” is restored to the text of %(time)s.")
            % {"label": label, "time": hours.moment(version.saved_at)},
        )
    return redirect("chairmanship:narrative_versions", slug, name)


@require_POST
def comment(request, slug, name):
    """Adds a comment on one text."""
    term, label = _term(request, slug, COMMENT), _label(name)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, term, commented={name: form})
    said = comments.comment(term, name=name, **form.cleaned_data, by=request.user)
    messages.success(request, _("Your comment on “%(label)s” is sent to the chair.") % {"label": label})
    return redirect(comments.page(said))


class CommentAnswer(EditView):
    """Settles a comment, and tells its author."""

    template_name = "chairmanship/handover/narrative_answer.html"
    heading = gettext_lazy("Reply to comment")
    verb = gettext_lazy("Resolve comment")
    done = gettext_lazy("The comment is resolved, and its author is told.")
    form_class = AnswerForm

    def has_permission(self):
        return self.request.user.has_perm(WRITE, get_term(self.kwargs["slug"]))

    def get_thing(self):
        comments = NarrativeComment.objects.filter(term=get_term(self.kwargs["slug"]))
        found = comments.select_related("term__agency", "by")
        return get_object_or_404(found, pk=self.kwargs["comment"])

    def get_initial(self):
        return {"answer": self.thing.answer}

    def keep(self, *, answer):
        return comments.settle(self.thing, answer=answer, by=self.request.user)

    def get_facts(self):
        words = _("On “%(label)s” in the report of %(agency)s")
        return words % {"label": narrative.LABELS[self.thing.name], "agency": self.thing.term.agency}

    def get_back(self):
        return comments.page(self.thing)

    def get_trail(self):
        term = self.thing.term
        return [
            (reverse("chairmanship:line"), _("Chair")),
            (term.get_absolute_url(), f"{term.agency}, {term.months}"),
            (self.get_back(), _("Handover report")),
        ]

    def get_context_data(self, **kwargs):
        text = narrative.text(self.thing.term, self.thing.name)
        return super().get_context_data(text=text, label=narrative.LABELS[self.thing.name], **kwargs)
