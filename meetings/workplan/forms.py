"""The forms that connect the workplan with meetings and decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.followup.models import Decision
from meetings.meeting.models import Meeting


class DecisionField(forms.ModelChoiceField):
    """A decision, shown with its date and the start of its text."""

    def label_from_instance(self, decision):
        text = decision.text if len(decision.text) < 90 else f"{decision.text[:88]}…"
        return f"{decision.item.meeting.date}: {text}"


class ConnectForm(forms.Form):
    """A meeting, a decision or both, among those that the user may see."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("Meeting"), required=False, empty_label=_("none")
    )
    decision = DecisionField(
        Decision.objects.none(), label=_("Decision"), required=False, empty_label=_("none")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.visible_to(user).order_by("-date", "-pk")
        decisions = Decision.objects.standing().visible_to(user).select_related("item__meeting")
        self.fields["decision"].queryset = decisions.order_by("-item__meeting__date", "item__position")
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"


class ApprovalForm(ConnectForm):
    """The meeting that approved a plan."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["decision"]
        self.fields["meeting"].empty_label = _("no meeting")
