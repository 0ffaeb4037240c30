"""The field in which people write more than a sentence, with and without the editor."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms import Script
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from foundation.text import rich


class RichWidget(forms.Textarea):
    """A rich text. Without JavaScript it is shown, and paragraphs can be added to it, so no format is lost.

    `images` is the address to which the editor uploads images; without it a text has none.
    """

    class Media:
        css = {"all": ["css/rich.css", "css/editor.css"]}
        js = [Script("vendor/editor/editor.min.js", defer=True)]

    def __init__(self, attrs=None, *, images: str = ""):
        super().__init__({"rows": 6, "class": "form-control"} | (attrs or {}))
        self.images = images

    def use_required_attribute(self, initial) -> bool:
        """Returns False: there may be words already, and the browser does not see them."""
        return False

    def id_for_label(self, id_) -> str:
        """Returns the id of the field in which one writes without JavaScript. The editor takes the label."""
        return f"{id_}-added" if id_ else id_

    def value_from_datadict(self, data, files, name) -> str | None:
        """Returns the text, with the paragraphs that were added to it without JavaScript."""
        text, added = data.get(name), data.get(f"{name}-added", "")
        if not added.strip():
            return text
        return rich.clean(text or "", images=bool(self.images)) + linebreaks(added, autoescape=True)

    def value_omitted_from_data(self, data, files, name) -> bool:
        """Returns whether a form was sent without this field."""
        return name not in data and f"{name}-added" not in data

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        """Returns the HTML of the field. Its template is one of the portal's."""
        context = self.get_context(name, value, attrs)["widget"]
        kept = {"dir": "auto"} | context["attrs"]
        rows = kept.pop("rows")
        added = {key: one for key, one in kept.items() if not key.startswith(("data-", "hx-"))}
        if kept.get("id"):
            added["id"] = self.id_for_label(kept["id"])
        context |= {"kept": flatatt(kept), "added": flatatt(added), "added_id": added.get("id")}
        context |= {"rows": rows, "images": self.images}
        return SafeString(render_to_string("forms/rich.html", context))


class RichField(forms.CharField):
    """Gives a rich text as it is stored. Its limit counts the characters that can be seen.

    With `images` the text may have images, which the editor uploads to that address.
    """

    widget = RichWidget

    def __init__(self, *, images: str = "", max_length: int | None = None, **kwargs):
        self.limit = max_length
        super().__init__(**{"strip": False, **kwargs})
        self.images = images

    @property
    def images(self) -> str:
        """The address to which images are uploaded; "" if the text has none."""
        return cast(RichWidget, self.widget).images

    @images.setter
    def images(self, address: str) -> None:
        cast(RichWidget, self.widget).images = address

    def widget_attrs(self, widget) -> dict:
        """Returns what the editor needs to know of the limit."""
        return super().widget_attrs(widget) | ({"data-limit": self.limit} if self.limit else {})

    def bound_data(self, data, initial) -> str:
        """Returns what a form that comes back shows: the text as it would be stored, never as it was sent."""
        return rich.clean(super().bound_data(data, initial) or "", images=bool(self.images))

    def to_python(self, value) -> str:
        """Returns the text as it is stored. Raises ValidationError for characters that cannot be stored."""
        text = super().to_python(value) or ""
        ProhibitNullCharactersValidator(self.error_messages["null_characters_not_allowed"])(text)
        return rich.clean(text, images=bool(self.images))

    def validate(self, value) -> None:
        """Raises ValidationError if nobody would see anything, or more than the limit allows."""
        length = rich.length(value)
        if self.required and not length and "<img" not in value:
            raise ValidationError(self.error_messages["required"], code="required")
        if self.limit and length > self.limit:
            params: dict[str, Any] = {"show_value": length, "limit_value": self.limit}
            raise ValidationError(self.error_messages["max_length"], code="max_length", params=params)

    def has_changed(self, initial, data) -> bool:
        """Returns whether the text is another one, as it would be stored."""
        before, after = (rich.clean(one or "", images=bool(self.images)) for one in (initial, data))
        return not self.disabled and before != after
