from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Agency
from chairmanship.rotation.models import Chairmanship
from foundation.web.forms import DayInput, KeptForm


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
