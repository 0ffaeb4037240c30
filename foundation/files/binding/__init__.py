"""Binds PDFs that others made behind one of ours.

What they show stays the same in every reader: layers that are off, values in forms, links within a paper,
files inside it. What acts on its own does not come along: scripts, links that start programs or send a form.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from foundation.files.binding import acting, drawing, forms, layers, links
from foundation.files.storage import content_type

log = logging.getLogger(__name__)

if TYPE_CHECKING:  # large, and only the worker needs it
    import pikepdf


STREAM = 100 * 1024 * 1024  # bytes that one stream of a PDF may unpack to, such as the drawing of a page
INSIDE = 250 * 1024 * 1024  # bytes of all files inside a paper


class Unusable(Exception):
    """The pages of a PDF cannot be bound. The text says why, in words that go on after its name."""


class Paper:
    """A PDF that is ready to be bound.

    It has a number of `pages` and the names of the `files` inside it. `acted` says whether it had scripts,
    which were removed.
    """

    def __init__(self, content, *, words: Callable[[int, int], str]):
        """Reads an open file, which has to stay open until the paper is bound. Raises `Unusable`.

        Each page gets `words` at its foot, by its number and that of all pages.
        """
        import pikepdf
        from pikepdf.settings import set_qpdf_limits

        set_qpdf_limits(flate_max_memory=STREAM, run_length_max_memory=STREAM, png_max_memory=STREAM)
        try:
            self.pdf = pikepdf.open(content)
        except pikepdf.PasswordError:
            raise Unusable(_("needs a password")) from None
        except (pikepdf.PdfError, OSError, ValueError):
            raise Unusable(_("its pages cannot be read")) from None
        try:
            self._prepare(words)
        except Unusable:
            raise
        except Exception as error:  # a damaged file has anything anywhere
            raise Unusable(_("its pages cannot be read")) from error

    def _prepare(self, words) -> None:
        self.pages = len(self.pdf.pages)
        if not self.pages:
            raise Unusable(_("has no pages"))
        if self.pdf.Root.get("/NeedsRendering", False):  # the page is not there: Adobe Reader makes it
            raise Unusable(_("its form opens in Adobe Reader only"))
        self.acted = acting.remove(self.pdf)
        links.number(self.pdf)
        for page in self.pdf.pages:
            drawing.close(page)
        forms.flatten(self.pdf)
        for place, page in enumerate(self.pdf.pages, start=1):
            _take_out_of_document(page)
            drawing.stamp(page, words(place, self.pages))
        self.inside = dict(_files_inside(self.pdf))

    @property
    def files(self) -> list[str]:
        return list(self.inside)

    def bind(self, made: "pikepdf.Pdf", *, prefix: str) -> None:
        """Adds the pages to a PDF, and the files inside, with the prefix before their names."""
        first = len(made.pages)
        for page in self.pdf.pages:
            made.pages.append(page)
        links.lead([made.pages[first + place] for place in range(self.pages)])
        layers.merge(made, self.pdf)
        for name, content in self.inside.items():
            attach(made, content, name=f"{prefix} {name}")


def attach(made: "pikepdf.Pdf", content: bytes, *, name: str, description: str = "") -> None:
    """Attaches a file to a PDF. If the name is taken, it gets a number."""
    import pikepdf

    free, count = name, 1
    while free in made.attachments:
        count += 1
        free = f"{count} {name}"
    about = {"filename": free, "description": description, "mime_type": content_type(name)}
    made.attachments[free] = pikepdf.AttachedFileSpec(made, content, **about)  # type: ignore[call-arg]


def claim_nothing(made: "pikepdf.Pdf") -> None:
    """Removes what only our own pages keep: that the file is archivable, and tagged through and through."""
    import pikepdf

    with suppress(KeyError):
        del made.Root.OutputIntents
    with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        for name in [name for name in said if "pdfa/ns/" in name or "pdfua/ns/" in name]:
            del said[name]
    if "/MarkInfo" in made.Root:
        made.Root.MarkInfo[pikepdf.Name.Suspects] = True


def _take_out_of_document(page: "pikepdf.Page") -> None:
    """Removes from a page what points into its document: its place among the tags, and its articles."""
    for holder in (page.obj, *acting.annotations(page), *page.form_xobjects.values()):  # type: ignore[attr-defined]
        for key in ("/StructParents", "/StructParent", "/B"):
            if key in holder:
                del holder[key]


def _files_inside(pdf: "pikepdf.Pdf"):
    """Yields name and content of each file inside that can be read. Raises `Unusable`."""
    size = 0
    for name, spec in pdf.attachments.items():
        shown = PurePath((spec.filename or name).replace("\\", "/")).name.replace("\0", "")
        try:
            content = spec.get_file().read_bytes()
        except Exception:  # a damaged file inside does not keep the paper out
            log.warning("The file “%s” inside a paper cannot be read.", shown, exc_info=True)
            continue
        size += len(content)
        if size > INSIDE:
            raise Unusable(_("the files inside it are too large"))
        yield shown or "file", content
