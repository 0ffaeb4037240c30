"""The filters of the page of all changes."""

from typing import Any

from auditlog.models import LogEntry
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from foundation.dates.fields import WholeDayField
from foundation.history.kinds import kinds, things

PORTAL = "portal"


class FilterForm(forms.Form):
    """Who did it, to what kind of thing, from which day to which, both included."""

    person = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    first = WholeDayField(required=False)
    last = WholeDayField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = {one.owner[0] for one in things()}
        titles = [(key, one.title) for key, one in kinds().items() if key in told]
        person: Any = self.fields["person"]
        person.choices = [("", _("Everybody")), *_people(), (PORTAL, _("The portal"))]
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Everything")), *titles]

    def chosen(self) -> dict:
        """Returns the filters that could be read, as `reading.changes` takes them."""
        self.is_valid()
        values = self.cleaned_data
        person = values.get("person", "")
        return {
            "person": int(person) if person.isdigit() else None,
            "portal": person == PORTAL,
            "kind": values.get("kind", ""),
            "first": values.get("first"),
            "last": values.get("last"),
        }


def _people() -> list[tuple[str, str]]:
    """Returns those who have done something, by their names."""
    did = LogEntry.objects.filter(actor=OuterRef("pk")).order_by()
    people = get_user_model().objects.filter(Exists(did)).only("pk", "name").order_by("name", "pk")
    return [(str(one.pk), one.name or _("Person %(number)s") % {"number": one.pk}) for one in people]
