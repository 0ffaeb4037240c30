"""The forms of the attendance: somebody who came unexpectedly, and who somebody is."""

from django import forms
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from agencies.register.choosers import AgencyChooser
from foundation.text.contacts import NameField
from foundation.text.lengths import NAME, TITLE
from meetings.attendance.models import Attendance
from meetings.invitations.models import Guest

How = Attendance.How


class CameForm(forms.Form):
    """Somebody of an agency who is not on the list."""

    agency = AgencyChooser(Agency.objects.all(), label=gettext_lazy("Agency"))
    name = NameField(required=False, max_length=NAME, label=gettext_lazy("Name"))
    capacity = forms.CharField(required=False, max_length=TITLE, label=gettext_lazy("Title or role"))
    how = forms.ChoiceField(
        label=gettext_lazy("Attendance"),
        choices=[(How.PRESENT, gettext_lazy("present")), (How.REMOTE, gettext_lazy("remotely"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("prefix", "came")
        super().__init__(*args, **kwargs)
        self.fields["how"].initial = How.PRESENT


class HeardForm(forms.ModelForm):
    """Somebody from outside who was heard."""

    class Meta:
        model = Guest
        fields = ["organization", "name", "capacity"]
        labels = {
            "organization": gettext_lazy("Organization"),
            "name": gettext_lazy("Name"),
            "capacity": gettext_lazy("Title or role"),
        }


class WhoForm(forms.ModelForm):
    """The name and capacity of somebody who took part for an agency."""

    class Meta:
        model = Attendance
        fields = ["name", "capacity"]
        labels = {"name": gettext_lazy("Name"), "capacity": gettext_lazy("Title or role")}
