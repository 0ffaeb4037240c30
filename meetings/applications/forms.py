"""The form of the Group's decision on an application."""

from django import forms

from agencies.models import Agency, Application
from agencies.register.actions import agency_of_address
from agencies.register.forms import AS_KNOWN, AgencyForm
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.lengths import ACRONYM, NAME, TEXT
from foundation.verbs import Refused
from foundation.web.forms import DayField, WholeDayField
from meetings.applications import decisions
from meetings.meeting.models import Meeting

Outcome = Application.Outcome


class DecisionForm(forms.Form):
    """What the Group decided on an application, when, and at which meeting."""

    outcome = forms.ChoiceField(
        label="The Group",
        widget=forms.RadioSelect,
        error_messages={"required": "Say what the Group decided."},
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        required=False,
        empty_label="none, or one that is not in the portal",
        label="At the meeting",
    )
    date = WholeDayField(label="On", required=False, help_text="Empty means the day of the meeting.")
    reason = forms.CharField(
        required=False,
        max_length=TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text="Needed where it is deferred (what is expected) or declined (why). "
        "The applicant and the members read it.",
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        required=False,
        empty_label="none yet: it enters the register",
        label="Agency in the register",
    )
    acronym = forms.CharField(
        required=False, max_length=ACRONYM, help_text="As all others see it, and in the address of its page."
    )
    name = forms.CharField(required=False, max_length=NAME)
    joins = DayField(
        required=False, label="Member from", help_text=f"{AS_KNOWN} Empty means the day of the decision."
    )

    WORDS = {
        Outcome.OFFERED: "offered membership",
        Outcome.ADMITTED: "admitted it",
        Outcome.DEFERRED: "deferred its decision",
        Outcome.DECLINED: "declined",
    }

    def __init__(self, *args, application, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application
        self.fields["outcome"].error_messages["invalid_choice"] = (
            f"The application is {application.get_outcome_display() or 'of unknown state'} by now, and "
            "cannot become that. Look at what was recorded; what you typed is still here."
        )
        self.fields["outcome"].choices = [
            (outcome, words) for outcome, words in self.WORDS.items() if application.can_become(outcome)
        ]
        meetings = Meeting.objects.visible_to(user).exclude(stage=Meeting.Stage.CANCELLED)
        self.fields["meeting"].queryset = meetings.filter(date__earliest__lte=clock.today()).order_by(
            "-date", "-time"
        )
        self.fields["agency"].queryset = Agency.objects.whole()
        self.initial |= {"agency": application.agency, "name": application.applicant}

    def clean(self):
        values = super().clean()
        meeting, outcome = values.get("meeting"), values.get("outcome")
        if not values.get("date") and "date" not in self.errors:
            if meeting and meeting.date.day:
                values["date"] = meeting.date.earliest
            else:
                self.add_error("date", "Say on which day it was decided.")
        date = values.get("date")
        if date:
            self._refusing("date", decisions.check_dates, self.application, date, meeting)
        if outcome in decisions.NEEDS_REASON and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "The applicant will want to know why: give the reason.")
        if outcome != Outcome.ADMITTED:
            values |= {"agency": None, "acronym": "", "name": "", "joins": None}
        else:
            if "agency" not in self.errors and not values.get("agency"):
                self._check_new(values)
            if date and "joins" not in self.errors:
                joins = values.get("joins") or PartialDate.of(date)
                self._refusing("joins", decisions.check_joining, values.get("agency"), date, joins)
        return values

    def _check_new(self, values):
        """Checks a new agency as the register does."""
        acronym = values.get("acronym")
        if not acronym:
            if "acronym" not in self.errors:
                self.add_error(
                    "acronym", "Give the acronym by which it enters the register, or choose it above."
                )
        elif other := agency_of_address(acronym):
            self.add_error("acronym", f"{other} is in the register already: choose it above.")
        else:
            new = AgencyForm({"acronym": acronym, "name": values.get("name")})
            for field, errors in new.errors.items():
                self.add_error(field if field in self.fields else "acronym", errors)

    def _refusing(self, field, check, *args):
        try:
            check(*args)
        except Refused as refusal:
            self.add_error(field, str(refusal))
