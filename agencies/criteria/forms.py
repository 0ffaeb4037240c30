"""The form of an edition of the template and the criteria."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates import clock
from foundation.text.lengths import TEXT, TITLE
from foundation.web.forms import WholeDayField


class EditionForm(forms.Form):
    """A whole edition as two texts, as people revise it."""

    holds_from = WholeDayField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy(
            "Applies to applications submitted from that day. Earlier ones keep their edition."
        ),
    )
    questions = forms.CharField(
        label=gettext_lazy("Questions"),
        max_length=TEXT,
        widget=forms.Textarea({"rows": 10}),
        help_text=gettext_lazy("One question on each line."),
    )
    criteria = forms.CharField(
        label=gettext_lazy("Admission criteria"),
        max_length=TEXT,
        widget=forms.Textarea({"rows": 20}),
        help_text=gettext_lazy(
            "For each criterion, the title on one line and the explanation below it. Leave an empty line "
            "between criteria."
        ),
    )

    def clean_holds_from(self):
        day = self.cleaned_data["holds_from"]
        if day < clock.today():
            raise forms.ValidationError(_("This date is in the past. Choose today or a later day."))
        return day

    def clean_questions(self):
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        return _short_enough(lines)

    def clean_criteria(self):
        text = self.cleaned_data["criteria"].replace("\r\n", "\n")
        blocks = [block.strip().partition("\n") for block in text.split("\n\n") if block.strip()]
        _short_enough([title for title, _line, _words in blocks])
        return [(title.strip(), words.strip()) for title, _line, words in blocks]


def _short_enough(lines: list[str]) -> list[str]:
    for line in lines:
        if len(line) > TITLE:
            raise forms.ValidationError(
                _("“%(line)s…” is too long. The limit is %(limit)s characters.")
                % {"line": line[:40], "limit": TITLE}
            )
    doubled = next((line for line in lines if lines.count(line) > 1), "")
    if doubled:
        raise forms.ValidationError(
            _("“%(line)s” appears twice. Remove one of them.") % {"line": doubled[:60]}
        )
    return lines
