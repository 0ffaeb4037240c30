"""What the history tells of handovers and reports: that they were issued, and nothing of what they say."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from chairmanship.handover.models import Handover, HandoverReport
from foundation.history.kinds import READS_ALL, Seen, Thing, everything, those


def _reports(user, rows: QuerySet) -> Seen:
    found = rows.filter(state=HandoverReport.State.ISSUED)
    return those(found) if user.has_perm("chairmanship.read_history") else {}


def _handovers(user, rows: QuerySet) -> Seen:
    if user.has_perm(READS_ALL):
        return everything(user, rows)
    found = rows.select_related("term__agency")
    return {one.pk: None for one in found if user.has_perm("chairmanship.see_handover", one.term)}


THINGS = [
    Thing(
        HandoverReport,
        gettext_lazy("the handover report"),
        ngettext_lazy("%(names)s of the handover report", "%(names)s of the handover report", "count"),
        within={"terms": "term"},
        steps={
            "state": {HandoverReport.State.ISSUED: gettext_lazy("%(who)s issued %(thing)s.")},
            "published_at": {
                "": gettext_lazy("%(who)s took %(thing)s off the web."),
                "*": gettext_lazy("%(who)s published %(thing)s on the web."),
            },
        },
        seen=_reports,
        label=lambda report: _("version %(number)s") % {"number": report.version},
        quoted=False,
        related=("term__agency",),
        unread=("facts",),
        by=("issued_by", "published_by"),
        silent=True,
    ),
    Thing(
        Handover,
        gettext_lazy("the handover"),
        ngettext_lazy("the handover", "the handovers", "count"),
        within={"terms": "term"},
        steps={
            "taken_over_at": {"*": gettext_lazy("%(who)s recorded that the next chair has taken over.")},
            "closed_at": {"*": gettext_lazy("%(who)s recorded what was open at the end of the term.")},
        },
        seen=_handovers,
        quoted=False,
        related=("term__agency",),
        silent=True,
    ),
]
