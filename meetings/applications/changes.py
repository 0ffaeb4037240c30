"""What the history tells of the Group's decisions on applications, on the page of the application."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import CORRECTED, WHY_CORRECTED, Thing, Told, for_those_with
from meetings.applications.models import ApplicationDecision


def _label(decision: ApplicationDecision) -> str:
    return _("%(outcome)s, %(where)s") % {"outcome": decision.get_outcome_display(), "where": decision.where}


def reads_drafts(user, decision) -> bool:
    """Whether the user may know of drafts of the letter: others read what was sent, on the page."""
    return user.has_perm("meetings.decide_application")


THINGS = [
    Thing(
        ApplicationDecision,
        gettext_lazy("the decision of the Group"),
        ngettext_lazy(
            "the decision of the Group (%(names)s)", "the decisions of the Group (%(names)s)", "count"
        ),
        within={"applications": "application"},
        fields={
            "outcome": gettext_lazy("the outcome"),
            "date": gettext_lazy("the date"),
            "reason": gettext_lazy("the reason"),
            "letter": Told(
                gettext_lazy("the letter to the applicant (%(name)s)"), values=False, may=reads_drafts
            ),
            "correction": WHY_CORRECTED,
        },
        steps={
            "corrected_at": CORRECTED,
            "letter_sent_at": {
                "": gettext_lazy("%(who)s undid the sending of the letter to the applicant (%(name)s)."),
                "*": gettext_lazy("%(who)s sent the letter to the applicant (%(name)s)."),
            },
        },
        seen=for_those_with("agencies.read_applications"),
        label=_label,
        quoted=False,
        related=("meeting",),
        by=("recorded_by",),
        created=gettext_lazy("%(who)s recorded %(thing)s."),
        removed=gettext_lazy("%(who)s undid the entry of %(thing)s."),
    )
]
