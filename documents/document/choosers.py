"""The fields that choose a document, or a version of one."""

from django.utils.translation import gettext as _

from documents.document.models import Document
from foundation.text.words import opened
from foundation.web.choosers import Chooser


class DocumentChooser(Chooser):
    """A document, with its kind, date and symbol."""

    texts = ("words",)
    days = ("date",)

    def names(self):
        return {"kind": dict(Document.Kind.choices)}

    def detail(self, document) -> str:
        return " · ".join(
            str(one) for one in (opened(document.get_kind_display()), document.date, document.symbol) if one
        )


class VersionChooser(Chooser):
    """A version of a document."""

    own = "document__title"
    texts = ("document__words", "number")
    days = ("document__date",)

    def label_from_instance(self, version):
        name = (
            _("%(document)s, version %(number)s (text)")
            if version.is_text
            else _("%(document)s, version %(number)s")
        )
        return name % {"document": version.document, "number": version.number}

    def detail(self, version) -> str:
        return " · ".join(str(one) for one in (version.document.date, version.document.symbol) if one)
