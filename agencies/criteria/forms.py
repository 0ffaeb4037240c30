"""The form of an edition of the template and the criteria."""

from django import forms

from foundation.dates import clock
from foundation.text.lengths import TEXT, TITLE
from foundation.web.forms import DayInput


class EditionForm(forms.Form):
    """A whole edition as two texts, as people revise it."""

    holds_from = forms.DateField(
        label="Holds from",
        widget=DayInput(),
        help_text="It judges what is handed in from that day on. What came before keeps its own edition.",
    )
    questions = forms.CharField(
        max_length=TEXT, widget=forms.Textarea({"rows": 10}), help_text="One question on each line."
    )
    criteria = forms.CharField(
        max_length=TEXT,
        widget=forms.Textarea({"rows": 20}),
        help_text="The title on a line, what it means on the next ones, then an empty line.",
    )

    def clean_holds_from(self):
        day = self.cleaned_data["holds_from"]
        if day < clock.today():
            raise forms.ValidationError("That is over. An edition holds from today on, or from a later day.")
        return day

    def clean_questions(self):
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        return _short_enough(lines)

    def clean_criteria(self):
        text = self.cleaned_data["criteria"].replace("\r\n", "\n")
        blocks = [block.strip().partition("\n") for block in text.split("\n\n") if block.strip()]
        _short_enough([title for title, _, _ in blocks])
        return [(title.strip(), words.strip()) for title, _, words in blocks]


def _short_enough(lines: list[str]) -> list[str]:
    for line in lines:
        if len(line) > TITLE:
            raise forms.ValidationError(f"“{line[:40]}…” is too long for one line: {TITLE} letters fit.")
    doubled = next((line for line in lines if lines.count(line) > 1), "")
    if doubled:
        raise forms.ValidationError(f"“{doubled[:60]}” stands there twice. Once is enough.")
    return lines
