"""The forms of applications: to ask for a page, and for the readers and reviewers."""

import datetime as dt

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.applications import dossiers
from agencies.applications.actions.reviewing import check_received
from agencies.applications.models import Application, Assessment
from agencies.criteria.models import Edition
from agencies.people.rules import own_agencies
from agencies.register.choosers import AgencyChooser
from agencies.register.forms import AS_KNOWN
from agencies.register.models import Agency
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.contacts import EmailField, NameField
from foundation.text.lengths import NAME, TEXT
from foundation.verbs import Refused
from foundation.web.forms import KeptForm
from foundation.web.writing import RichField, RichWidget

SALT = "agencies.applying"
FASTEST = dt.timedelta(seconds=3)
LONGEST = dt.timedelta(hours=12)


def moment() -> str:
    """Returns the time at which the form is opened, signed."""
    return signing.Signer(salt=SALT).sign_object(int(clock.now().timestamp()))


class BeginForm(forms.Form):
    applicant = NameField(
        label=gettext_lazy("Name of your agency"),
        max_length=NAME,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    email = EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.TextInput({"inputmode": "email", "autocapitalize": "off", "autocomplete": "email"}),
        help_text=gettext_lazy("We send the link there, and all news about your application."),
    )
    # People do not see it, and keyboards and screen readers skip it: only a robot fills it in.
    website = forms.CharField(
        required=False,
        label=gettext_lazy("Leave this empty"),
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def is_of_a_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        try:
            opened = dt.datetime.fromtimestamp(
                signing.Signer(salt=SALT).unsign_object(values.get("opened", "")), dt.UTC
            )
        except (signing.BadSignature, ValueError, TypeError, OverflowError):
            opened = None
        since = clock.now() - opened if opened else LONGEST
        if since < FASTEST:
            raise forms.ValidationError(
                _("That was faster than people usually type. Please press the button again. Nothing is lost.")
            )
        if since >= LONGEST:
            self._ask_again()
            raise forms.ValidationError(
                _("This page was open for a long time. Please press the button again. Nothing is lost.")
            )
        return values

    def _ask_again(self):
        self.data = self.data.copy()
        self.data["opened"] = moment()


# Forms of readers and reviewers


class ApplicationForm(KeptForm):
    """An application that came by mail. Only the applicant's name is required."""

    beside = {"": "applicant"}

    class Meta:
        model = Application
        fields = ["applicant", "received", "agency"]
        labels = {
            "applicant": gettext_lazy("Applicant"),
            "received": gettext_lazy("Received on"),
            "agency": gettext_lazy("Agency in the register"),
        }
        field_classes = {"agency": AgencyChooser}
        help_texts = {
            "received": AS_KNOWN,
            "agency": gettext_lazy("If the applicant is in the register already."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["received"] = PartialDate.of(clock.today())
        self.fields["agency"].queryset = Agency.objects.whole()
        self.fields["agency"].empty_label = _("Not in the register yet")
        kept = list(self.instance.answers.all()) if self.instance.pk else []
        edition = Edition.objects.judging(self.instance) if self.instance.pk else Edition.objects.in_force()
        self.questions = [answer.question for answer in kept] or [
            question.text for question in edition.questions.all()
        ]
        texts = [answer.text for answer in kept] or [""] * len(self.questions)
        for number, (question, text) in enumerate(zip(self.questions, texts, strict=True)):
            self.fields[f"answer_{number}"] = RichField(
                label=question,
                initial=text,
                required=False,
                max_length=TEXT,
                widget=RichWidget({"rows": 4}),
            )
        self._add_people()

    def _add_people(self):
        named = {one.role: one for one in self.instance.candidates.all()} if self.instance.pk else {}
        for who, role, title, _help in dossiers.PEOPLE:
            for part, label, kind in dossiers.PARTS:
                field = {"email": EmailField, "name": NameField}.get(part, forms.CharField)
                self.fields[f"{who}_{part}"] = field(
                    label=dossiers.label_for(title, label),
                    initial=getattr(named.get(role), part, ""),
                    required=False,
                    max_length=254 if kind == "email" else NAME,
                )

    def clean(self):
        values = super().clean()
        if "received" not in self.errors:
            try:
                check_received(self.instance, values.get("received"))
            except Refused as refused:
                self.add_error("received", str(refused))
        if values.get("applicant") and "received" not in self.errors:
            same = Application.objects.same(values["applicant"], values.get("received"), but=self.instance)
            if same:
                self.add_error(
                    "received",
                    _("There is already an application of %(applicant)s with this date.")
                    % {"applicant": same},
                )
        values["answers"] = [
            (question, values.pop(f"answer_{number}", "")) for number, question in enumerate(self.questions)
        ]
        values["candidates"] = {
            role: {part: values.pop(f"{who}_{part}", "") for part, *_ in dossiers.PARTS}
            for who, role, *_ in dossiers.PEOPLE
        }
        return values


class AskForm(forms.Form):
    what = forms.CharField(
        label=gettext_lazy("What is missing?"),
        max_length=TEXT,
        widget=forms.Textarea({"rows": 6}),
        error_messages={
            "required": gettext_lazy(
                "Please say what is missing. The applicant reads it in an e-mail and on its page."
            )
        },
    )


class WithdrawalForm(forms.Form):
    """Why an edition of the criteria was entered in error."""

    reason = forms.CharField(
        label=gettext_lazy("Why is this edition wrong?"),
        max_length=TEXT,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say why the entry is wrong, so that others can follow it later.")
        },
    )


class RemarkForm(forms.Form):
    """A comment of a member. Who enters it for an agency chooses the agency."""

    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        max_length=TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "Only the members, the chair and the secretariat see it, never the applicant."
        ),
        error_messages={"required": gettext_lazy("Please write your comment first.")},
    )
    agency = forms.ModelChoiceField(Agency.objects.none(), required=False, label=gettext_lazy("On behalf of"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.own = own_agencies(user)
        field = self.fields["agency"]
        members = Agency.objects.members()
        if user.has_perm("agencies.remark_for_agency"):
            field.queryset, field.empty_label = members, _("Myself")
            field.help_text = _("If you choose another agency, we tell them that you entered it for them.")
        else:
            field.queryset = members.filter(pk__in=self.own)
            field.empty_label = None
        self.initial["agency"] = members.filter(pk__in=self.own).first()
        if len(field.queryset) < 2 and not user.has_perm("agencies.remark_for_agency"):
            field.widget = forms.HiddenInput()

    def clean(self):
        values = super().clean()
        agency = values.get("agency")
        if agency is None and "agency" not in self.errors:
            values["agency"] = agency = self.fields["agency"].queryset.filter(pk__in=self.own).first()
        values["for_agency"] = agency is not None and agency.pk not in self.own
        return values


class FindingForm(forms.Form):
    """How far one criterion is met, and the evidence."""

    finding = forms.ChoiceField(
        choices=[*Assessment.Finding.choices, ("", gettext_lazy("not assessed"))],
        required=False,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
    )
    evidence = forms.CharField(
        required=False,
        max_length=TEXT,
        widget=forms.Textarea({"rows": 2, "class": "form-control"}),
        show_hidden_initial=True,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, criterion, kept, **kwargs):
        self.criterion, self.kept, self.clash = criterion, kept, None
        super().__init__(
            *args,
            prefix=f"c{criterion.number}",
            initial={
                "finding": kept.finding if kept else "",
                "evidence": kept.evidence if kept else "",
                "revision": kept.revision if kept else 0,
            },
            **kwargs,
        )

    @property
    def was_touched(self) -> bool:
        """Whether the reader changed what the page showed."""
        return bool({"finding", "evidence"} & set(self.changed_data))

    def shown_beside(self, kept: Assessment) -> None:
        """Shows what was typed beside what somebody else has recorded since."""
        self.clash = kept
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = kept.revision
