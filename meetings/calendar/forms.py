"""The form of the rhythm."""

from django import forms

from meetings.calendar.models import Rhythm


class RhythmForm(forms.ModelForm):
    """How the Group usually meets."""

    class Meta:
        model = Rhythm
        fields = [
            "city", "venue", "months_ahead", "principals_a_quarter", "principals_hour", "principals_length",
            "working_a_quarter", "weeks_before", "working_hour", "working_length", "topics_days",
            "agenda_days", "papers_days", "symbols",
        ]  # fmt: skip
        labels = {
            "city": "Usual city",
            "venue": "Usual venue",
            "months_ahead": "Months ahead",
            "principals_a_quarter": "Meetings of principals a quarter",
            "principals_hour": "They begin at",
            "principals_length": "They last",
            "working_a_quarter": "Working-level meetings a quarter",
            "weeks_before": "Weeks before the principals",
            "working_hour": "They begin at",
            "working_length": "They last",
            "topics_days": "Topics, days before",
            "agenda_days": "Agenda, days before",
            "papers_days": "Papers, days before",
        }
        widgets = {
            "city": forms.TextInput(attrs={"list": "cities", "autocomplete": "off"}),
            "principals_hour": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "working_hour": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
