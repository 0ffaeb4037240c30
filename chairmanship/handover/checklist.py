"""What is open at a handover: texts of the report to be written, and lines about things outside the
portal.
"""

from django.urls import reverse

from chairmanship.handover import narrative
from chairmanship.handover.models import HandoverLine
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover.checklist import Kind, Matter, outcomes

# What a chair is asked for: the names of texts, of which one is enough, and what is missing without them.
ASKED = {
    "theme": (["theme"], "the theme of the term"),
    "objective": (["objective"], "what it was to bring about"),
    "achievements": ([level.value for level in narrative.LEVELS], "what was achieved"),
    "challenges": (["challenges"], "what was difficult"),
    "ideas": (["ideas"], "what could be done better"),
}


def missing_texts(term):
    """Yields the texts of the report that the chair has not written yet."""
    texts = narrative.texts(term)
    for subject, (names, words) in ASKED.items():
        if not any(texts[name] for name in names):
            yield Matter(
                subject,
                f"Nothing is written yet on {words}.",
                f"{reverse('chairmanship:narrative', args=[term.slug])}#id_{names[0]}",
                "Write it",
                term.get_absolute_url(),
                "chairmanship.write_narrative",
                term,
            )


def text_outcomes(term, subjects):
    """Returns, by key, that a text is written."""
    texts = narrative.texts(term)
    return {name: "Written." for name in subjects if any(texts[part] for part in ASKED[name][0])}


def lines(term):
    """Returns the unticked lines of the term's handover."""
    open_ones = HandoverLine.objects.filter(handover__term=term, done_at=None)
    return [Matter(str(line.pk), line.text) for line in open_ones]


def line_outcomes(term, subjects):
    """Returns, by key, when a line was ticked, in words."""
    return outcomes(
        HandoverLine.objects.filter(pk__in=subjects),
        lambda line: line.done_at and f"Done on {PartialDate.of(clock.day_of(line.done_at))}.",
    )


LINES = "lines"

CHECKLIST = [
    Kind("narrative", 60, "The report in the chair’s own words", missing_texts, text_outcomes),
    Kind(LINES, 90, "Outside of the portal", lines, line_outcomes),
]
