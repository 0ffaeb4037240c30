"""The forms to clear or adopt a document by hand, issue it as another's text than the Group's, or drop it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.clearance.forms import ValuesForm
from foundation.text.lengths import TEXT


class SeenForm(ValuesForm):
    """A form that keeps which version the user was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ClearForm(SeenForm):
    sentence = forms.CharField(
        label=_("How did the agencies agree?"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "brief", "dir": "auto"}),
        help_text=_(
            "For example “Agreed by telephone with all members on 3 May”. It stays in the history of the "
            "document, and everybody who was asked for clearance receives it."
        ),
        error_messages={"required": _("Please write a sentence: without a round, nobody else knows why.")},
    )
    field_order = ["sentence"]


class AdoptForm(SeenForm):
    sentence = forms.CharField(
        label=_("How did the Group adopt it?"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "brief", "dir": "auto"}),
        help_text=_(
            "For example “Adopted by the principals on 3 May”. It stays in the history of the document, and "
            "everybody who was asked for clearance receives it."
        ),
        error_messages={"required": _("Please say in a sentence when and how the Group adopted it.")},
    )
    field_order = ["sentence"]


class IssueForm(SeenForm):
    issued_as = forms.ChoiceField(
        label=_("The document will say"),
        widget=forms.RadioSelect,
        help_text=_(
            "These words will stand on its page and its public page, in lists, search results and the feed, "
            "in its citation, and in its PDF and Word files. Everybody who was asked for clearance is told."
        ),
        error_messages={"required": _("Choose as whose text it is issued.")},
    )
    field_order = ["issued_as"]

    def __init__(self, *args, ways, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issued_as"].choices = [(way.issued_as, way.face) for way in ways]
        if len(ways) == 1:
            self.fields["issued_as"].initial = ways[0].issued_as


class DropForm(ValuesForm):
    reason = forms.CharField(
        label=_("Why is it dropped?"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "brief", "dir": "auto"}),
        help_text=_("Everybody who was asked for clearance receives it. You can take the document up again."),
        error_messages={"required": _("Please say in a sentence why it is dropped.")},
    )
