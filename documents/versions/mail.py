"""The mail about new versions, to the lead agency and the contributors.

It waits until nobody has saved a version for a while, so that somebody who saves often sends one mail and not
twenty.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Max, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.people.mail import tell
from documents.document.mail import part_takers, thread_of
from documents.document.models import Document, DocumentVersion
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.mail.kinds import Kind

QUIET = dt.timedelta(minutes=30)  # since the last version; then those who take part are told
LONGEST = dt.timedelta(hours=4)  # since the first that they do not know of, even if others follow
OLDEST = dt.timedelta(days=7)  # nobody is told of versions that are older


def tell_versions() -> int:
    """Tells those who take part in a document of its new versions, at most once in `QUIET`.

    Nobody is told of their own versions. Returns how many people it wrote to.
    """
    now, count = clock.now(), 0
    fresh = DocumentVersion.objects.filter(told_at=None, uploaded_at__gt=now - OLDEST)
    due = fresh.values("document").annotate(first=Min("uploaded_at"), last=Max("uploaded_at"))
    due = due.filter(Q(last__lte=now - QUIET) | Q(first__lte=now - LONGEST))
    for pk in due.order_by("document").values_list("document", flat=True):
        with transaction.atomic():
            document = Document.objects.select_for_update().get(pk=pk)
            versions = fresh.filter(document=document).defer("text", "words").select_related("uploaded_by")
            count += _tell(document, list(versions.order_by("number")))
            DocumentVersion.objects.filter(document=document, told_at=None).update(told_at=now)
    return count


def _tell(document: Document, versions: list[DocumentVersion]) -> int:
    count = 0
    for person in part_takers(document):
        theirs = [one for one in versions if one.uploaded_by != person]
        if theirs:
            count += tell(
                [person],
                subject=_("New version: %(document)s") % {"document": document},
                template="documents/versions/mail/version_new.txt",
                context={"document": document, "versions": theirs},
                why=_(
                    "You receive this e-mail because your agency leads this document or contributes to it."
                ),
                link=address(reverse("documents:version_list", args=[document.pk])),
                kind=Kind.DOCUMENTS,
                thread=thread_of(document),
            )
    return count
