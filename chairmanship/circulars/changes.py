"""What the history tells of circulars: that they were sent, and recalled."""

from django.utils.translation import gettext_lazy, ngettext_lazy

from chairmanship.circulars.models import Circular
from foundation.history.kinds import Kind, Thing, those

KINDS = [Kind("circulars", gettext_lazy("Circulars"), gettext_lazy("Circular"))]

THINGS = [
    Thing(
        Circular,
        gettext_lazy("the circular"),
        ngettext_lazy("the circular %(names)s", "the circulars %(names)s", "count"),
        within={"circulars": "pk"},
        steps={"recalled_at": {"*": gettext_lazy("%(who)s recalled %(thing)s.")}},
        seen=lambda user, rows: those(rows.filter(pk__in=Circular.objects.visible_to(user))),
        created=gettext_lazy("%(who)s sent %(thing)s."),
        by=("sent_by",),
        unread=("text", "words"),
    )
]
