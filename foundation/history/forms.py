"""The filters of the page of all changes."""

from typing import Any

from auditlog.models import LogEntry
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates.fields import WholeDayField
from foundation.history.kinds import kinds, things
from foundation.web.choosers import Chooser

PORTAL = "portal"


class WhoChooser(Chooser):
    """Somebody who has done something, or the portal itself."""

    own = "name"
    texts = ("name",)

    def label_from_instance(self, person):
        return person.name or _("Person %(number)s") % {"number": person.pk}

    def to_python(self, value):
        return _portal() if value == PORTAL else super().to_python(value)

    def offered(self, words):
        found, more = super().offered(words)
        if all(word in str(_portal().name).lower() for word in words.lower().split()):
            found = [*found, _portal()]
        return found, more


def _portal():
    """Returns what stands among people for what nobody did."""
    return get_user_model()(pk=PORTAL, name=_("The portal"))


def _people():
    """Returns those who have done something, by their names."""
    did = LogEntry.objects.filter(actor=OuterRef("pk")).order_by()
    return get_user_model().objects.filter(Exists(did)).only("pk", "name").order_by("name", "pk")


class FilterForm(forms.Form):
    """Who did it, to what kind of thing, from which day to which, both included."""

    person = WhoChooser(
        None, label=gettext_lazy("Person"), required=False, empty_label=gettext_lazy("Everybody")
    )
    kind = forms.ChoiceField(required=False)
    first = WholeDayField(required=False)
    last = WholeDayField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = {one.owner[0] for one in things()}
        titles = [(key, one.title) for key, one in kinds().items() if key in told]
        person: Any = self.fields["person"]
        person.queryset = _people()
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Everything")), *titles]

    def chosen(self) -> dict:
        """Returns the filters that could be read, as `reading.changes` takes them."""
        self.is_valid()
        values = self.cleaned_data
        person = values.get("person")
        return {
            "person": person.pk if person and person.pk != PORTAL else None,
            "portal": person is not None and person.pk == PORTAL,
            "kind": values.get("kind", ""),
            "first": values.get("first"),
            "last": values.get("last"),
        }
