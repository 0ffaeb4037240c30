from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Agency
from chairmanship.models import Chairmanship, Handover, HandoverLine
from foundation.fields import TEXT
from foundation.forms import DayInput, KeptForm


class LineForm(forms.ModelForm):
    """A free line of the handover."""

    class Meta:
        model = HandoverLine
        fields = ["text"]
        labels = {"text": "What else is to be passed on"}


class CommentForm(forms.Form):
    text = forms.CharField(
        label="Comment",
        max_length=TEXT,
        error_messages={
            "required": "Write what you have to say.",
            "max_length": f"A comment can have {TEXT} letters. Part it in two.",
        },
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Your answer",
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="If there is something to say. Who made the comment is told in either case.",
    )


class TakeOverForm(forms.ModelForm):
    class Meta:
        model = Handover
        fields = ["remarks"]
        labels = {"remarks": "Remarks"}
        help_texts = {"remarks": "If there are any: what is missing, what you would like to hear more about."}


class TermForm(KeptForm):
    beside = {"before it began": "ends", "": "starts"}
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Chairmanship
        fields = ["agency", "starts", "ends", "capacity", "coordinated_by", "theme", "objective"]
        widgets = {"starts": DayInput(), "ends": DayInput()}
        labels = {"agency": "Chair", "capacity": "As"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision
        self.fields["coordinated_by"].queryset = Agency.objects.exclude(part_of=None)
        self.fields["coordinated_by"].empty_label = "no part: the whole agency"

    def clean_revision(self):
        return self.cleaned_data["revision"] or 0

    def clean(self):
        values = super().clean()
        agency, part = values.get("agency"), values.get("coordinated_by")
        if agency and part and part.part_of_id != agency.pk:
            raise ValidationError({"coordinated_by": f"{part} is not a part of {agency}."})
        return values
