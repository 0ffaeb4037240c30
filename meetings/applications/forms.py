"""The form of the Group's decision on an application."""

from functools import partial

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Application
from agencies.register.actions import agency_of_address
from agencies.register.choosers import AgencyChooser
from agencies.register.forms import AS_KNOWN, AgencyForm
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.lengths import ACRONYM, NAME, TEXT
from foundation.verbs import Refused
from foundation.web.forms import DayField, WholeDayField
from meetings.applications import decisions
from meetings.applications.models import LETTER
from meetings.meeting.choosers import MeetingChooser
from meetings.meeting.models import Meeting

Outcome = Application.Outcome


class DecisionForm(forms.Form):
    """What the Group decided on an application, when, and at which meeting."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the Group decided.")},
    )
    meeting = MeetingChooser(
        Meeting.objects.none(),
        required=False,
        empty_label=_("none, or one that is not in the portal"),
        label=_("Meeting"),
    )
    date = WholeDayField(
        label=_("Date"), required=False, help_text=_("Leave empty for the day of the meeting.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Required if the application is deferred (what is expected) or declined (why). The members can "
            "read it, and the applicant too. A refusal goes out as a letter, which the chair reads first."
        ),
    )
    agency = AgencyChooser(
        Agency.objects.none(),
        required=False,
        empty_label=_("not yet in the register"),
        label=_("Agency in the register"),
    )
    acronym = forms.CharField(
        label=_("Acronym"),
        required=False,
        max_length=ACRONYM,
        help_text=_("Shown everywhere, and used in the address of the agency’s page."),
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=NAME)
    joins = DayField(
        required=False,
        label=_("Member from"),
        help_text=format_lazy("{} {}", AS_KNOWN, _("Leave empty for the day of the decision.")),
    )

    WORDS = {
        Outcome.OFFERED: _("Membership offered"),
        Outcome.ADMITTED: _("Admitted"),
        Outcome.DEFERRED: _("Decision deferred"),
        Outcome.DECLINED: _("Declined"),
    }

    def __init__(self, *args, application, user, instead_of=None, **kwargs):
        """`instead_of` is a membership that was entered in error, which a correction puts right."""
        super().__init__(*args, **kwargs)
        self.application, self.instead_of = application, instead_of
        self.fields["outcome"].error_messages["invalid_choice"] = gettext(
            "The application has changed (current status: %(status)s), so this decision can no longer be "
            "recorded. Check what was recorded. Your entries are kept."
        ) % {"status": application.get_outcome_display() or gettext("unknown")}
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
        return self._checked(super().clean())

    def _checked(self, values):
        meeting, outcome = values.get("meeting"), values.get("outcome")
        if not values.get("date") and "date" not in self.errors:
            if meeting and meeting.date.day:
                values["date"] = meeting.date.earliest
            else:
                self.add_error("date", gettext("Enter the day of the decision."))
        date = values.get("date")
        if date:
            self._refusing("date", decisions.check_dates, self.application, date, meeting)
        if outcome in decisions.NEEDS_REASON and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", gettext("Give the reason: the applicant will want to know why."))
        if outcome != Outcome.ADMITTED:
            values |= {"agency": None, "acronym": "", "name": "", "joins": None}
        else:
            if "agency" not in self.errors and not values.get("agency"):
                self._check_new(values)
            if date and "joins" not in self.errors:
                joins = values.get("joins") or PartialDate.of(date)
                check = partial(decisions.check_joining, instead_of=self.instead_of)
                self._refusing("joins", check, values.get("agency"), date, joins)
        return values

    def _check_new(self, values):
        """Checks a new agency as the register does."""
        acronym = values.get("acronym")
        if not acronym:
            if "acronym" not in self.errors:
                self.add_error("acronym", gettext("Enter an acronym, or choose the agency above."))
        elif other := agency_of_address(acronym):
            self.add_error(
                "acronym",
                gettext("%(agency)s is already in the register. Choose it above.") % {"agency": other},
            )
        else:
            new = AgencyForm({"acronym": acronym, "name": values.get("name")})
            for field, errors in new.errors.items():
                self.add_error(field if field in self.fields else "acronym", errors)

    def _refusing(self, field, check, *args):
        try:
            check(*args)
        except Refused as refusal:
            self.add_error(field, str(refusal))


class CorrectionForm(DecisionForm):
    """Why a decision was entered in error, and what the Group decided instead, if it decided anything."""

    why = forms.CharField(
        label=_("Why is this entry wrong?"),
        max_length=TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The members can read it. The applicant reads only that it was entered in error."),
        error_messages={"required": _("Say why the entry is wrong, so that others can follow it later.")},
    )
    field_order = ["why"]

    def __init__(self, *args, stands, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        field.label, field.required = _("What did the Group decide?"), False
        choices = field.choices if stands else []
        field.choices = [("", _("Nothing: no decision was taken")), *choices]

    def _checked(self, values):
        if values.get("outcome"):
            return super()._checked(values)
        for name in set(self.errors) - {"why", "outcome"}:
            del self.errors[name]
        return {"why": values.get("why", ""), "outcome": ""}


class LetterForm(forms.Form):
    """The letter to the applicant. `seen` is the text that the writer's page showed."""

    text = forms.CharField(
        label=_("Letter to the applicant"),
        max_length=LETTER,
        widget=forms.Textarea({"rows": 18}),
        error_messages={"required": _("The letter has no text.")},
    )
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
