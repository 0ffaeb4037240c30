"""The history of all governing documents of a kind, such as the terms of reference."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from documents.document.models import Document
from documents.governing.queries import SLUGS
from foundation.history.kinds import Kind
from foundation.text.words import opened

_SLUG_OF = {which: slug for slug, which in SLUGS.items()}

KINDS = [
    Kind(
        "governing",
        gettext_lazy("Governing documents"),
        gettext_lazy("Governing document"),
        find=lambda user, key: SLUGS.get(key),
        may=lambda user, which: which is not None and user.has_perm("documents.read_all"),
        rows=lambda which: Document.objects.filter(standing=which).values_list("pk", flat=True),
        of="documents",
        back=lambda which: reverse("documents:standing_detail", args=[_SLUG_OF[which]]),
        label=lambda which: opened(which.label),
    )
]
