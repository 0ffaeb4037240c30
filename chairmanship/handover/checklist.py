"""What the chair's own matters leave open: narrative, applications, workplan, what is outside the portal."""

from django.urls import reverse

from agencies.models import Application
from chairmanship.handover import narrative
from chairmanship.handover.handover import pending_applications
from chairmanship.handover.models import HandoverLine
from chairmanship.workplan.models import WorkplanActivity
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover.checklist import Kind, Matter, settled

# What a chair is asked for: the names of its texts, of which any one will do, and what is missing without.
ASKED = {
    "theme": (["theme"], "the theme of the term"),
    "objective": (["objective"], "what it was to bring about"),
    "achievements": ([level.value for level in narrative.LEVELS], "what was achieved"),
    "challenges": (["challenges"], "what was difficult"),
    "ideas": (["ideas"], "what could be done better"),
}


def unwritten(term):
    told = narrative.told(term)
    for subject, (names, words) in ASKED.items():
        if not any(told[name] for name in names):
            yield Matter(
                subject,
                f"Nothing is written yet on {words}.",
                f"{reverse('chairmanship:narrative', args=[term.slug])}#id_{names[0]}",
                "Write it",
                term.get_absolute_url(),
                "chairmanship.write_narrative",
                term,
            )


def written(term, subjects):
    told = narrative.told(term)
    return {name: "Written." for name in subjects if any(told[part] for part in ASKED[name][0])}


def applications(term):
    for one in pending_applications(term):
        place = reverse("applications:application_detail", args=[one.pk])
        state = one.get_outcome_display() or "received"
        yield Matter(str(one.pk), f"The application of {one} is {state}.", place, "Look at it", place)


def decided(term, subjects):
    return settled(
        Application.objects.filter(pk__in=subjects),
        lambda one: "" if one.is_pending else f"{one.get_outcome_display().capitalize()}.",
    )


def lines(term):
    open_ones = HandoverLine.objects.filter(handover__term=term, done_at=None)
    return [Matter(str(line.pk), line.text) for line in open_ones]


def ticked(term, subjects):
    return settled(
        HandoverLine.objects.filter(pk__in=subjects),
        lambda line: line.done_at and f"Done on {PartialDate.of(clock.day_of(line.done_at))}.",
    )


def in_the_workplan(term):
    for one in WorkplanActivity.objects.in_hand(term).unfinished().select_related("lead"):
        late = f", and late: {one.late}" if one.late else ""
        yield Matter(
            str(one.pk),
            f"“{one}” is {one.status}{late}.",
            reverse("workplan:pass_on", args=[term.slug]) + f"#activity-{one.pk}",
            "Say what there is to know",
            one.get_absolute_url(),
            "chairmanship.pass_on",
            term,
        )


def out_of_the_workplan(term, subjects):
    return settled(
        WorkplanActivity.objects.filter(pk__in=subjects),
        lambda one: "" if one.is_unfinished else f"{(one.status or 'not known').capitalize()}.",
    )


LINES = "lines"

CHECKLIST = [
    Kind("narrative", 60, "The report in the chair’s own words", unwritten, written),
    Kind("applications", 50, "Applications", applications, decided),
    Kind("workplan", 70, "Unfinished in the workplan", in_the_workplan, out_of_the_workplan, passes=True),
    Kind(LINES, 90, "Outside of the portal", lines, ticked),
]
