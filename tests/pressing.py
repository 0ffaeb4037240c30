"""Fills in forms as somebody would who has no time, and presses their buttons."""

import html
import re

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

# Buttons say as well what their reader has seen.
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>|<button[^>]*name="seen"[^>]*>')
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
OF_THE_PRESS = {"csrfmiddlewaretoken", "once", "next"}
EMPTY = (None, "", [])


def filled(form) -> dict:
    """Returns what a browser would send of the form, with something in each required field."""
    body = {}
    for name, field in form.fields.items():
        value = None if form.is_bound else form[name].value()
        if value in EMPTY and field.required:
            value = something(field)
        if value not in EMPTY:
            body[form.add_prefix(name)] = value
    return body


def something(field):
    """Returns a value that the field takes."""
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("a.pdf", b"%PDF-1.4")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [field.queryset.first().pk]
    if isinstance(field, forms.ModelChoiceField):
        return getattr(field.queryset.last(), "pk", None)
    if isinstance(field, forms.MultipleChoiceField):
        return [next(flat(field.choices))]
    if isinstance(field, forms.ChoiceField):
        return next(one for one in flat(field.choices) if one)
    if isinstance(field, forms.EmailField):
        return "else@example.org"
    if isinstance(field, forms.IntegerField):
        return 1
    if isinstance(field, forms.TimeField):
        return "10:00"
    if "Day" in type(field).__name__:
        return "2007-05-15"
    return "Seafarers at sea"


def flat(choices):
    """Yields the values of choices, also of those in groups."""
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from flat(label)
        else:
            yield str(value)


def forms_of(answer) -> list:
    """Returns the forms that a page was made with; the one that it calls `form` first."""
    found = {}
    for context in answer.context or []:
        for layer in context.dicts:
            for name, value in layer.items():
                if isinstance(value, forms.BaseForm):
                    found.setdefault(name, value)
    return sorted(found.values(), key=lambda form: form is not found.get("form"))


def hidden_on(answer) -> dict:
    """Returns the hidden fields of a page, such as what its reader has seen."""
    found = {}
    for tag in HIDDEN.findall(answer.text):
        one = dict(ATTRIBUTE.findall(tag))
        if one.get("name") and one["name"] not in OF_THE_PRESS:
            found[one["name"]] = html.unescape(one.get("value", ""))
    return found


def again(body: dict) -> dict:
    """Returns the same body for another press: each needs a file of its own."""
    return {name: _copy(value) for name, value in body.items()}


def _copy(value):
    if not isinstance(value, UploadedFile):
        return value
    value.seek(0)
    return SimpleUploadedFile(value.name, value.read(), value.content_type)
