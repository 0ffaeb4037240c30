"""The forms of an application: as it came, and as it is assessed."""

from django import forms

from agencies import reviewing
from agencies.models import Agency, Application, Assessment
from agencies.register_forms import AS_KNOWN
from agencies.template import QUESTIONS
from foundation import clock
from foundation.dates import PartialDate
from foundation.fields import TEXT
from foundation.forms import KeptForm


class ApplicationForm(KeptForm):
    """An application that came by mail: who applies, when it came, and the answers. Only who is needed."""

    beside = {"": "applicant"}

    class Meta:
        model = Application
        fields = ["applicant", "received", "agency"]
        labels = {"received": "Received on", "agency": "In the register"}
        help_texts = {"received": AS_KNOWN, "agency": "Where the applicant stands in the register already."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["received"] = PartialDate.of(clock.today())
        self.fields["agency"].queryset = Agency.objects.whole()
        self.fields["agency"].empty_label = "not yet"
        kept = list(self.instance.answers.all()) if self.instance.pk else []
        self.questions = [answer.question for answer in kept] or list(QUESTIONS)
        texts = [answer.text for answer in kept] or [""] * len(self.questions)
        for number, (question, text) in enumerate(zip(self.questions, texts, strict=True)):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=question,
                initial=text,
                required=False,
                max_length=TEXT,
                widget=forms.Textarea({"rows": 4}),
            )

    def clean(self):
        values = super().clean()
        if values.get("applicant") and "received" not in self.errors:
            same = reviewing.same_application(values["applicant"], values.get("received"), but=self.instance)
            if same:
                self.add_error("received", f"An application of {same} with that date is entered already.")
        values["answers"] = [
            (question, values.pop(f"answer_{number}", "")) for number, question in enumerate(self.questions)
        ]
        return values


class FindingForm(forms.Form):
    """How far one criterion is met, and what shows it."""

    finding = forms.ChoiceField(
        choices=[*Assessment.Finding.choices, ("", "not assessed")],
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
        """Whether the reader wrote something else than the page had shown."""
        return bool({"finding", "evidence"} & set(self.changed_data))

    def shown_beside(self, kept: Assessment) -> None:
        """Keeps what was typed, beside what somebody else noted meanwhile."""
        self.clash = kept
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = kept.revision
