"""The narrative: written beside the facts, saved while it is typed, commented on by the troika."""

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

from chairmanship.handover import forms, narrative
from chairmanship.handover.actions import comments, reports
from chairmanship.handover.forms import AnswerForm, CommentForm
from chairmanship.handover.models import NarrativeComment
from chairmanship.handover.report import as_it_stands
from chairmanship.rotation.access import get_term
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock, hours
from foundation.dates.shown import hour
from foundation.text import revisions
from foundation.verbs import Stale
from foundation.web.editing import EditView
from foundation.web.writing import shown_clashes

WRITE, COMMENT = "chairmanship.write_narrative", "chairmanship.comment_narrative"


def _term(request, slug: str, permission: str):
    term = get_term(slug)
    if not request.user.has_perm(permission, term):
        raise PermissionDenied
    return term


def _label(name: str) -> str:
    if name not in narrative.LABELS:
        raise Http404(_("There is no such text."))
    return narrative.LABELS[name]


@require_http_methods(["GET", "POST"])
@never_cache
def write_narrative(request, slug):
    """The chair's texts beside the facts that the report will print. The troika reads and comments on them
    here.
    """
    if request.method == "GET" and not request.user.has_perm(WRITE, get_term(slug)):
        return _page(request, _term(request, slug, COMMENT), None)
    term = _term(request, slug, WRITE)
    form = forms.NarrativeForm(request.POST or None, initial=narrative.texts(term))
    if request.method == "POST" and form.is_valid():
        try:
            term, told = _write(request, term, form)
        except Stale as stale:
            form.show(stale.merged, narrative.texts(stale.current))
            return _page(request, stale.current, form, merged=stale.merged, status=409)
        if told:
            messages.success(request, told)
        messages.success(request, _("Narrative saved. The next version of the report will include it."))
        return redirect("chairmanship:narrative", slug)
    return _page(request, term, form)


def _write(request, term, form) -> tuple[Chairmanship, str]:
    """Saves what the form says. Returns the term, and a sentence with whose changes it was merged, or ""."""
    before = narrative.texts(term)
    names = [name for name in form.fields if form.seen[name] != revisions.fingerprint(before[name])]
    writers = [revisions.last_writer(term.narrative_versions.filter(name=name)) for name in names]
    said = form.cleaned_data
    texts = {"said": said, "seen": form.seen, "bases": form.bases}
    term = reports.write_narrative(term, **texts, by=request.user)
    now = narrative.texts(term)
    merged = [
        _("%(label)s: %(sentence)s")
        % {"label": narrative.LABELS[name], "sentence": revisions.merged_words(writer, request.user)}
        for name, writer in zip(names, writers, strict=True)
        if now[name] not in (before[name], said[name])
    ]
    return term, " ".join(merged)


def _page(request, term, form, *, merged=None, commented=None, status=200):
    texts = narrative.texts(term)
    if form:
        form.saves_at(lambda name: reverse("chairmanship:narrative_text", args=[term.slug, name]))
    found = list(term.narrative_comments.select_related("by", "settled_by"))
    kept = set(term.narrative_versions.values_list("name", flat=True).distinct().order_by())
    rows = [
        {
            "name": name,
            "label": label,
            "text": texts[name],
            "field": form[name] if form else None,
            "seen": form.seen[name] if form and form.is_bound else revisions.fingerprint(texts[name]),
            "clashes": shown_clashes(merged[name]) if merged and name in merged else (),
            "has_versions": name in kept,
            "comments": [one for one in found if one.name == name],
            "comment_form": (commented or {}).get(name),
        }
        for name, label in narrative.LABELS.items()
    ]
    context = {
        "term": term,
        "form": form,
        "rows": rows,
        "has_clashes": bool(merged),
        "may_comment": request.user.has_perm(COMMENT, term),
        "to_answer": sum(not one.settled_at for one in found),
        "parts": as_it_stands(term, without=narrative.CHAPTERS),
        "sees_handover": request.user.has_perm("chairmanship.see_handover", term),
    }
    return render(request, "chairmanship/handover/narrative.html", context, status=status)


@require_POST
def narrative_text(request, slug, name):
    """Saves one text while it is typed. Answers when it was saved, or why not, as JSON."""
    term, label = _term(request, slug, WRITE), _label(name)
    form = forms.NarrativeForm(request.POST)
    form.fields = {name: form.fields[name]}
    if not form.is_valid():
        return JsonResponse(
            {"refused": _("%(label)s: %(errors)s") % {"label": label, "errors": " ".join(form.errors[name])}},
            status=400,
        )
    try:
        term, told = _write(request, term, form)
    except Stale:
        words = _("Somebody else changed the same paragraph of this text. Save to see both texts.")
        return JsonResponse({"refused": words}, status=409)
    now = narrative.texts(term)[name]
    answer = {"saved": hour(timezone.localtime(clock.now())), "revision": revisions.fingerprint(now)}
    return JsonResponse(answer | ({"text": now, "merged": told} if told else {}))


@require_GET
def version_list(request, slug, name):
    term, label = _term(request, slug, WRITE), _label(name)
    context = {
        "term": term,
        "label": label,
        "revision": revisions.fingerprint(narrative.texts(term)[name]),
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
        return _page(request, term, None, commented={name: form})
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
            (self.get_back(), _("Narrative")),
        ]

    def get_context_data(self, **kwargs):
        text = narrative.texts(self.thing.term)[self.thing.name]
        return super().get_context_data(text=text, label=narrative.LABELS[self.thing.name], **kwargs)
