"""What the forms of the portal have in common."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class DayInput(forms.DateInput):
    """A day, chosen in the browser's calendar or typed."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class KeptForm(forms.ModelForm):
    """Checks what a verb will keep, and says what a model forbids beside the field that can mend it.

    `beside` names the field for words of the message; the empty text stands for all others.
    """

    beside: dict[str, str] = {}

    def _update_errors(self, errors):
        super()._update_errors(errors)
        words = self._errors.get(NON_FIELD_ERRORS)
        for error in list(words.as_data() if words else ()):
            field = next((field for part, field in self.beside.items() if part in str(error.messages)), None)
            if field:
                words.data.remove(error)
                self.add_error(field, error)
        if words is not None and not words.data:
            del self._errors[NON_FIELD_ERRORS]

    def _post_clean(self):
        super()._post_clean()
        # Django asks only the constraints of which the form shows every field.
        if not self._errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self._update_errors(error)
