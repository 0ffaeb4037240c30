"""What the report tells of ideas: that they were discussed, and are no recommendations of the chair."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from chairmanship.rotation.models import Chairmanship
from foundation.handover.passages import Drafted, Passage, paragraph


def ideas(term: Chairmanship, as_at) -> Iterator[Drafted]:
    """A sentence before the ideas that the chair wrote down."""
    if any(row.section == "ideas" and row.text for row in term.paragraphs.all()):
        yield paragraph(
            "ideasintro", _("Agencies discussed the following ideas for the future of the Group.")
        )


PASSAGES = [Passage("ideas", 10, ideas, is_narrative=True)]
