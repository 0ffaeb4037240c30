"""The forms that connect the workplan with meetings and decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.followup.choosers import DecisionChooser
from meetings.followup.models import Decision
from meetings.meeting.choosers import MeetingChooser
from meetings.meeting.models import Meeting


class ConnectForm(forms.Form):
    """A meeting, a decision or both, among those that the user may see."""

    meeting = MeetingChooser(
        Meeting.objects.none(), label=_("Meeting"), required=False, empty_label=_("none")
    )
    decision = DecisionChooser(
        Decision.objects.none(), label=_("Decision"), required=False, empty_label=_("none")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.visible_to(user).order_by("-date", "-pk")
        decisions = Decision.objects.standing().visible_to(user).select_related("item__meeting")
        self.fields["decision"].queryset = decisions.order_by("-item__meeting__date", "item__position")


class ApprovalForm(ConnectForm):
    """The meeting that approved a plan."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["decision"]
        self.fields["meeting"].empty_label = _("no meeting")
