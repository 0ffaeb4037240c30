"""The pages of a call for contributions: the lead runs it, agencies write, the result is compiled."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Agency
from agencies.people.rules import own_agencies
from documents.contributions import actions, compiled, exports, mail
from documents.contributions.forms import CallForm, QuestionSet, TextForm, entries_of
from documents.contributions.models import Answers, Call, Contribution
from documents.document.forms import UntilForm
from documents.document.views import OfLead, get_document_of_group, perform
from documents.versions.views import progress
from foundation.dates import hours
from foundation.exports.views import table
from foundation.files import storage
from foundation.files.serving import as_download
from foundation.models import Job
from foundation.text import revisions, rich, sorting
from foundation.verbs import Refused, Stale
from foundation.web.requests import form_key, whole
from foundation.web.writing import base_of, shown_clashes


def get_call(request, pk: int, number: int, *, runs: bool = False) -> Call:
    document = get_document_of_group(request.user, pk)
    calls = Call.objects.select_related("opened_by", "withdrawn_by", "closed_by")
    call = get_object_or_404(calls, pk=number, document=pk)
    call.document = document
    if runs and not request.user.has_perm("documents.lead", document):
        raise PermissionDenied
    return call


def get_contribution(request, pk: int, number: int, contribution: int) -> Contribution:
    """Returns a contribution that the user may write in.

    Raises `Http404` if it is not there, and `PermissionDenied` if the user may not write in it.
    """
    call = get_call(request, pk, number)
    found = get_object_or_404(
        call.contributions.select_related("agency", "saved_by").prefetch_related("files"), pk=contribution
    )
    found.call = call
    if not request.user.has_perm("documents.contribute", found):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "POST"])
def call_open(request, pk):
    document = get_document_of_group(request.user, pk)
    if not request.user.has_perm("documents.lead", document):
        raise PermissionDenied
    form = CallForm(request.POST or None, document=document)
    columns = QuestionSet(request.POST or None, prefix="columns")
    # A call for a text hides the columns, so an error in them must not block it.
    if request.method == "POST" and form.is_valid() and (not form.wants_entries or columns.is_valid()):
        questions = columns.questions() if form.wants_entries else []
        try:
            call = actions.open_call(document, **form.values, questions=questions, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The agencies have been asked. Each receives an e-mail with a link to its page.")
            )
            return redirect(mail.place_of_call(call))
    context = {
        "document": document,
        "form": form,
        "columns": columns,
        "verb": _("Ask agencies"),
        "anyway": _("Ask agencies anyway"),
    }
    return render(request, "documents/contributions/call_form.html", context)


class ExtendCall(OfLead):
    form_class = UntilForm
    heading = gettext_lazy("Extend deadline")
    verb = gettext_lazy("Extend deadline")
    done = gettext_lazy("The deadline is extended. Agencies that have not submitted yet receive an e-mail.")

    def get_thing(self):
        return get_call(self.request, self.document.pk, self.kwargs["number"])

    def get_facts(self):
        return _("%(call)s · current deadline %(deadline)s") % {
            "call": self.thing,
            "deadline": self.thing.deadline,
        }

    def get_initial(self):
        return {"timezone": self.thing.timezone}

    def get_form_kwargs(self):
        asked = Agency.objects.filter(pk__in=self.thing.contributions.values("agency"))
        return super().get_form_kwargs() | {"agencies": asked}

    def keep(self, **values):
        return actions.extend(self.thing, **values, by=self.request.user)

    def get_next(self, kept):
        return self.get_back()

    def get_back(self):
        return mail.place_of_call(self.thing)


@require_GET
def call_detail(request, pk, number):
    call = get_call(request, pk, number)
    user, own = request.user, own_agencies(request.user)
    rows = list(call.contributions.select_related("agency", "saved_by").order_by("agency__acronym"))
    for one in rows:
        one.call = call
        one.is_own = one.agency_id in own
        one.can_write = user.has_perm("documents.contribute", one)
    context = {
        "call": call,
        "document": call.document,
        "rows": rows,
        "mine": [one for one in rows if one.is_own],
        "came": sum(bool(one.handed_in_at) for one in rows),
        "runs": user.has_perm("documents.lead", call.document),
    }
    return render(request, "documents/contributions/call_detail.html", context)


@require_POST
def call_withdraw(request, pk, number):
    call = get_call(request, pk, number, runs=True)
    place = mail.place_of_call(call)
    return perform(
        request, place, lambda: actions.withdraw(call, by=request.user), _("The call is withdrawn.")
    )


@require_POST
def call_remind(request, pk, number):
    call = get_call(request, pk, number, runs=True)
    count = mail.remind_now(call, by=request.user)
    said = (
        ngettext("%(count)s person reminded.", "%(count)s people reminded.", count) % {"count": count}
        if count
        else _("Nobody was reminded. Each person gets at most one reminder a day.")
    )
    messages.success(request, said)
    return redirect(mail.place_of_call(call))


@require_http_methods(["GET", "POST"])
def call_carry(request, pk, number):
    """Shows what the contributions would replace. A POST makes them the next version, or adds them below."""
    call = get_call(request, pk, number, runs=True)
    document = call.document
    if request.method == "POST":
        below = request.POST.get("do") == "below"
        if below:
            done = _("The responses are added below the text, as a new version.")
        else:
            done = _(
                "The responses are now the current version. You can edit it here, or download it as PDF or "
                "Word."
            )
        seen = whole(request.POST.get("seen", ""), None)
        return perform(
            request,
            document,
            lambda: actions.carry(call, by=request.user, seen=seen, below=below),
            done,
        )
    text, current = rich.clean(compiled.as_text(call)), document.current
    stands = current.text if current and current.is_text else ""
    newest = document.versions.defer("text", "words").last()
    context = {
        "call": call,
        "document": document,
        "current": current,
        "newest": newest,
        "text": text,
        "compared": rich.compare(stands, text) if stands and text else None,
    }
    return render(request, "documents/contributions/call_carry.html", context)


@require_POST
def call_close(request, pk, number):
    """Ends a call after its deadline, so that it no longer awaits the lead agency."""
    call = get_call(request, pk, number, runs=True)
    return perform(
        request,
        mail.place_of_call(call),
        lambda: actions.close(call, by=request.user),
        _("The call is closed. The responses can still be read."),
    )


# The contribution of an agency


@require_http_methods(["GET", "POST"])
def contribute(request, pk, number, contribution):
    """The page on which an agency contributes. It saves while you type; you submit with a button."""
    found = get_contribution(request, pk, number, contribution)
    if request.method == "GET":
        return _form(request, found)
    writing = TextForm(request.POST)
    typed = {
        "text": writing["text"].value() or "",
        "entries": entries_of(found.call, request.POST),
    }
    # A save while somebody types names the button that has the focus, though nobody pressed it.
    pressed = "save" if request.htmx else request.POST.get("do", "save")
    if pressed.startswith("remove-"):
        typed["entries"] = [one for row, one in enumerate(typed["entries"]) if f"remove-{row}" != pressed]
    revision = whole(request.POST.get("revision", ""), 0)
    try:
        base = base_of(request.POST, writing["text"].html_name)
        saved = actions.save(found, **typed, revision=revision, base=base, by=request.user)
        if request.FILES.get("file"):
            storage.check(request.FILES["file"])
            actions.attach(saved, file=request.FILES["file"], by=request.user)
        if pressed == "hand in":
            actions.hand_in(saved, by=request.user)
    except Stale as stale:
        if request.htmx:
            return HttpResponse(
                "· " + _("Somebody else has saved in the meantime. Select “Save” to see both versions.")
            )
        return _form(request, found, typed=typed, current=stale.current, merged=stale.merged)
    except storage.NotStored as refusal:  # a script sends no file
        found.refresh_from_db()
        return _form(request, found, typed=typed, refused_file=str(refusal))
    except (Refused, ValidationError) as refusal:
        said = " ".join(getattr(refusal, "messages", [str(refusal)]))
        if request.htmx:
            return HttpResponse(f"· {said}")
        found.refresh_from_db()
        return _form(request, found, typed=typed, refused=said)
    told = ""
    if not found.call.is_of_entries and saved.text != rich.clean(typed["text"]).strip():
        told = revisions.merged_words(found.saved_by, request.user)
    if request.htmx:
        context = {"contribution": saved, "kept": form_key(request), "merged": told}
        return render(request, "documents/contributions/_saved.html", context)
    if told:
        messages.success(request, told)
    if pressed == "hand in":
        messages.success(request, _("Submitted. You can reopen it until the deadline."))
        return redirect(mail.place_of_call(found.call))
    if found.call.is_open:
        messages.success(request, _("Saved, but not submitted yet."))
    else:
        messages.warning(
            request,
            _("Saved, but not submitted: the deadline has passed. Ask the lead agency to extend it."),
        )
    return redirect(f"{mail.place_of(found)}{'#last' if pressed == 'add' else ''}")


def _form(request, contribution, *, typed=None, refused="", refused_file="", current=None, merged=None):
    call = contribution.call
    text = merged.draft if merged else typed["text"] if typed else contribution.text
    writing = TextForm(initial={"text": text})
    if merged:
        writing.fields["text"].widget.base = current.text
    elif typed:
        writing.fields["text"].widget.base = base_of(request.POST, writing["text"].html_name)
    entries = typed["entries"] if typed else contribution.entries
    known = compiled.purposes() if any(one.kind == Answers.PURPOSES for one in call.columns) else {}
    rows = [*entries, {}] if not entries or any(entries[-1].values()) else entries
    others = compiled.rows(call, compiled.handed_in(call), known)
    context = {
        "contribution": contribution,
        "call": call,
        "document": call.document,
        "writing": writing,
        "clashes": shown_clashes(merged) if merged else (),
        "rows": [_row(call, number, entry, known) for number, entry in enumerate(rows)],
        "revision": current.revision if current else contribution.revision,
        "refused": refused,
        "refused_file": refused_file,
        "current": current,
        "current_rows": compiled.rows(call, [current], known) if current else [],
        "places": sorting.ordered(compiled.spellings(
            value for row in others for cell in row.cells
            if cell.question.kind == Answers.PLACE for value in cell.values
        ).values()),
        "accept": storage.ACCEPT,
    }  # fmt: skip
    return render(request, "documents/contributions/contribution_form.html", context)


def _row(call, number, entry, known) -> list[dict]:
    """Returns the fields of an entry, with their values and the warnings of a check."""
    fields = []
    for column in call.columns:
        value = entry.get(column.key, "")
        fields.append(
            {
                "column": column,
                "name": f"e{number}-{column.key}",
                "value": value,
                "options": list(known.items()) if column.kind == Answers.PURPOSES else column.choices,
                "warning": _("This is not a number such as 12 or 12.5. It is saved as you wrote it.")
                if column.kind == Answers.NUMBER and value and not compiled.is_number(value)
                else "",
            }
        )
    return fields


@require_POST
def contribution_take_back(request, pk, number, contribution):
    found = get_contribution(request, pk, number, contribution)
    done = _("Reopened. Submit it again when it is ready.")
    return perform(
        request,
        mail.place_of(found),
        lambda: actions.take_back(found, by=request.user),
        done,
    )


def _get_text(request, pk: int, number: int, contribution: int) -> Contribution:
    """Returns a contribution as `get_contribution` does. Raises `Http404` if it consists of entries."""
    found = get_contribution(request, pk, number, contribution)
    if found.call.is_of_entries:
        raise Http404
    return found


@require_GET
def contribution_revisions(request, pk, number, contribution):
    """All revisions of the text of a contribution, and two of them compared."""
    found = _get_text(request, pk, number, contribution)
    context = {
        "contribution": found,
        "call": found.call,
        "document": found.call.document,
        "revision": found.revision,
        "here": reverse("documents:contribution_revisions", args=[pk, number, contribution]),
        "may_restore": not (found.handed_in_at or found.call.withdrawn_at),
        **revisions.compare(found.revisions, request.GET),
    }
    return render(request, "documents/contributions/contribution_revisions.html", context)


@require_POST
def contribution_restore(request, pk, number, contribution, earlier):
    """Makes an earlier text that of the contribution. The present text stays as a revision."""
    found = _get_text(request, pk, number, contribution)
    kept = get_object_or_404(found.revisions, number=earlier)
    revision = whole(request.POST.get("revision", ""), 0)
    return perform(
        request,
        reverse("documents:contribution_revisions", args=[pk, number, contribution]),
        lambda: actions.restore(found, kept.text, revision=revision, by=request.user),
        _("The text of %(time)s is restored.") % {"time": hours.moment(kept.saved_at)},
    )


@require_POST
def contribution_detach(request, pk, number, contribution, file):
    found = get_contribution(request, pk, number, contribution)
    return perform(
        request,
        mail.place_of(found),
        lambda: actions.detach(found, file, by=request.user),
        _("The file is removed."),
    )


@require_GET
def contribution_file(request, pk, number, contribution, file):
    """Downloads a file: of a submitted contribution for all agencies, else for those who write it."""
    call = get_call(request, pk, number)
    found = get_object_or_404(call.contributions, pk=contribution)
    found.call = call
    if not found.handed_in_at and not request.user.has_perm("documents.contribute", found):
        raise Http404
    stored = get_object_or_404(found.files, pk=file)
    return as_download(request, stored.file, name=stored.name)


# The result of a call


ROWS, TEXTS = 50, 4  # on a page; the spreadsheet and the PDF have all of them
TO_CHOOSE = 100  # answers that the filter of one question offers


def _most_named(rows, key: str) -> list[str]:
    """Returns the answers that the filter offers. Rarer ones are found by their words."""
    named = compiled.spellings(value for row in rows for value in row.answer(key))
    return sorting.ordered(list(named.values())[:TO_CHOOSE])


@require_GET
def call_compiled(request, pk, number):
    """The submitted contributions side by side, or as a table with filters and counts."""
    call = get_call(request, pk, number)
    if call.is_of_entries and (given := table(request)):
        return given
    found = compiled.compile_call(call, compiled.filters_of(call, request.GET))
    whole = found.rows if call.is_of_entries else found.contributions
    page = Paginator(whole, ROWS if call.is_of_entries else TEXTS).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "document": call.document,
        "found": found,
        "page_obj": page,
        "missing": [str(one.agency) for one in mail.missing(call)],
        "filters": [
            {"question": one, "chosen": compiled.normalized(found.asked.get(one.key, "")),
             "values": [(one_of_them, compiled.normalized(one_of_them))
                        for one_of_them in _most_named(found.everything, one.key)]}
            for one in call.columns if one.kind in compiled.COUNTED
        ],
        "query": urlencode(found.asked),
        "runs": request.user.has_perm("documents.lead", call.document),
    }  # fmt: skip
    return render(request, "documents/contributions/call_compiled.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def compiled_print(request, pk, number):
    """The page of the PDF, narrowed as the page before it. A POST has it made."""
    call = get_call(request, pk, number)
    found = compiled.compile_call(call, compiled.filters_of(call, request.GET))
    query = urlencode(found.asked)
    here, take = (
        f"{reverse(f'documents:{name}', args=[pk, number])}{'?' if query else ''}{query}"
        for name in ("compiled_print", "compiled_pdf")
    )
    if request.method == "POST":
        fresh = exports.is_fresh(exports.ask_for(found), found)
        return redirect(take if fresh else here)
    made = exports.latest_print(found)
    context = {
        "call": call,
        "document": call.document,
        "narrowed": compiled.filters_in_words(call, found.asked),
        "back": f"{reverse('documents:call_compiled', args=[pk, number])}?{query}",
    }
    return progress(
        request,
        "documents/contributions/compiled_print.html",
        made=made,
        job=made and Job.objects.last_of(exports.JOB, made),
        fresh=exports.is_fresh(made, found),
        here=here,
        make=here,
        take=take,
        **context,
    )


@never_cache
@require_GET
def compiled_pdf(request, pk, number):
    """Downloads the PDF.

    An old one may hold a reopened contribution, so it leads to the page that makes a new one.
    """
    call = get_call(request, pk, number)
    found = compiled.compile_call(call, compiled.filters_of(call, request.GET))
    made = exports.latest_print(found)
    if not (made and made.file):
        raise Http404("It is not made yet.")
    if not exports.is_fresh(made, found):
        here = reverse("documents:compiled_print", args=[pk, number])
        return redirect(f"{here}?{request.GET.urlencode()}" if request.GET else here)
    return as_download(request, made.file, name=f"{exports.filename(call)}.pdf")
