"""The form of a request for a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.text.lengths import TEXT, TITLE
from foundation.web.forms import DayField
from meetings.proposals.forms import agencies_for
from meetings.requests.models import MeetingRequest


class RequestForm(forms.ModelForm):
    """The form of a request. Only the subject is required; people who enter it for others say for whom."""

    asked_by = forms.ChoiceField(label=_("Requested by"), required=False)
    asked_from_outside = forms.CharField(
        label=_("Or, from outside the Group"),
        required=False,
        max_length=TITLE,
        help_text=_("For example: the Special Representative of the Secretary-General."),
    )
    wished = DayField(
        label=_("Preferred date"),
        required=False,
        help_text=_("For example 14 May 2027, or May 2027. Leave empty if any date suits."),
    )
    reason = forms.CharField(
        label=_("Why now"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = MeetingRequest
        fields = ["asked_by", "asked_from_outside", "subject", "level", "wished", "reason"]
        labels = {"subject": _("Subject of the meeting"), "level": _("Level")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.agencies = {}
            del self.fields["asked_by"], self.fields["asked_from_outside"]
            return
        self.agencies = {agency.slug: agency for agency in agencies_for(user)}
        records = user.has_perm("meetings.enter_for_agency")
        if not records:
            del self.fields["asked_from_outside"]
        if len(self.agencies) == 1 and not records:
            del self.fields["asked_by"]
        else:
            choices = [(slug, str(agency)) for slug, agency in self.agencies.items()]
            self.fields["asked_by"].choices = [("", _("Choose")), *choices]

    def clean_asked_by(self):
        return self.agencies.get(self.cleaned_data["asked_by"])

    def clean(self):
        data = super().clean()
        if self.instance.pk:
            return data
        if "asked_by" not in self.fields:
            data["asked_by"] = next(iter(self.agencies.values()), None)
        outside = data.get("asked_from_outside")
        if data.get("asked_by") and outside:
            self.add_error(
                "asked_from_outside",
                _("Choose an agency or enter somebody from outside the Group, not both."),
            )
        elif not data.get("asked_by") and not outside and "asked_by" not in self.errors:
            self.add_error("asked_by", _("Enter who requests the meeting."))
        return data

    def _post_clean(self):
        """Does nothing: the verb saves, and `clean` checks what the model requires, in words for people."""
