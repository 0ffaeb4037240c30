"""What is open at a handover: unfinished activities of the workplan."""

from django.urls import reverse

from chairmanship.workplan.models import WorkplanActivity
from foundation.handover.checklist import Kind, Matter, outcomes


def unfinished_activities(term):
    """Yields the unfinished activities of the term."""
    for one in WorkplanActivity.objects.in_hand(term).unfinished().select_related("lead"):
        late = f", and late: {one.late}" if one.late else ""
        yield Matter(
            str(one.pk),
            f"“{one}” is {one.get_status_display()}{late}.",
            reverse("workplan:pass_on", args=[term.slug]) + f"#activity-{one.pk}",
            "Say what there is to know",
            one.get_absolute_url(),
            "chairmanship.pass_on",
            term,
        )


def activity_outcomes(term, subjects):
    """Returns, by key, the status in words of activities that are done or dropped since."""
    return outcomes(
        WorkplanActivity.objects.filter(pk__in=subjects),
        lambda one: "" if one.is_unfinished else f"{(one.get_status_display() or 'not known').capitalize()}.",
    )


CHECKLIST = [
    Kind("workplan", 70, "Unfinished in the workplan", unfinished_activities, activity_outcomes, passes=True)
]
