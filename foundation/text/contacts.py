"""Names, telephone numbers and e-mail addresses, as people type and paste them.

What was surely meant is cleaned: spaces and invisible characters that came with a paste, "Name <address>".
What cannot be right is refused, with what to do. The fields of models and of forms share this, so a page, an
import and a verb refuse the same.
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

JOINERS = "\u200c\u200d"  # they shape letters of Persian and Indic names, and are invisible elsewhere
DIGITS = (4, 17)  # an extension at least, and at most a number with its country and 00 before it
EXTENSION = re.compile(r"[\s,;/]*\(?(?:ext(?:ension|n)?|x|poste|interne|int|dw|#)[.:]*\s*\d{1,8}\)?$", re.I)
SAID_BEFORE = re.compile(r"^(?:tel(?:ephone)?|phone|t)\b[.:]*\s*", re.I)
BETWEEN_NUMBERS = re.compile(r"\s*[;,]\s*|\s+/\s+|\s+(?:or|ou|and|et)\s+", re.I)
NUMBER = re.compile(r"(?:\+|\(\+)?[\d\s()./-]+")
IN_BRACKETS = re.compile(r"[^<>]*<\s*(?:mailto:)?([^<>\s]+)\s*>")
NOT_A_NUMBER = gettext_lazy("Enter a telephone number in figures, such as +41 22 717 91 11 ext. 12.")


def line(text: str) -> str:
    """Returns a text as one line without what cannot be seen: controls, zero-width characters."""
    kept = []
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if kind.startswith("Z") or char in "\t\n\r\v\f":
            kept.append(" ")
        elif not (kind in ("Cc", "Cf", "Cn", "Co", "Cs") and char not in JOINERS):
            kept.append(char)
    return " ".join("".join(kept).split()).strip(JOINERS + " ")


def check_name(name: str) -> None:
    """Raises `ValidationError` for what is no name in any script. One word is enough."""
    if "@" in name:
        raise ValidationError(_("This looks like an e-mail address. Enter the name here."), code="invalid")
    if not any(unicodedata.category(char).startswith("L") for char in name) or set(name) & set("<>"):
        raise ValidationError(_("Enter a name with letters."), code="invalid")


def telephone(text: str) -> str:
    """Returns a telephone number with plain figures, spaces and dashes."""
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", line(unicodedata.normalize("NFKC", text)))
    plain = "".join(str(unicodedata.digit(one, one)) for one in text)
    return SAID_BEFORE.sub("", plain)


def check_telephone(number: str) -> None:
    """Raises `ValidationError` unless it is one or several numbers, each with an extension or without."""
    for one in BETWEEN_NUMBERS.split(EXTENSION.sub("", number)):
        one = EXTENSION.sub("", one)
        figures = sum(char.isdigit() for char in one)
        if not NUMBER.fullmatch(one) or not DIGITS[0] <= figures <= DIGITS[1]:
            raise ValidationError(str(NOT_A_NUMBER), code="invalid")


def email(text: str) -> str:
    """Returns the address of what was pasted: "Ana Li <ana@example.org>;" gives ana@example.org."""
    text = line(text)
    for joiner in JOINERS:
        text = text.replace(joiner, "")
    text = text.strip("'\"“”‘’ ")
    if (found := IN_BRACKETS.fullmatch(text.rstrip(" .,;:"))) and "@" in found[1]:
        text = found[1]
    text = re.sub(r"^mailto:\s*", "", text, flags=re.I)
    return text.strip("<> ").rstrip(" .,;:")


def check_email(address: str) -> None:
    """Raises `ValidationError` unless it is one complete address."""
    if address.count("@") > 1:
        raise ValidationError(_("Enter one e-mail address only."), code="invalid")
    if "@" in address and (" " in address or "," in address):
        raise ValidationError(
            _("An e-mail address has no spaces or commas. Please check it."), code="invalid"
        )
    EmailValidator(allowlist=[])(address)


class NameField(forms.CharField):
    """A name of a person or an organization, in any script."""

    default_validators = [check_name]

    def to_python(self, value):
        return line(super().to_python(value) or "") or self.empty_value


class TelephoneField(forms.CharField):
    """A telephone number as people write it."""

    widget = forms.TextInput({"inputmode": "tel", "autocomplete": "off"})
    default_validators = [check_telephone]

    def to_python(self, value):
        return telephone(super().to_python(value) or "") or self.empty_value


class EmailField(forms.EmailField):
    """An e-mail address, also as a mail program shows it."""

    # As text: a browser's own field would strip or refuse what is cleaned here.
    widget = forms.TextInput({"inputmode": "email", "autocapitalize": "off", "autocomplete": "off"})
    default_validators = [check_email]

    def to_python(self, value):
        return email(super().to_python(value) or "") or self.empty_value


class _Cleaned:
    """A field of a model that cleans and checks as its form does. In a migration it is the plain field."""

    form: type[forms.Field]
    cleaned = staticmethod(line)

    def to_python(self, value):
        value = super().to_python(value)  # type: ignore[misc]
        return self.cleaned(value) if isinstance(value, str) else value

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": self.form} | kwargs)  # type: ignore[misc]

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        plain = "EmailField" if isinstance(self, models.EmailField) else "CharField"
        return name, f"django.db.models.{plain}", args, kwargs


class NameColumn(_Cleaned, models.CharField):
    """The name of a person or an organization."""

    form = NameField
    default_validators = [check_name]


class TelephoneColumn(_Cleaned, models.CharField):
    """A telephone number."""

    form = TelephoneField
    cleaned = staticmethod(telephone)
    default_validators = [check_telephone]


class EmailColumn(_Cleaned, models.EmailField):
    """An e-mail address."""

    form = EmailField
    cleaned = staticmethod(email)
    default_validators = [check_email]
