"""What the chair has not looked at yet, or not lately."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.handover.proofreading.proof import Proof, Remark
from chairmanship.handover.sections import WRITTEN
from foundation.text.words import listed, number


def unexplained(proof: Proof) -> Iterator[Remark]:
    """Documents of which nobody said what they are for."""
    return (Remark(matter.sentence, matter=matter) for matter in proof.told("unexplained"))


def outdated(proof: Proof) -> Iterator[Remark]:
    """Sections with paragraphs taken over that the portal would draft otherwise now."""
    for one in proof.sections:
        count = sum(paragraph.is_outdated for paragraph in one.paragraphs)
        if one.is_told and count:
            words = ngettext(
                "The records have changed since you rewrote a paragraph in “%(title)s”.",
                "The records have changed since you rewrote %(count)s paragraphs in “%(title)s”.",
                count,
            )
            yield Remark(words % {"count": number(count), "title": one.section.title}, one.section.slug)


def unopened(proof: Proof) -> Iterator[Remark]:
    """The sections that nobody opened to write in them: one remark for all."""
    titles = [
        _("“%(title)s”") % {"title": one.section.title}
        for one in proof.sections
        if one.is_told and one.section.slug in WRITTEN and not one.place.is_read
    ]
    if titles:
        words = ngettext(
            "Nobody has opened this section to edit it yet: %(titles)s.",
            "Nobody has opened these sections to edit them yet: %(titles)s.",
            len(titles),
        )
        yield Remark(words % {"titles": listed(titles)})
