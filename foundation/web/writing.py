"""The field in which people write more than a sentence, with and without the editor."""

import math
from typing import Any, NamedTuple, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms import Script
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.text import rich
from foundation.text.rich import merging


def base_of(data, name: str) -> str | None:
    """Returns the text with which a field was opened, as its form sends it; None if it does not.

    The script sends it along. Without JavaScript the field itself has it, as one can only add paragraphs.
    """
    if f"{name}-base" in data:
        return rich.clean(data[f"{name}-base"], images=True)
    return rich.clean(data.get(name, ""), images=True) if f"{name}-added" in data else None


def choices_of(data, name: str) -> dict[str, str]:
    """Returns what was chosen for each block of a field that two people had changed, by its id."""
    start = f"{name}-keep-"
    return {key.removeprefix(start): data[key] for key in data if key.startswith(start)}


def with_draft(data, name: str, *, draft: str, base: str):
    """Returns the data of a form in which a field shows a draft that is to be saved over `base`."""
    names = {name, f"{name}-added", *(f"{name}-keep-{block}" for block in choices_of(data, name))}
    kept = data.copy()
    for one in names:
        kept.pop(one, None)
    kept[name], kept[f"{name}-base"] = draft, base
    return kept


class ShownClash(NamedTuple):
    """A block that two people changed, as a page shows it."""

    id: str
    compared: list[list[rich.Piece]]
    choices: list[tuple[str, str]]


def shown_clashes(merged: merging.Merged) -> list[ShownClash]:
    """Returns the blocks that two people changed, with the choices for each; the first one is preset."""
    return [ShownClash(one.id, rich.compare(one.theirs, one.mine), _choices(one)) for one in merged.clashes]


def _choices(clash: merging.Clash) -> list[tuple[str, str]]:
    if not clash.theirs:
        return [("mine", _("Keep my text")), ("removed", _("Remove it, as they did"))]
    if not clash.mine:
        return [("mine", _("Keep their text")), ("removed", _("Remove it, as I did"))]
    choices = [("mine", _("Keep my text")), ("theirs", _("Keep their text"))]
    return choices if clash.id == merging.WHOLE else [*choices, ("both", _("Keep both"))]


class RichWidget(forms.Textarea):
    """A rich text. Without JavaScript it is shown, and paragraphs can be added to it, so no format is lost.

    `images` is the address to which the editor uploads images; without it a text has none. `base` is the
    text with which the form was opened, if the field shows another one.
    """

    class Media:
        css = {"all": ["css/rich.css", "css/editor.css"]}
        js = [Script("vendor/editor/editor.min.js", defer=True)]

    def __init__(self, attrs=None, *, images: str = ""):
        super().__init__({"rows": 6, "class": "form-control"} | (attrs or {}))
        self.images = images
        self.base: str | None = None

    def use_required_attribute(self, initial) -> bool:
        """Returns False: there may be words already, and the browser does not see them."""
        return False

    def id_for_label(self, id_) -> str:
        """Returns the id of the field in which one writes without JavaScript. The editor takes the label."""
        return f"{id_}-added" if id_ else id_

    def value_from_datadict(self, data, files, name) -> str | None:
        """Returns the text, with the paragraphs that were added to it without JavaScript.

        What was chosen for blocks that two people had changed is in it, too.
        """
        text, added = data.get(name), data.get(f"{name}-added", "")
        self.base = base_of(data, name)
        if choices := choices_of(data, name):
            text = merging.settle(rich.clean(text or "", images=True), self.base or "", choices)
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
        context |= {"rows": rows, "images": self.images, "base": self.base}
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
        """Returns the text as it is stored. Raises ValidationError for characters that cannot be stored.

        A text that is far too long is refused before it is read.
        """
        text = super().to_python(value) or ""
        if len(text) > rich.LARGEST:
            words = _(
                "This text is too long: it has %(count)s million characters with its formatting; the limit "
                "is %(limit)s million. Please split it, or attach it as a file."
            )
            params = {"count": math.ceil(len(text) / 1e6), "limit": rich.LARGEST // 1_000_000}
            raise ValidationError(words, code="max_length", params=params)
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
