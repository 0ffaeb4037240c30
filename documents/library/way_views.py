"""The pages to clear or adopt a document by hand, issue it as another's text than the Group's, or drop it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.clearance.objections import objects_in_words, standing
from documents.document.views import OfLead
from documents.library import actions, detail, ways
from documents.library.way_forms import AdoptForm, ClearForm, DropForm, IssueForm


class OfWay(OfLead):
    """A form about the whole document, for whoever leads it."""

    template_name = "form.html"

    def get_thing(self):
        return self.document

    def get_facts(self):
        return str(self.document)

    def get_back(self):
        return self.document.get_absolute_url()

    def get_next(self, kept):
        return kept.get_absolute_url()

    def get_initial(self):
        last = self.document.versions.defer("text", "words").last()  # it may be an addendum
        return {"seen": last.number} if last else {}


class ClearDocument(OfWay):
    """Asks how the agencies agreed, and records the document as cleared."""

    form_class = ClearForm
    heading = gettext_lazy("Record as cleared")
    verb = gettext_lazy("Record as cleared")
    done = gettext_lazy("The document is recorded as cleared. Everybody who was asked is told.")

    def keep(self, **values):
        return actions.clear(self.document, **values, by=self.request.user)


class AdoptDocument(OfWay):
    """Asks how the Group adopted the document, and records it. Only those who speak for the Group do."""

    permission_required = "documents.publish"
    form_class = AdoptForm
    heading = gettext_lazy("Record as adopted")
    verb = gettext_lazy("Record as adopted")

    def get_done(self):
        return f"{_('The document is recorded as adopted.')} {detail.not_cleared(self.document)}".strip()

    def keep(self, **values):
        return actions.adopt(self.document, **values, by=self.request.user)


class IssueDocument(OfWay):
    """Shows what the face of the document will say, and issues it with these words."""

    template_name = "documents/library/issue_form.html"
    form_class = IssueForm
    heading = gettext_lazy("Issue as a text that is not the Group's")
    verb = gettext_lazy("Issue with these words")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"ways": ways.ways_to_issue(self.document, self.request.user)}

    def get_facts(self):
        objections = objects_in_words(standing(self.document))
        return f"{self.document} · {objections}" if objections else str(self.document)

    def get_done(self):
        if self.request.user.has_perm("documents.publish", self.document):
            return _("The document is issued with these words. You can publish it now.")
        return _("The document is issued with these words. You can request publication now.")

    def keep(self, **values):
        return ways.issue(self.document, **values, by=self.request.user)


class DropDocument(OfWay):
    """Asks why, and drops the document."""

    form_class = DropForm
    heading = gettext_lazy("Drop document")
    verb = gettext_lazy("Drop document")

    def get_initial(self):
        return {}

    def get_done(self):
        return _("The document is dropped. Everybody who was asked is told. You can take it up again.")

    def keep(self, **values):
        return ways.drop(self.document, **values, by=self.request.user)
