"""The fields of forms for dates: a line of text, read by `reading`, with a calendar (`days.js`) beside it."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.dates import reading, shown
from foundation.dates.partial import PartialDate


class DayInput(forms.TextInput):
    """A date in words. `days.js` adds a button that opens the browser's calendar."""

    def get_context(self, name, value, attrs):
        usual = {"data-day": _("Calendar"), "autocomplete": "off"}
        return super().get_context(name, value, usual | (attrs or {}))


class DayField(forms.CharField):
    """A day as people write it, or a month or a year while the day is open. Its value is a `PartialDate`."""

    widget = DayInput

    def to_python(self, value):
        value = super().to_python(value)
        if value in self.empty_values:
            return None
        try:
            return self.read(value)
        except reading.NotADate as why:
            raise ValidationError(str(why), code="invalid") from None

    def read(self, text: str):
        return reading.read(text)

    def prepare_value(self, value):
        if isinstance(value, dt.date):
            return shown.day(value)
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial, data):
        if callable(initial):
            initial = initial()
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class WholeDayField(DayField):
    """A day as people write it. A month alone is refused. Its value is a `datetime.date`."""

    def read(self, text: str):
        return reading.read_day(text)
