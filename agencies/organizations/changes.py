"""What the history tells of organizations from outside: no contact details."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext_lazy

from agencies.organizations.models import Contact, Organization
from foundation.history.kinds import READS_ALL, Kind, Thing, for_those_with

KINDS = [
    Kind(
        "organizations",
        gettext_lazy("Organizations"),
        gettext_lazy("Organization"),
        back=lambda one: reverse("organizations:organization_detail", args=[one.pk]),
    )
]

THINGS = [
    Thing(
        Organization,
        gettext_lazy("the organization"),
        ngettext_lazy("the organization %(names)s", "the organizations %(names)s", "count"),
        within={"organizations": "pk"},
        fields={
            "name": gettext_lazy("the name"),
            "kind": gettext_lazy("the type"),
            "website": gettext_lazy("the website"),
            "note": gettext_lazy("the note"),
        },
        seen=for_those_with(READS_ALL),
        quoted=False,
    ),
    Thing(
        Contact,
        gettext_lazy("the contact"),
        ngettext_lazy("a contact of %(names)s", "contacts of %(names)s", "count"),
        within={"organizations": "organization"},
        fields={"post": gettext_lazy("the job title")},
        seen=for_those_with(READS_ALL),
        gone=lambda user: False,
        label=lambda row: str(row.organization),
        quoted=False,
        related=("organization",),
    ),
]
