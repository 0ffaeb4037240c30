"""What is open at a handover: texts of the report to be written, and lines about things outside the
portal.
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chairmanship.handover import narrative
from chairmanship.handover.models import HandoverLine
from chairmanship.rotation.models import Level
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover.checklist import Kind, Matter, outcomes

# What a chair is asked for: the names of texts, of which one is enough, and what is said if all are missing.
ASKED = {
    "theme": (["theme"], gettext_lazy("The narrative does not give the theme of the term yet.")),
    "objective": (["objective"], gettext_lazy("The narrative does not give the overall objective yet.")),
    "achievements": (
        list(Level.values),
        gettext_lazy("The narrative does not describe any achievements yet."),
    ),
    "challenges": (["challenges"], gettext_lazy("The narrative does not describe any challenges yet.")),
    "ideas": (["ideas"], gettext_lazy("The narrative does not give any ideas for improvement yet.")),
}


def missing_texts(term):
    """Yields the texts of the report that the chair has not written yet."""
    written = _written(term)
    for subject, (names, words) in ASKED.items():
        if written.isdisjoint(names):
            yield Matter(
                subject,
                str(words),
                _place(term, names[0]),
                _("Write text"),
                term.get_absolute_url(),
                "chairmanship.write_narrative",
                term,
            )


def _written(term) -> set[str]:
    """Returns the names of the texts that the chair has written."""
    sections = term.paragraphs.exclude(text="").order_by().values_list("section", flat=True)
    return {*sections, *(name for name in narrative.FIELDS if getattr(term, name))}


def _place(term, name: str) -> str:
    """Returns where the text is written. Theme and objective are written together."""
    section = "theme" if name in narrative.FIELDS else name
    return f"{reverse('chairmanship:narrative', args=[term.slug])}?edit={section}#{section}"


def text_outcomes(term, subjects):
    """Returns, by key, that a text is written."""
    written = _written(term)
    return {name: _("Written.") for name in subjects if not written.isdisjoint(ASKED[name][0])}


def lines(term):
    """Returns the unticked lines of the term's handover."""
    open_ones = HandoverLine.objects.filter(handover__term=term, done_at=None)
    return [Matter(str(line.pk), line.text) for line in open_ones]


def line_outcomes(term, subjects):
    """Returns, by key, when a line was ticked, in words."""
    return outcomes(
        HandoverLine.objects.filter(pk__in=subjects),
        lambda line: (
            line.done_at and _("Done on %(day)s.") % {"day": PartialDate.of(clock.day_of(line.done_at))}
        ),
    )


LINES = "lines"

CHECKLIST = [
    Kind("narrative", 60, gettext_lazy("Narrative of the report"), missing_texts, text_outcomes, stays=True),
    Kind(LINES, 90, gettext_lazy("Outside the portal"), lines, line_outcomes),
]
