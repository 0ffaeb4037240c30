"""A document as the people of the Group see it: what it is, where it stands, what can be done next."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agencies.rules import agencies_of
from chairmanship import rotation
from documents import actions, sharing, shown
from documents.clearance import as_of_now
from documents.forms import DocumentForm, EditionForm, SharingForm
from documents.models import Document
from documents.views.fetching import get_document, sees_all, tried
from foundation.editing import EditView
from foundation.forms import differing
from foundation.requests import whole
from foundation.sections import shown as panels
from foundation.verbs import Stale

TRAIL = ("documents:document_list", "Documents")


@require_GET
@login_not_required
def document_detail(request, pk):
    """For the people of the Group; others are led to the public page, where there is one."""
    document = as_of_now([get_document(request.user, pk)])[0]
    if not sees_all(request.user):
        return redirect(document.public_address)
    context = shown.document(document, request.user)
    context["panels"] = panels("document", document, request.user)
    return render(request, "documents/document_detail.html", context)


class DocumentEdit(EditView):
    template_name = "documents/document_form.html"
    form_class = DocumentForm

    def get_trail(self):
        above = [(reverse(TRAIL[0]), TRAIL[1])]
        return [*above, (self.thing.get_absolute_url(), str(self.thing))] if self.thing else above

    def get_next(self, kept):
        return kept.get_absolute_url()

    def get_back(self):
        return self.thing.get_absolute_url() if self.thing else reverse(TRAIL[0])


class DocumentBegin(DocumentEdit):
    permission_required = "documents.begin"
    heading = "Begin a document"
    verb = "Begin"
    done = "The document is begun. Write its text, or bring a file."

    def get_edited(self):
        return Document()

    def get_initial(self):
        """What is most likely: led by the person's own agency, in the term of today."""
        terms = rotation.chairs()
        return {
            "lead": next(iter(sorted(agencies_of(self.request.user))), None),
            "term": terms[0].pk if len(terms) == 1 else None,
        }

    def keep(self, **values):
        return actions.begin(**values, by=self.request.user)

    def get_facts(self):
        return "A title and a kind are all that is needed; the rest can wait."


class OfDocument(DocumentEdit):
    """A form about a document that is there."""

    permission_required = "documents.edit"

    def has_permission(self):
        """Not visible is 404; visible but not allowed is 403."""
        found = get_document(self.request.user, self.kwargs["pk"])
        return self.request.user.has_perm(self.permission_required, found)

    def get_thing(self):
        return get_document(self.request.user, self.kwargs["pk"])

    def get_facts(self):
        return str(self.thing)


class DocumentChange(OfDocument):
    heading = "Change the document"
    current = None

    def get_edited(self):
        return get_document(self.request.user, self.kwargs["pk"])

    def get_opened(self) -> int:
        """The revision that the form was opened with."""
        return whole(self.request.POST.get("revision", ""), self.thing.revision)

    def keep(self, **values):
        try:
            return actions.change(
                self.thing, changes=values, revision=self.get_opened(), by=self.request.user
            )
        except Stale as stale:
            self.current = stale.current
            raise

    def form_invalid(self, form):
        """What somebody else kept meanwhile stands beside what was typed. Saved again, it is replaced."""
        if self.current is None:
            return super().form_invalid(form)
        self.thing, both = self.current, differing(form, self.current)
        form.errors.pop(NON_FIELD_ERRORS)
        return self.render_to_response(self.get_context_data(form=form, both=both), status=409)


class EditionBegin(OfDocument):
    permission_required = "documents.lead"
    template_name = "form.html"
    form_class = EditionForm
    heading = "Begin a new edition"
    verb = "Begin the edition"
    done = "The edition is begun. Once it is published it stands at the same address."

    def get_initial(self):
        return {"title": self.thing.title}

    def keep(self, title):
        terms = rotation.chairs()
        term = terms[0] if len(terms) == 1 else None
        return actions.begin_edition(self.thing, title=title, term=term, by=self.request.user)


class SharingAdd(OfDocument):
    template_name = "form.html"
    form_class = SharingForm
    heading = "Shared with"
    verb = "Write it down"
    done = "It is written down."

    def keep(self, **values):
        return sharing.share(self.thing, **values, by=self.request.user)

    def get_next(self, kept):
        return self.get_back()


# Of these verbs it matters which version the person saw.
SEEN = {"circulate", "clear", "adopt", "publish"}
VERBS = {
    "circulate": (actions.circulate, "It is circulated."),
    "clear": (actions.clear, "It is cleared."),
    "adopt": (actions.adopt, "It is adopted."),
    "redraft": (actions.redraft, "It is drafted on."),
    "publish": (actions.publish, "It is published, and stands in the library."),
    "take-out": (actions.take_out, "It is out of the library: visitors find it no more."),
}


@require_POST
def document_move(request, pk, verb):
    """A step of its life, by the name of its verb."""
    document = get_document(request.user, pk, "documents.lead")
    act, done = VERBS[verb]
    seen = {"seen": whole(request.POST.get("seen", ""), None)} if verb in SEEN else {}
    if verb in ("adopt", "publish"):
        done = f"{done} {shown.not_cleared(document)}".strip()
    return tried(request, document, lambda: act(document, by=request.user, **seen), done)


@require_POST
def sharing_remove(request, pk, line):
    """What was written down by mistake goes."""
    document = get_document(request.user, pk, "documents.edit")
    sharing.remove(document, line, by=request.user)
    messages.success(request, "It is taken away.")
    return redirect(document)
