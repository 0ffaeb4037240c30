"""The words of an uploaded file. A worker reads them, so that a search finds the file.

A file can be damaged or malicious. It is read as far as possible, up to a limit; at worst it has no words.
"""

import io
import logging
import zipfile
from collections.abc import Iterator

from lxml import etree

from documents.document.models import DocumentVersion
from foundation.files.storage import ending
from foundation.jobs import outbox

log = logging.getLogger(__name__)

JOB = "document-words"
MOST = 2_000_000  # characters saved
MOST_PAGES = 2_000
LARGEST_PART = 50 * 1024 * 1024  # bytes of one part of an office file, unpacked
# The parts of the office formats that hold words, by the beginning of their names.
PARTS = {
    "docx": ("word/document", "word/footnotes", "word/endnotes"),
    "xlsx": ("xl/sharedStrings", "xl/worksheets/"),
    "pptx": ("ppt/slides/slide", "ppt/notesSlides/"),
    "odt": ("content.xml",),
    "ods": ("content.xml",),
    "odp": ("content.xml",),
}
BREAKS = {
    "p",
    "tab",
    "br",
    "tc",
    "si",
    "c",
    "h",
    "table-cell",
    "line-break",
}  # elements that separate words
SILENT = ("instrText", "f", "v")  # elements without words: fields, formulas and numbers
PLAIN = ("txt", "csv", "md")


def read(job: outbox.Held):
    """Reads the words of a version, outside of any transaction. Returns the function that saves them."""
    version = DocumentVersion.objects.get(pk=job.subject)
    with version.file.open("rb") as content:
        words = words_of(content, version.name)

    def keep():
        # A version that was restored in the meantime points to the same file.
        DocumentVersion.objects.filter(file=version.file.name).update(words=words)

    return keep


def words_of(content, name: str) -> str:
    """Returns the words of a file, as far as they can be read; "" if its format cannot be read."""
    kind = ending(name)
    if kind not in PARTS and kind not in PLAIN and kind != "pdf":
        return ""
    pieces = (
        _of_pdf(content) if kind == "pdf" else _of_office(content, kind) if kind in PARTS else _plain(content)
    )
    found, length = [], 0
    try:
        for piece in pieces:
            found.append(piece[: MOST - length])
            length += len(found[-1])
            if length >= MOST:
                break
    except Exception:  # a damaged file can raise anything; what was read so far is good
        log.warning("“%s” could be read in part only.", name, exc_info=True)
    words = " ".join(" ".join(found).split())
    return words.replace("\0", "").encode("utf-8", "ignore").decode()


def _plain(content) -> Iterator[str]:
    yield content.read(MOST * 4).decode(errors="replace")


def _of_pdf(content) -> Iterator[str]:
    from pypdf import PdfReader  # large, and only the worker needs it

    for page in PdfReader(io.BytesIO(content.read())).pages[:MOST_PAGES]:
        yield page.extract_text()


def _of_office(content, kind: str) -> Iterator[str]:
    with zipfile.ZipFile(content) as archive:
        for part in archive.infolist():
            if part.filename.startswith(PARTS[kind]) and part.filename.endswith(".xml"):
                if part.file_size > LARGEST_PART:
                    log.warning("A part of a file is too large to be read: %s", part.file_size)
                    continue
                with archive.open(part) as xml:
                    yield _words_of_xml(xml)


class _Words:
    """Collects the text of an office format, with a space where a paragraph or a cell ends."""

    def __init__(self):
        self.pieces: list[str] = []
        self.inside = ""

    def start(self, tag, attributes):
        self.inside = etree.QName(tag).localname

    def data(self, text):
        if self.inside not in SILENT:
            self.pieces.append(text)

    def end(self, tag):
        self.inside = ""
        if etree.QName(tag).localname in BREAKS:
            self.pieces.append(" ")

    def close(self) -> str:
        return "".join(self.pieces)


def _words_of_xml(xml) -> str:
    """Returns the words of a part. It resolves no entities and opens no addresses, for safety."""
    parser = etree.XMLParser(target=_Words(), resolve_entities=False, no_network=True, huge_tree=False)
    return etree.parse(xml, parser)
