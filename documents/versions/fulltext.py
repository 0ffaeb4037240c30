"""The words of an uploaded file. A worker reads them, so that a search finds the file.

A file can be damaged or malicious. It is read as far as possible, up to a limit; at worst it has no words.
"""

import codecs
import io
import logging
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from documents.document.models import DocumentVersion
from foundation.files.locks import is_locked
from foundation.files.storage import ending
from foundation.jobs import outbox
from foundation.text import rich
from foundation.text.searching import folded

log = logging.getLogger(__name__)

JOB = "document-words"
MOST = 2_000_000  # characters saved
MOST_PAGES = 2_000
LARGEST_PART = 50 * 1024 * 1024  # bytes of one part of an office file, unpacked
# The parts of the office formats that hold words, by the beginning of their names.
_OPEN = ("content.xml", "styles.xml")  # the second has the heads and feet of pages
PARTS = {
    "docx": (
        "word/document",
        "word/header",
        "word/footer",
        "word/footnotes",
        "word/endnotes",
        "word/diagrams/data",
    ),
    "xlsx": ("xl/sharedStrings", "xl/worksheets/", "xl/drawings/", "xl/diagrams/data"),
    "pptx": ("ppt/slides/slide", "ppt/notesSlides/", "ppt/diagrams/data"),
    "odt": _OPEN,
    "ods": _OPEN,
    "odp": _OPEN,
}
# Elements that separate words.
BREAKS = {"p", "tab", "br", "tc", "si", "c", "h", "table-cell", "line-break", "oddHeader", "oddFooter"}
SILENT = {"instrText", "f", "v", "delText"}  # elements without words: fields, formulas and numbers
# Elements with nothing to be found: what tracked changes deleted, remarks, and what is there a second time.
GONE = {"del", "moveFrom", "tracked-changes", "annotation", "Fallback", "rPh"}
SPACES = {"s": " ", "noBreakHyphen": "-"}  # elements that stand for a character
PLAIN = ("txt", "csv", "md")
Unread = DocumentVersion.Unread


class Found(NamedTuple):
    """The words of a file; if there are none, why."""

    words: str
    unread: str = ""


def read(job: outbox.Held):
    """Reads the words of a version, outside of any transaction. Returns the function that saves them."""
    version = DocumentVersion.objects.get(pk=job.subject)
    if version.is_text:
        found, same = Found(folded(rich.plain(version.text))), {"pk": version.pk}
    else:
        with version.file.open("rb") as content:
            found = read_file(content, version.name)
        same = {
            "file": version.file.name
        }  # a version that was restored in the meantime points to the same file

    def keep():
        DocumentVersion.objects.filter(**same).update(words=found.words, unread=found.unread)

    return keep


def words_of(content, name: str) -> str:
    """Returns the words of a file, as far as they can be read."""
    return read_file(content, name).words


def read_file(content, name: str) -> Found:
    """Returns the words of an open file, as far as they can be read, or why there are none."""
    kind = ending(name)
    if kind not in PARTS and kind not in PLAIN and kind != "pdf":
        return Found("", Unread.FORMAT)
    if is_locked(content, name):
        return Found("", Unread.PASSWORD)
    pieces = (
        _of_pdf(content) if kind == "pdf" else _of_office(content, kind) if kind in PARTS else _plain(content)
    )
    found, length, why = [], 0, Unread.EMPTY
    try:
        for piece in pieces:
            found.append(piece[: MOST - length])
            length += len(found[-1])
            if length >= MOST:
                break
    except Exception:  # a damaged file can raise anything; what was read so far is good
        log.warning("“%s” could be read in part only.", name, exc_info=True)
        why = Unread.DAMAGED
    words = folded(" ".join(found))
    words = words.replace("\0", "").encode("utf-8", "ignore").decode()
    return Found(words) if words else Found("", why)


def _plain(content) -> Iterator[str]:
    data = content.read(MOST * 4)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield data.decode("utf-16", "replace")
        return
    try:
        yield codecs.getincrementaldecoder("utf-8-sig")().decode(data)  # it forgives an end within a letter
    except UnicodeDecodeError:
        yield data.decode("cp1252", "replace")  # as Windows wrote before, and some of its programs still do


def _of_pdf(content) -> Iterator[str]:
    from pypdf import PdfReader  # large, and only the worker needs it

    reader = PdfReader(io.BytesIO(content.read()))
    for page in reader.pages[:MOST_PAGES]:
        yield page.extract_text()
    for value in (reader.get_form_text_fields() or {}).values():
        yield value or ""


def _of_office(content, kind: str) -> Iterator[str]:
    with zipfile.ZipFile(content) as archive:
        for part in archive.infolist():
            if part.filename.startswith(PARTS[kind]) and part.filename.endswith(".xml"):
                if part.file_size > LARGEST_PART:
                    log.warning("A part of a file is too large to be read: %s", part.file_size)
                    continue
                with archive.open(part) as xml:
                    yield _words_of_xml(xml, within=("p", "h") if PARTS[kind] is _OPEN else ())


class _Words:
    """Collects the text of an office format, with a space where a paragraph or a cell ends.

    `within` names elements to which all words belong, for a format that has other text beside them.
    """

    def __init__(self, within=()):
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.gone = 0  # how many open elements have nothing to be found
        self.within, self.deep = within, 0

    def start(self, tag, attributes):
        name = etree.QName(tag).localname
        self.open.append(name)
        self.gone += name in GONE
        self.deep += name in self.within
        if not self.gone:
            self.pieces.append(SPACES.get(name, ""))

    def data(self, text):
        if not self.gone and self.open[-1] not in SILENT and (self.deep or not self.within):
            self.pieces.append(text)

    def end(self, tag):
        name = self.open.pop()
        self.gone -= name in GONE
        self.deep -= name in self.within
        if name in BREAKS:
            self.pieces.append(" ")

    def close(self) -> str:
        return "".join(self.pieces)


def _words_of_xml(xml, within) -> str:
    """Returns the words of a part. It resolves no entities and opens no addresses, for safety."""
    parser = etree.XMLParser(target=_Words(within), resolve_entities=False, no_network=True, huge_tree=False)
    return etree.parse(xml, parser)
