"""The pages of documents: the list, the details for people of the Group, and the public page of a work."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST, require_safe
from django.views.generic import ListView

from agencies.people.rules import agencies_of, own_agencies
from agencies.register.forms import named_purposes
from chairmanship.rotation import rotation
from documents.clearance.status import as_of_now
from documents.document.models import Document
from documents.document.views import get_document, perform, sees_all, whose_rules, why_not
from documents.library import actions, detail
from documents.library.citation import citation
from documents.library.forms import DocumentForm, EditionForm, SharingForm
from documents.library.search import FilterForm
from documents.versions.queries import published
from foundation.verbs import Stale
from foundation.web.editing import EditView
from foundation.web.forms import differences
from foundation.web.paging import FoundPaginator
from foundation.web.panels import sections as panels
from foundation.web.public import public_page
from foundation.web.requests import whole

TRAIL = ("documents:document_list", gettext_lazy("Documents"))


@require_GET
@login_not_required
def document_detail(request, pk):
    """The page for people of the Group. Others are redirected to the public page."""
    document = as_of_now([get_document(request.user, pk)])[0]
    if not sees_all(request.user):
        return redirect(document.public_address)
    context = detail.facts(document, request.user)
    context["panels"] = panels("document", document, request.user)
    return render(request, "documents/library/document_detail.html", context)


class DocumentEdit(EditView):
    template_name = "documents/library/document_form.html"
    form_class = DocumentForm

    def get_form_kwargs(self):
        needed = {"by": self.request.user} if self.form_class is DocumentForm else {}
        return super().get_form_kwargs() | needed

    def get_context_data(self, **kwargs):
        return super().get_context_data(whose_rules=whose_rules(), **kwargs)

    def get_trail(self):
        above = [(reverse(TRAIL[0]), TRAIL[1])]
        return [*above, (self.thing.get_absolute_url(), str(self.thing))] if self.thing else above

    def get_next(self, kept):
        return kept.get_absolute_url()

    def get_back(self):
        return self.thing.get_absolute_url() if self.thing else reverse(TRAIL[0])


class DocumentBegin(DocumentEdit):
    permission_required = "documents.begin"
    heading = gettext_lazy("Create a document")
    verb = gettext_lazy("Create document")
    done = gettext_lazy("The document is created. Write its text, or upload a file.")

    def get_edited(self):
        return Document()

    def get_initial(self):
        """Suggests the user's own agency as lead, and the present term."""
        terms = rotation.chairs()
        return {
            "lead": next(iter(sorted(agencies_of(self.request.user))), None),
            "term": terms[0].pk if len(terms) == 1 else None,
        }

    def keep(self, **values):
        return actions.begin(**values, by=self.request.user)

    def get_facts(self):
        return _("Only the title and the kind are needed now.")


class OfDocument(DocumentEdit):
    """A form about a document that exists already."""

    permission_required = "documents.edit"

    def has_permission(self):
        """Raises `Http404` if the document is not visible."""
        found = get_document(self.request.user, self.kwargs["pk"])
        self.permission_denied_message = why_not(self.permission_required, found)
        return self.request.user.has_perm(self.permission_required, found)

    def get_thing(self):
        return get_document(self.request.user, self.kwargs["pk"])

    def get_facts(self):
        return str(self.thing)


class DocumentChange(OfDocument):
    permission_required = "documents.describe"
    heading = gettext_lazy("Edit details")
    current = None

    def get_edited(self):
        return get_document(self.request.user, self.kwargs["pk"])

    def get_opened(self) -> int:
        """Returns the revision that the form was opened with."""
        return whole(self.request.POST.get("revision", ""), self.thing.revision)

    def keep(self, **values):
        lead = self.thing.lead
        try:
            kept = actions.change(
                self.thing, changes=values, revision=self.get_opened(), by=self.request.user
            )
        except Stale as stale:
            self.current = stale.current
            raise
        if lead != kept.lead:
            self.done = self._lead_passed(lead, kept)
        return kept

    def _lead_passed(self, lead, kept) -> str:
        """Says who leads it now, and whether the person who passed the lead on can still edit it."""
        said = [
            _("Saved. %(agency)s now leads this document, and is told by e-mail.") % {"agency": kept.lead}
            if kept.lead
            else _("Saved. No agency leads this document now.")
        ]
        if lead and lead.pk in own_agencies(self.request.user):
            said.append(
                _("%(agency)s is still a contributing agency, and can edit it.") % {"agency": lead}
                if self.request.user.has_perm("documents.edit", kept)
                else _("%(agency)s can no longer edit it.") % {"agency": lead}
            )
        return " ".join(said)

    def form_invalid(self, form):
        """Shows what somebody else saved beside what was typed. Saved again, the form replaces it."""
        if self.current is None:
            return super().form_invalid(form)
        self.thing, both = self.current, differences(form, self.current, by=self.request.user)
        form.errors.pop(NON_FIELD_ERRORS)
        return self.render_to_response(self.get_context_data(form=form, both=both), status=409)


class EditionBegin(OfDocument):
    permission_required = "documents.lead"
    template_name = "form.html"
    form_class = EditionForm
    heading = gettext_lazy("Create a new edition")
    verb = gettext_lazy("Create edition")
    done = gettext_lazy("The edition is created. Once published, it appears at the same address.")

    def get_initial(self):
        return {"title": self.thing.title}

    def keep(self, title):
        terms = rotation.chairs()
        term = terms[0] if len(terms) == 1 else None
        return actions.begin_edition(self.thing, title=title, term=term, by=self.request.user)


class SharingAdd(OfDocument):
    template_name = "form.html"
    form_class = SharingForm
    heading = gettext_lazy("Record who it was shared with")
    done = gettext_lazy("Saved.")

    def keep(self, **values):
        return actions.share(self.thing, **values, by=self.request.user)

    def get_next(self, kept):
        return self.get_back()


# Only those who publish for the Group may do this; all other verbs are for whoever leads the document.
PERMISSIONS = {"publish": "documents.publish", "take-out": "documents.publish"}
# For these verbs it matters which version the user saw.
SEEN = {"circulate", "publish"}
VERBS = {
    "circulate": (actions.circulate, gettext_lazy("The document is circulated.")),
    "redraft": (actions.redraft, gettext_lazy("The document is back in drafting.")),
    "publish": (actions.publish, gettext_lazy("The document is published in the library.")),
    "take-out": (
        actions.take_out,
        gettext_lazy("The document is removed from the library. Visitors can no longer see it."),
    ),
}


@require_POST
def document_move(request, pk, verb):
    """Moves a document to another state, by the name of the verb."""
    document = get_document(request.user, pk, PERMISSIONS.get(verb, "documents.lead"))
    act, done = VERBS[verb]
    seen = {"seen": whole(request.POST.get("seen", ""), None)} if verb in SEEN else {}
    if verb == "publish":
        done = f"{done} {detail.not_cleared(document)}".strip()
    return perform(request, document, lambda: act(document, by=request.user, **seen), done)


@require_POST
def accept_purposes(request, pk):
    """Gives a document the purposes that were suggested."""
    document = get_document(request.user, pk, "documents.describe")
    chosen = named_purposes(request.POST.getlist("purposes"))
    return perform(
        request,
        document,
        lambda: actions.accept_purposes(document, purposes=chosen, by=request.user),
        _("Purposes saved."),
    )


@require_POST
def sharing_remove(request, pk, line):
    """Removes a record of sharing that was entered by mistake."""
    document = get_document(request.user, pk, "documents.edit")
    actions.remove(document, line, by=request.user)
    messages.success(request, _("Removed."))
    return redirect(document)


# The list of documents and the public page of a work


PAGE = 25


@method_decorator(public_page, name="dispatch")
class DocumentList(ListView):
    """All documents for the people of the Group, the public ones for everybody else."""

    paginate_by = PAGE
    template_name = "documents/library/document_list.html"

    def get_queryset(self):
        user = self.request.user
        documents = Document.objects.visible_to(user)
        self.form = FilterForm(self.request.GET, documents=documents, public_only=not sees_all(user))
        return self.form.narrow(documents).latest_first()

    def paginate_queryset(self, queryset, page_size):
        """Returns the nearest page that exists if the one asked for does not."""
        rows = Document.objects.select_related("lead", "term__agency").with_face()
        paginator = FoundPaginator(queryset, page_size, rows=rows)
        page = paginator.get_page(self.request.GET.get("page"))
        page.object_list = as_of_now(page.object_list)
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            form=self.form,
            narrowed=any(query.values()),
            query=query.urlencode(),
            sees_all=sees_all(self.request.user),
            **kwargs,
        )


@require_safe
@public_page
def work(request, slug, edition=None):
    """The public page of a work: its latest public edition, or the edition asked for."""
    editions = Document.objects.public().filter(slug=slug).order_by("-edition")
    editions = editions.select_related("lead", "term__agency", "origin__agency", "occasion__forum")
    editions = list(editions.with_face())
    found = next((one for one in editions if edition in (None, one.edition)), None)
    if found is None:
        raise Http404
    address = reverse("documents:edition", args=[slug, found.edition])
    if found == editions[0]:  # the latest edition also has the address of the work
        address = found.public_address
    context = {
        "document": found,
        "editions": [one for one in editions if one != found],
        "is_latest": found == editions[0],
        "versions": published(found),
        "citation": citation(found, request.build_absolute_uri(address)),
        "sees_all": sees_all(request.user),
    }
    return render(request, "documents/library/work.html", context)
