"""The forms of a call for contributions. What agencies write is never refused: a check only warns."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.contributions.models import Answers, Call, Question
from documents.document.forms import AskingForm
from foundation.text.lengths import NAME, TEXT
from foundation.web.requests import whole
from foundation.web.writing import RichField, RichWidget

COLUMNS = 8  # offered; empty ones are ignored


class CallForm(AskingForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Type of contribution"),
        choices=[
            (Call.Kind.TEXT, gettext_lazy("A text, for the lead agency to edit")),
            (
                Call.Kind.ENTRIES,
                gettext_lazy("Entries in a table, for example projects: define the columns below"),
            ),
        ],
        widget=forms.RadioSelect,
        initial=Call.Kind.TEXT,
    )
    asks = forms.CharField(
        label=gettext_lazy("What you ask for"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4, "class": "brief"}),
        help_text=gettext_lazy("It is included in the e-mail, and shown where agencies write."),
    )
    field_order = ["asks", "kind", "day", "hour", "timezone", "agencies"]

    @property
    def wants_entries(self) -> bool:
        return self.cleaned_data.get("kind") == Call.Kind.ENTRIES


class TextForm(forms.Form):
    """What an agency writes. It may be empty, and is checked when it is saved."""

    text = RichField(
        label=gettext_lazy("Text"),
        required=False,
        widget=RichWidget({"rows": 18}),
    )


class QuestionForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("Column"), required=False, max_length=NAME)
    kind = forms.ChoiceField(label=gettext_lazy("Type of answer"), choices=Answers, required=False)
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        max_length=TEXT,
        help_text=gettext_lazy("Separate them with semicolons."),
    )

    def clean(self):
        data = super().clean()
        if data.get("label") and data.get("kind") == Answers.CHOICE and not self.split():
            self.add_error("choices", _("List the choices, for example: planned; under way; done."))
        return data

    def split(self) -> tuple[str, ...]:
        parts = (part.strip() for part in self.cleaned_data.get("choices", "").split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))


class QuestionSet(forms.formset_factory(QuestionForm, extra=COLUMNS, max_num=COLUMNS)):
    def questions(self) -> list[Question]:
        asked = [form for form in self.forms if form.cleaned_data.get("label")]
        return [
            Question(
                key=f"q{number}",
                label=form.cleaned_data["label"],
                kind=form.cleaned_data.get("kind") or Answers.TEXT,
                choices=form.split() if form.cleaned_data.get("kind") == Answers.CHOICE else (),
            )
            for number, form in enumerate(asked, 1)
        ]


def entries_of(call: Call, posted) -> list[dict]:
    """Returns the entries that the page sent, in order, with the empty ones."""
    count = min(whole(posted.get("rows", ""), 0), 1000)
    found = []
    for row in range(count):
        entry = {}
        for column in call.columns:
            name = f"e{row}-{column.key}"
            if column.kind == Answers.PURPOSES:
                entry[column.key] = posted.getlist(name)
            else:
                entry[column.key] = posted.get(name, "").replace("\r\n", "\n").strip()
        found.append(entry)
    return found
