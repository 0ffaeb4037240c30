from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.register.choosers import AgencyChooser
from foundation.text.lengths import TITLE
from meetings.agenda.models import AgendaItem, Asked
from meetings.meeting.audiences import Restricted


class ItemForm(forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = [
            "title", "asked", "length", "leads", "restricted", "is_sub", "proposed_by", "paper_by", "summary",
            "purposes",
        ]  # fmt: skip
        labels = {
            "title": _("Title"),
            "asked": _("This item is for"),
            "length": _("Length in minutes"),
            "leads": _("Led by"),
            "restricted": _("Visible to"),
            "proposed_by": _("Proposed by"),
            "is_sub": _("Sub-item of the item above"),
            "paper_by": _("Paper expected from"),
            "summary": _("Annotation"),
            "purposes": _("Purposes of the Group it serves"),
        }
        help_texts = {
            "length": "",
            "restricted": _("Hidden from everyone else, including in e-mails and PDFs."),
            "is_sub": _("It is numbered (a), (b) … and moves with the item above."),
            "paper_by": _("The agency is reminded until the paper is added."),
        }
        field_classes = {"proposed_by": AgencyChooser, "paper_by": AgencyChooser}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "purposes": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [("", _("not specified")), *Asked.choices]
        self.fields["restricted"].choices = Restricted.choices
        self.fields["proposed_by"].empty_label = _("the chair")
        self.fields["paper_by"].empty_label = _("no paper expected")


class NewItemForm(forms.Form):
    """An item in one line."""

    title = forms.CharField(label=_("New item"), max_length=TITLE)
    asked = forms.ChoiceField(label=_("For"), choices=[("", "–"), *Asked.choices], required=False)
    length = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=600)
