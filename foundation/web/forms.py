"""What the forms of the portal have in common."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, cast

from django import forms
from django.core import validators
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates.fields import DayField as DayField
from foundation.dates.fields import DayInput as DayInput
from foundation.dates.fields import WholeDayField as WholeDayField
from foundation.dates.partial import check_year
from foundation.files.storage import NotStored
from foundation.text import rich
from foundation.text.lengths import TEXT, TITLE
from foundation.text.paragraphs import newlines, paragraphs
from foundation.text.words import listed
from foundation.verbs import Refused
from foundation.web.choosers import Chooser, ManyChooser
from foundation.web.writing import RichField

NEEDED = gettext_lazy("Please fill this in.")
NEEDED_CHOICE = gettext_lazy("Please choose an option.")
CHOOSE = gettext_lazy("Choose one")
NEEDED_FILE = gettext_lazy("Please choose a file.")
GONE = gettext_lazy("This option is no longer available. Please choose another one.")
REFUSALS: dict[type[forms.Field], dict[str, Any]] = {
    forms.EmailField: {"invalid": gettext_lazy("Enter a complete e-mail address, such as name@example.org.")},
    forms.URLField: {"invalid": gettext_lazy("Enter a complete web address, such as https://example.org.")},
    forms.DateField: {"invalid": gettext_lazy("This is not a date. Enter it as 2027-05-14.")},
    forms.TimeField: {"invalid": gettext_lazy("Enter the time as 14:30.")},
    forms.IntegerField: {"invalid": gettext_lazy("Enter a whole number, in figures.")},
    forms.ChoiceField: {"required": NEEDED_CHOICE, "invalid_choice": GONE},
    forms.MultipleChoiceField: {"required": NEEDED_CHOICE, "invalid_choice": GONE, "invalid_list": GONE},
    forms.ModelChoiceField: {"required": NEEDED_CHOICE, "invalid_choice": GONE},
    forms.ModelMultipleChoiceField: {
        "required": NEEDED_CHOICE,
        "invalid_choice": GONE,
        "invalid_list": GONE,
        "invalid_pk_value": GONE,
    },
    forms.FileField: {
        "required": NEEDED_FILE,
        "invalid": gettext_lazy("The file was not uploaded. Please choose it again."),
        "missing": gettext_lazy("The file was not uploaded. Please choose it again."),
        "empty": gettext_lazy("This file is empty. Please choose another one."),
        "max_length": gettext_lazy(
            "The name of this file has %(length)d characters; the limit is %(max)d. Please rename the file."
        ),
    },
}


def say_in_our_words() -> None:
    """Replaces Django's error messages for all fields of the portal that have none of their own.

    Django's messages say what is wrong; these say what to do.
    """
    forms.Field.default_error_messages |= {
        "required": NEEDED,
        "max_length": gettext_lazy(
            "This text has %(show_value)d characters; the limit is %(limit_value)d. Please shorten it."
        ),
        "min_value": gettext_lazy("Enter %(limit_value)s or more."),
        "max_value": gettext_lazy("Enter %(limit_value)s or less."),
        "null_characters_not_allowed": gettext_lazy(
            "This text contains a character that cannot be saved. Please type it again."
        ),
    }
    forms.DateField.default_validators = [check_year]
    for field, words in REFUSALS.items():
        field.default_error_messages = {**vars(field).get("default_error_messages", {}), **words}
    models.Field.default_error_messages |= {
        "null": NEEDED,
        "blank": NEEDED,
        "unique": gettext_lazy("This is already in use. Please choose a different one."),
        "max_length": forms.Field.default_error_messages["max_length"],
    }
    forms.TextInput.build_attrs = forms.Textarea.build_attrs = _in_its_direction  # type: ignore[method-assign]
    # What an empty choice is called: a row of dashes says nothing, to a screen reader least of all.
    BLANK_CHOICE_DASH[0] = ("", CHOOSE)  # type: ignore[assignment]
    cast(dict, forms.ModelChoiceField.__init__.__kwdefaults__)["empty_label"] = CHOOSE
    validators.EmailValidator.message = REFUSALS[forms.EmailField]["invalid"]
    validators.URLValidator.message = REFUSALS[forms.URLField]["invalid"]
    models.Model.unique_error_message = _not_twice  # type: ignore[method-assign, assignment]


def _in_its_direction(self, base_attrs, extra_attrs=None) -> dict:
    """Returns the attributes of a field for a text, which is written in the direction of its language."""
    return {"dir": "auto"} | forms.Widget.build_attrs(self, base_attrs, extra_attrs)


_of_one_field = models.Model.unique_error_message


def _not_twice(self, model, fields) -> ValidationError:
    """Returns the message that the same exists already, with the names of the fields that must differ."""
    if len(fields) == 1:
        return _of_one_field(self, model, fields)
    names = listed(str(model._meta.get_field(name).verbose_name) for name in fields)
    return ValidationError(
        _("There is already an entry with the same %(fields)s. Please change one of them.")
        % {"fields": names},
        code="unique_together",
    )


def beside(refusal: Refused, form) -> str | None:
    """Returns the name of the field beside which a refusal is told: that of a file which was not stored.

    None for all others.
    """
    if not isinstance(refusal, NotStored):
        return None
    return next((name for name, field in form.fields.items() if isinstance(field, forms.FileField)), None)


class WebsiteField(forms.URLField):
    """A web address as people write it: unicef.org becomes https://unicef.org."""

    def __init__(self, **kwargs):
        # As text: a browser's own field would refuse what is assumed here.
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "url", "autocapitalize": "off"}))
        usual: dict[str, Any] = {"assume_scheme": "https", "required": False, "max_length": TITLE}
        super().__init__(**usual | kwargs)


class CountryField(forms.CharField):
    """A country by its two letters, in capitals or not."""

    default_validators = [
        validators.RegexValidator("^[A-Z]{2}$", gettext_lazy("Enter the country as two letters, such as CH."))
    ]

    def to_python(self, value):
        return (super().to_python(value) or "").upper()


class KeptForm(forms.ModelForm):
    """Checks what a verb will save, and shows what a model forbids beside the field that can correct it.

    `beside` has the field for the code of an error, or words in it; the empty text is for all other errors.
    """

    beside: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.required:
                continue
            if isinstance(field, forms.ModelChoiceField):
                if field.empty_label == CHOOSE:
                    field.empty_label = gettext_lazy("None")
            elif isinstance(field, forms.ChoiceField):
                choices = cast(Iterable, field.choices)
                if ("", CHOOSE) in choices:
                    field.choices = [
                        ("", gettext_lazy("Not specified")) if one == ("", CHOOSE) else one for one in choices
                    ]

    def _update_errors(self, errors):
        super()._update_errors(errors)  # type: ignore[misc]
        words = self.errors.get(NON_FIELD_ERRORS)
        for error in list(words.as_data() if words else ()):
            field = self._field_beside(error)
            if field and words:
                words.data.remove(error)
                self.add_error(field, error)
        if words is not None and not words.data:
            del self.errors[NON_FIELD_ERRORS]

    def _field_beside(self, error: ValidationError) -> str | None:
        for part, field in self.beside.items():
            if part == error.code or part in str(error.messages):
                return field
        return None

    def _post_clean(self):
        super()._post_clean()  # type: ignore[misc]
        # Django asks only the constraints of which the form shows every field.
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self._update_errors(error)


def differences(form, current, **needed) -> list[dict]:
    """Returns the fields whose typed value differs from the current one, both in words, for `_both.html`."""
    stands = type(form)(instance=current, **needed)
    found = []
    for bound in form:
        if bound.is_hidden:
            continue
        now, typed = stands[bound.name].value(), bound.value()
        if _is_same(bound.field, now, typed):
            continue
        found.append({"label": bound.label, "now": _words(bound, now), "typed": _words(bound, typed)})
    return found


def _is_same(field: forms.Field, now, typed) -> bool:
    if isinstance(field, RichField):
        return not field.has_changed(now, typed)
    if isinstance(field, (Chooser, ManyChooser)):
        return field.called(now) == field.called(typed)
    if isinstance(field, DayField):
        with suppress(ValidationError):
            return field.to_python(now) == field.to_python(typed)
    return _plain(now) == _plain(typed)


def _plain(value) -> str:
    if isinstance(value, (list, tuple)):
        return " ".join(sorted(str(getattr(one, "pk", one)) for one in value))
    return "" if value in (None, False) else str(value).replace("\r\n", "\n").removesuffix(":00")


def _words(bound, value):
    if isinstance(bound.field, RichField):
        return rich.plain(rich.clean(value or "")) or _("Empty")
    if isinstance(bound.field, (Chooser, ManyChooser)):
        return bound.field.called(value) or _("Empty")
    choices = {str(key): label for key, label in getattr(bound.field, "choices", ())}
    if isinstance(value, (list, tuple)):
        keys = (str(getattr(one, "pk", one)) for one in value)
        return "\n".join(choices.get(key, key) for key in keys) or _("Empty")
    return choices.get(str(value), value) if value not in (None, "", False) else _("Empty")


class ManyField(forms.CharField):
    """Paragraphs, each of which is stored by itself."""

    def __init__(self, label, **kwargs):
        super().__init__(label=label, required=False, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)

    def to_python(self, value):
        return newlines(super().to_python(value) or "")

    def validate(self, value):
        super().validate(value)
        if any(len(part) > TEXT for part in paragraphs(value)):
            raise forms.ValidationError(
                _("A paragraph can have up to %(limit)s characters. Please split the longest one.")
                % {"limit": TEXT}
            )
