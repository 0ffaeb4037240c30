"""A Word file as a package of parts. It is opened with care, since anybody can have made it."""

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.utils.translation import gettext as _
from lxml import etree

from foundation.files.storage import LARGEST, MOST_PARTS, UNPACKED
from foundation.verbs import Refused

XML: TypeAlias = etree._Element

LARGEST_PART = 40 * 1024**2  # bytes of one part with XML, unpacked
DEEPEST = 200  # elements within each other
MOST_ELEMENTS = 1_500_000  # in one part
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how old Word files begin, and new ones with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = {
    "w": W,
    "r": R,
    "rel": RELATIONS,
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def w(name: str) -> str:
    """Returns the full name of an element or attribute of Word."""
    return f"{{{W}}}{name}"


def said_true(element: XML | None) -> bool:
    """Whether an element that is on or off is there and on."""
    return element is not None and element.get(w("val"), "true") not in ("false", "0", "off", "none")


@dataclass
class Package:
    """The parts of a Word file by their names."""

    parts: dict[str, bytes] = field(default_factory=dict)
    main: str = "word/document.xml"  # the part that holds the text

    def xml(self, name: str) -> XML | None:
        """Returns a part as XML, or None if there is none. Raises `Refused`."""
        content = self.parts.get(name)
        return parse(content) if content is not None else None

    def beside(self, kind: str) -> str:
        """Returns the name of the part that belongs to the text and is of that kind, such as "footnotes"."""
        relations = self.xml(relations_of(self.main))
        for one in () if relations is None else relations:
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
                return resolved(self.main, one.get("Target", ""))
        return ""

    def put(self, name: str, root: XML) -> None:
        """Sets a part."""
        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def content(self) -> bytes:
        """Returns the bytes of the file. The same parts always give the same bytes."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return file.getvalue()


def relations_of(name: str) -> str:
    """Returns the name of the part with the relations of that part."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def resolved(name: str, target: str) -> str:
    """Returns the name of the part to which a relation of that part points."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def own(content: bytes) -> Package:
    """Returns the parts of a file that the portal made."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return Package({name: archive.read(name) for name in archive.namelist()})


def opened(content: bytes) -> Package:
    """Returns the parts of somebody's Word file. Raises `Refused` with a sentence that says what to do."""
    if len(content) > LARGEST:
        raise Refused(
            _("The file is larger than %(limit)s MB. Please make its pictures smaller, and upload it again.")
            % {"limit": LARGEST // 1024**2}
        )
    if content.startswith(CFB):
        if ENCRYPTED in content:
            raise Refused(
                _(
                    "The file is protected with a password. Please remove the password in Word, save the "
                    "file, and upload it again."
                )
            )
        raise Refused(
            _(
                "The file was saved in the format of an old Word (.doc). Please save it as a Word document "
                "(.docx), and upload it again."
            )
        )
    try:
        package = _unzipped(content)
        package.main = _main(package)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
        EOFError,
    ):
        raise Refused(unreadable()) from None
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        raise Refused(unreadable()) from None
    return package


def unreadable() -> str:
    """Returns the sentence for a file that is damaged, or is no Word file."""
    return _(
        "The file could not be read as a Word document. Please open it in Word, save it as a Word document "
        "(.docx), and upload it again."
    )


def too_large() -> str:
    """Returns the sentence for a file that would take too much time or memory."""
    return _(
        "The file is too large or too intricate to be imported. Please import it in parts, or save only the "
        "text as a new Word document."
    )


def _unzipped(content: bytes) -> Package:
    """Unpacks the file, and looks at what really comes out, since its own list of sizes can lie."""
    package, left = Package(), UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise Refused(too_large())
        for part in parts:
            if part.is_dir():
                continue
            most = min(left, LARGEST_PART)
            with archive.open(part) as packed:
                taken = packed.read(most + 1)
            if len(taken) > most:
                raise Refused(too_large())
            left -= len(taken)
            package.parts[part.filename.lstrip("/")] = taken
    return package


def _main(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for one in () if relations is None else relations:
        if one.get("Type", "").endswith("/officeDocument"):
            name = resolved("", one.get("Target", ""))
            root = package.xml(name)
            if root is None or root.find(w("body")) is None:
                raise Refused(unreadable())
            kinds = package.xml("[Content_Types].xml")
            said = [kind.get("ContentType", "") for kind in (() if kinds is None else kinds)]
            if any("macroEnabled" in kind or "vbaProject" in kind for kind in said):
                raise Refused(
                    _(
                        "The file contains macros, which could harm the people who open it. Please save it "
                        "as a Word document without macros (.docx), and upload it again."
                    )
                )
            return name
    raise Refused(unreadable())


class _Watch:
    """Counts the elements of a part while it is read, and how deep they lie."""

    def __init__(self):
        self.depth = self.count = 0

    def start(self, tag, attributes):
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise Refused(too_large())

    def end(self, tag):
        self.depth -= 1

    def doctype(self, name, public, system):
        raise Refused(unreadable())  # no Word file has one; entities hide in them

    def close(self):
        return None


SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def parse(content: bytes) -> XML:
    """Returns a part as XML, without resolving entities or opening addresses. Raises `Refused`."""
    try:
        etree.fromstring(content, etree.XMLParser(target=_Watch(), **SAFE))
        return etree.fromstring(content, etree.XMLParser(remove_comments=True, remove_pis=True, **SAFE))
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(unreadable()) from None
