"""What the report says before the challenges and ideas that the chair wrote down."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from chairmanship.rotation.models import Chairmanship
from foundation.handover.passages import Drafted, Passage, mention, paragraph, say


def challenges(term: Chairmanship, as_at) -> Iterator[Drafted]:
    """A sentence before the challenges that the chair wrote down."""
    if _has_own(term, "challenges"):
        words = _("As chair, %(agency)s noted the following challenges.")
        yield paragraph("challenged", say(words, agency=mention(term.agency)))


def ideas(term: Chairmanship, as_at) -> Iterator[Drafted]:
    """A sentence before the ideas that the chair wrote down."""
    if _has_own(term, "ideas"):
        yield paragraph(
            "ideasintro", _("Agencies discussed the following ideas for the future of the Group.")
        )


def _has_own(term: Chairmanship, section: str) -> bool:
    return any(row.section == section and row.text for row in term.paragraphs.all())


PASSAGES = [
    Passage("challenges", 10, challenges, is_narrative=True),
    Passage("ideas", 10, ideas, is_narrative=True),
]
