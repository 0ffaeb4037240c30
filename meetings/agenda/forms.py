from django import forms

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
            "asked": "What is asked",
            "length": "How long",
            "restricted": "Who it is for",
            "summary": "A few lines on it",
            "purposes": "Purposes of the Group that it serves",
        }
        help_texts = {
            "restricted": "Who it is not for never reads of it: in no list, mail, pack or report.",
            "is_sub": "It becomes (a), (b) … under that one, and moves with it.",
            "paper_by": "They are reminded while it is not there.",
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "purposes": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [("", "nothing in particular"), *Asked.choices]
        self.fields["restricted"].choices = Restricted.choices
        self.fields["proposed_by"].empty_label = "the chair"
        self.fields["paper_by"].empty_label = "nobody in particular"


class NewItemForm(forms.Form):
    """An item in one line."""

    title = forms.CharField(label="Add an item", max_length=TITLE)
    asked = forms.ChoiceField(label="Asked for", choices=[("", "–"), *Asked.choices], required=False)
    length = forms.IntegerField(label="Minutes", required=False, min_value=1, max_value=600)
