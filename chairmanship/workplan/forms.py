"""The forms of the workplan: activities, objectives, reports, filters, and notes to the next chair."""

import datetime as dt
import hashlib

from django import forms
from django.db import models
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Purpose
from agencies.register.choosers import AgenciesChooser, AgencyChooser
from chairmanship.outside.choosers import EventsChooser
from chairmanship.outside.models import Event
from chairmanship.workplan import queries
from chairmanship.workplan.models import WorkplanActivity
from foundation.dates import clock
from foundation.text.lengths import TEXT
from foundation.web.forms import DayField, KeptForm, ManyField

LONGEST_LABEL = 90
RECENT = 2  # years
Status = WorkplanActivity.Status


def key_of(objective: str) -> str:
    """Returns a key for an objective, for choices and addresses, as its text can be long."""
    return hashlib.sha256(objective.encode()).hexdigest()[:12]


def objectives(activities=None) -> dict[str, str]:
    """Returns the objectives of these or of all activities by their keys, in alphabetical order."""
    activities = WorkplanActivity.objects if activities is None else activities
    found = activities.exclude(objective="").order_by("objective")
    return {key_of(words): words for words in found.values_list("objective", flat=True).distinct()}


def recent():
    """Returns the activities that are unfinished, or ended two years ago or later."""
    today = clock.today()
    return WorkplanActivity.objects.current(dt.date(today.year - RECENT, 1, 1))


def in_short(words: str) -> str:
    """Returns the text on one line, cut to 90 characters."""
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


class ActivityForm(KeptForm):
    """The form of an activity. Only the title is required."""

    beside = {"ends_early": "ends", "": "title"}
    objective = forms.ChoiceField(label=gettext_lazy("Objective"), required=False)
    another = forms.CharField(
        label=gettext_lazy("Or a new objective"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What the Group wants to achieve. Activities are grouped by objective."),
    )
    starts = DayField(
        label=gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy("For example 2027, March 2027 or 14 March 2027."),
    )
    ends = DayField(
        label=gettext_lazy("To"), required=False, help_text=gettext_lazy("It can run over several years.")
    )
    outputs = ManyField(
        gettext_lazy("Outputs"), help_text=gettext_lazy("Results, achieved or expected. One per line.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = WorkplanActivity
        fields = ["title", "lead", "partners", "status", "purposes", "events"]
        field_classes = {"lead": AgencyChooser, "partners": AgenciesChooser, "events": EventsChooser}
        widgets = {"purposes": forms.CheckboxSelectMultiple}
        labels = {
            "title": gettext_lazy("Title"),
            "lead": gettext_lazy("Lead agency"),
            "partners": gettext_lazy("Partners"),
            "status": gettext_lazy("Status"),
            "purposes": gettext_lazy("Purposes of the Group"),
            "events": gettext_lazy("Statements, contributions and briefings"),
        }

    field_order = [
        "title", "objective", "another", "lead", "starts", "ends", "status", "outputs", "partners",
        "purposes", "events",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = objectives(recent() | WorkplanActivity.objects.filter(pk=self.instance.pk))
        labels = ((key, in_short(words)) for key, words in self.known.items())
        self.fields["objective"].choices = [("", _("None")), *labels]
        self.fields["lead"].empty_label = _("Not yet decided")
        self.fields["partners"].required = self.fields["events"].required = False
        self.fields["purposes"].queryset = Purpose.objects.all()
        self.fields["events"].queryset = Event.objects.order_by("-date")
        self.fields["status"].choices = [("", _("Not known")), *Status.choices]
        if not self.known:
            del self.fields["objective"]
            self.fields["another"].label = _("Objective")
        activity = self.instance
        stands = {
            "objective": key_of(activity.objective) if activity.objective else "",
            "outputs": queries.outputs_of(activity),
            "starts": activity.starts,
            "ends": activity.ends,
            "revision": activity.revision,
            "status": activity.status or ("" if activity.pk else Status.PLANNED),
        }
        self.initial = {**stands, **kwargs.get("initial", {}), **_without(self.initial, stands)}

    def clean_revision(self):
        return self.cleaned_data["revision"] or 0

    def clean(self):
        values = super().clean()
        chosen = self.known.get(values.get("objective", ""), "")
        values["objective"] = values.pop("another", "").strip() or chosen
        return values

    def _post_clean(self):
        # The model's checks need the values of the fields that this form adds.
        for name in ("objective", "starts", "ends"):
            setattr(self.instance, name, self.cleaned_data.get(name, getattr(self.instance, name)))
        super()._post_clean()


def _without(initial: dict, names) -> dict:
    return {name: value for name, value in initial.items() if name not in names}


class ObjectiveForm(forms.Form):
    """The new words of an objective."""

    words = forms.CharField(
        label=gettext_lazy("Objective"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("If another objective has the same wording, the two are merged."),
        error_messages={
            "required": gettext_lazy("Enter the objective. To remove it from an activity, edit the activity.")
        },
    )


class ReportForm(forms.Form):
    """A note on an activity, and its status for those who may set it."""

    text = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Report progress in a sentence or more. All members can read it."),
    )
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False, choices=Status.choices)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, activity, sets_status, **kwargs):
        super().__init__(*args, initial={"status": activity.status, "seen": activity.status}, **kwargs)
        if not activity.status:
            self.fields["status"].choices = [("", _("Not known")), *Status.choices]
        if not sets_status:
            del self.fields["status"], self.fields["seen"]

    def sees(self, activity) -> None:
        """Says which status somebody else has set. If the form is sent again, its own choice replaces it."""
        self.data = self.data.copy()
        self.data["seen"] = activity.status
        words = _(
            "Somebody else has set the status to “%(now)s”; you chose “%(yours)s”. Nothing is saved yet. "
            "Choose the status and save again."
        )
        yours = dict(Status.choices)[self.cleaned_data["status"]]
        self.add_error("status", words % {"now": activity.get_status_display(), "yours": yours})


class FilterForm(forms.Form):
    """The filters of the workplan. An invalid value filters nothing."""

    when = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    objective = forms.ChoiceField(label=gettext_lazy("Objective"), required=False)
    lead = AgencyChooser(
        Agency.objects.all(),
        label=gettext_lazy("Lead agency"),
        required=False,
        empty_label=gettext_lazy("Any agency"),
    )
    purpose = forms.ModelChoiceField(
        Purpose.objects.none(),
        label=gettext_lazy("Purpose"),
        required=False,
        empty_label=gettext_lazy("Any purpose"),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[("", gettext_lazy("Any status")), *Status.choices, ("late", gettext_lazy("late"))],
    )

    def __init__(self, data):
        super().__init__(data)
        self.known = objectives(recent())
        if data.get("objective") and data["objective"] not in self.known:
            self.known = objectives()
        labels = ((key, in_short(words)) for key, words in self.known.items())
        self.fields["objective"].choices = [("", _("Any objective")), *labels]
        self.fields["purpose"].queryset = Purpose.objects.all()
        self.fields["when"].choices = [("", _("Current and upcoming")), *_years(), ("all", _("All years"))]
        for field in self.fields.values():
            field.widget.attrs["class"] = (
                "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            )

    def narrow(self, activities):
        self.is_valid()
        chosen, today = self.cleaned_data, clock.today()
        when = chosen.get("when")
        if not when:
            activities = activities.current(today)
        elif when != "all":
            activities = activities.between(dt.date(int(when), 1, 1), dt.date(int(when), 12, 31))
        if chosen.get("objective"):
            activities = activities.filter(objective=self.known[chosen["objective"]])
        if chosen.get("lead"):
            activities = activities.filter(lead=chosen["lead"])
        if chosen.get("purpose"):
            activities = activities.filter(purposes=chosen["purpose"])
        if chosen.get("status") == "late":
            return activities.late(today)
        return activities.filter(status=chosen["status"]) if chosen.get("status") else activities

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())


def _years():
    """Returns every year in which an activity begins or ends, as choices, the latest first."""
    years = (Substr(Cast(name, models.CharField()), 1, 4) for name in ("starts", "ends"))
    rows = WorkplanActivity.objects.order_by().values_list(*years).distinct()
    found = {year for both in rows for year in both if year}
    return [(year, year) for year in sorted(found, reverse=True)]


class PassingForm(forms.Form):
    """A note to the next chair on each unfinished activity. Notes left as they were change nothing."""

    def __init__(self, *args, activities, notes: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.activities = activities
        for activity in activities:
            self.fields[_note(activity)] = forms.CharField(
                label=_("Note on “%(activity)s”") % {"activity": activity},
                required=False,
                max_length=TEXT,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
                initial=notes.get(activity.pk, ""),
            )
            self.fields[_seen(activity)] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=notes.get(activity.pk, ""), strip=False
            )

    def rows(self) -> list[dict]:
        """Returns each activity with its field, and with the hidden field of the note that the page
        showed.
        """
        return [
            {"activity": one, "field": self[_note(one)], "seen": self[_seen(one)]} for one in self.activities
        ]

    def changes(self):
        """Yields the activities whose note was changed, with the new note and the one that was seen."""
        for activity in self.activities:
            text, seen = (
                self.cleaned_data[name].replace("\r\n", "\n") for name in (_note(activity), _seen(activity))
            )
            if text != seen:
                yield activity, text, seen

    def kept(self, activity, text: str) -> None:
        """Takes this note as the current one, so that sending the page again changes only what is new."""
        self.data = self.data.copy()
        self.data[_seen(activity)] = text

    def clashes(self, activity, note) -> None:
        """Says what somebody else wrote. If the page is sent again, what is typed here replaces it."""
        stands = note.text if note else ""
        self.kept(activity, stands)
        if stands:
            words = _(
                "Somebody else wrote in the meantime: “%(note)s”. Your note is not saved yet. Include what "
                "should stay and save again."
            )
        else:
            words = _(
                "Somebody else has removed the note. Yours is not saved yet. To restore it, save again."
            )
        self.add_error(_note(activity), words % {"note": stands})


def _note(activity) -> str:
    return f"note-{activity.pk}"


def _seen(activity) -> str:
    return f"seen-{activity.pk}"
