"""What the report says before the challenges and ideas that the chair wrote down."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from chairmanship.rotation.handover import paragraphs_of
from chairmanship.rotation.models import Chairmanship, Level
from foundation.handover.passages import Drafted, Passage, mention, paragraph, say
from foundation.text import rich


def result(term: Chairmanship, as_at) -> Iterator[Drafted]:
    """What the chair wrote first of the global level, in the summary, if it is short."""
    own = [row.text for row in paragraphs_of(term) if row.section == Level.GLOBAL and row.is_own]
    if own and own[0].startswith("<p") and rich.length(own[0]) <= LONGEST:
        root = rich.parse(own[0])
        root[0].set("data-id", "sumresult")
        yield Drafted("sumresult", rich.write(root))


def challenges(term: Chairmanship, as_at) -> Iterator[Drafted]:
    """A sentence before the challenges that the chair wrote down."""
    if _has_own(term, "challenges"):
        words = _("As chair, %(agency)s noted the following.")
        yield paragraph("challenged", say(words, agency=mention(term.agency)))


def ideas(term: Chairmanship, as_at) -> Iterator[Drafted]:
    """A sentence before the ideas that the chair wrote down."""
    if _has_own(term, "ideas"):
        yield paragraph(
            "ideasintro", _("Agencies discussed the following ideas for the future of the Group.")
        )


def _has_own(term: Chairmanship, section: str) -> bool:
    return any(row.section == section and row.text for row in paragraphs_of(term))


LONGEST = 500  # letters of a paragraph that the summary repeats

PASSAGES = [
    Passage("summary", 17, result, is_narrative=True),
    Passage("challenges", 10, challenges, is_narrative=True),
    Passage("ideas", 10, ideas, is_narrative=True),
]
