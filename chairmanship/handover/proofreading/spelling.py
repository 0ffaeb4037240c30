"""Names of agencies in two spellings, and paragraphs in another language."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from chairmanship.handover.composing import Paragraph
from chairmanship.handover.proofreading.proof import Proof, Remark, Text
from foundation.text import figures, guessing
from foundation.text.languages import Language
from foundation.text.names import language_of
from foundation.text.words import listed


def spellings(proof: Proof) -> Iterator[Remark]:
    """Agencies that the texts call by a name that the portal does not know, or by two that it knows."""
    known: dict[tuple[int, bool], dict[str, Text]] = {}
    other: dict[tuple[str, str], Text] = {}
    for text in [Text("theme", proof.term.theme, Paragraph(proof.term.theme)), *proof.texts]:
        for one in proof.names.find(figures.blanked(text.words)):
            if one.said == one.name:
                known.setdefault((one.agency.pk, one.is_short), {}).setdefault(one.said, text)
            else:
                other.setdefault((one.said, one.name), text)
    for (said, name), text in other.items():
        yield text.remark(
            _("Your text writes “%(said)s”; the portal writes “%(name)s”.") % {"said": said, "name": name}
        )
    for names in known.values():
        if len(names) > 1:
            words = _("Your text calls the same agency %(names)s.")
            names_ = listed(_("“%(title)s”") % {"title": name} for name in names)
            yield list(names.values())[-1].remark(words % {"names": names_})


def other_languages(proof: Proof) -> Iterator[Remark]:
    """Paragraphs that seem to be in another language than the report."""
    own = language_of()
    for text in proof.texts:
        language = guessing.guess(text.words)
        if language and language != own:
            words = _("This paragraph seems to be in another language (%(language)s) than the report.")
            yield text.remark(words % {"language": Language(language).label}, text.words)
