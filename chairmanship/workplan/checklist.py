"""What is open at a handover: unfinished activities of the workplan."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chairmanship.workplan.models import WorkplanActivity
from foundation.handover.checklist import Kind, Matter, outcomes
from foundation.text.words import opened, sentence


def unfinished_activities(term):
    """Yields the unfinished activities of the term, those that are late first."""
    found = WorkplanActivity.objects.in_hand(term).unfinished().select_related("lead")
    for one in sorted(found, key=lambda one: not one.late):
        words = _("“%(activity)s” is %(status)s.")
        if one.late:
            words = _("“%(activity)s” is late: it %(late)s and is %(status)s.")
        yield Matter(
            str(one.pk),
            words % {"activity": one, "status": one.get_status_display(), "late": one.late},
            reverse("workplan:pass_on", args=[term.slug]) + f"#activity-{one.pk}",
            _("Write note"),
            one.get_absolute_url(),
            "chairmanship.pass_on",
            term,
        )


def activity_outcomes(term, subjects):
    """Returns, by key, the status in words of activities that are done or dropped since."""
    return outcomes(
        WorkplanActivity.objects.filter(pk__in=subjects),
        lambda one: "" if one.is_unfinished else sentence(opened(one.get_status_display() or _("not known"))),
    )


CHECKLIST = [
    Kind(
        "workplan",
        70,
        gettext_lazy("Unfinished workplan activities"),
        unfinished_activities,
        activity_outcomes,
        passes=True,
    )
]
