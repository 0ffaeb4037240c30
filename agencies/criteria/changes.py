"""What the history tells of the questions to applicants and the criteria: each edition is new."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext_lazy

from agencies.criteria.models import Edition
from foundation.history.kinds import CORRECTED, WHY_CORRECTED, Kind, Thing

KINDS = [
    Kind(
        "criteria",
        gettext_lazy("Admission criteria"),
        gettext_lazy("Admission criteria"),
        back=lambda edition: reverse("applications:edition_list"),
    )
]

THINGS = [
    Thing(
        Edition,
        gettext_lazy("the edition"),
        ngettext_lazy("edition %(names)s of the criteria", "editions %(names)s of the criteria", "count"),
        within={"criteria": "pk"},
        fields={
            "holds_from": gettext_lazy("the day from which it holds"),
            "correction": WHY_CORRECTED,
        },
        steps={"corrected_at": CORRECTED},
        label=lambda edition: str(edition.number),
        quoted=False,
    )
]
