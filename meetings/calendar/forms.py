"""The form of the rhythm."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.calendar.models import Rhythm


class RhythmForm(forms.ModelForm):
    """How the Group usually meets."""

    class Meta:
        model = Rhythm
        fields = [
            "city", "venue", "months_ahead", "principals_a_quarter", "principals_hour", "principals_length",
            "working_a_quarter", "weeks_before", "working_hour", "working_length", "notice_days",
            "topics_days", "agenda_days", "papers_days", "symbols",
        ]  # fmt: skip
        labels = {
            "city": _("Usual city"),
            "venue": _("Usual venue"),
            "months_ahead": _("Months ahead"),
            "principals_a_quarter": _("Principals meetings per quarter"),
            "principals_hour": _("Principals meetings start at"),
            "principals_length": _("Length of principals meetings"),
            "working_a_quarter": _("Working-level meetings per quarter"),
            "weeks_before": _("Weeks before the principals"),
            "working_hour": _("Working-level meetings start at"),
            "working_length": _("Length of working-level meetings"),
            "notice_days": _("Deadline for invitations"),
            "topics_days": _("Deadline for topics"),
            "agenda_days": _("Deadline for the agenda"),
            "papers_days": _("Deadline for papers"),
            "symbols": _("Number papers"),
        }
        widgets = {
            "city": forms.TextInput(attrs={"list": "cities", "autocomplete": "off"}),
            "principals_hour": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "working_hour": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
