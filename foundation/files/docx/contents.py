"""The contents of a Word file: Word's own field, filled in, so that it reads well before Word updates it."""

from lxml import etree

from foundation.files.docx import marks
from foundation.files.docx.package import NAMES, XML, w

HEAD = "TOCHeading"  # the style of the paragraph that calls the contents by name; they stand below it
LEVELS = {"Heading1": "TOC1", "Heading2": "TOC2"}
FIELD = r' TOC \o "1-2" \h \z '
FIRST_BOOKMARK = 200_000  # its number in the file
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill(root: XML) -> None:
    """Lists the headings that follow the name of the contents; the first of them then begins a page.

    Page numbers come when somebody updates the field in Word. Nobody knows them before: a wrong one would be
    worse, and a field that asks to be updated makes Word warn of "other files".
    """
    heads = [one for one in root.iter(w("p")) if _style(one) == HEAD]
    if not heads:
        return
    head = heads[0]
    headings = [one for one in head.itersiblings(w("p")) if _style(one) in LEVELS]
    entries = [_entry(heading, number) for number, heading in enumerate(headings, start=1)]
    if not entries:
        head.getparent().remove(head)
        return
    _break_before(headings[0])
    part = _made("docPartObj", _made("docPartGallery", val="Table of Contents"), _made("docPartUnique"))
    block = _made("sdt", _made("sdtPr", part))
    head.addprevious(block)
    start = (_character("begin"), _made("r", _text("instrText", FIELD)), _character("separate"))
    for place, one in enumerate(start, start=1):
        entries[0].insert(place, one)
    block.append(_made("sdtContent", head, *entries, _made("p", _character("end"))))


def _style(paragraph: XML) -> str:
    style = paragraph.find("w:pPr/w:pStyle", NAMES)
    return "" if style is None else style.get(w("val"), "")


def _entry(heading: XML, number: int) -> XML:
    """Returns a line of the contents that leads to the heading, which gets a bookmark."""
    name = f"_Toc{FIRST_BOOKMARK + number}"
    ids = {"id": str(FIRST_BOOKMARK + number)}
    heading.insert(1, _made("bookmarkStart", **ids, name=name))
    heading.append(_made("bookmarkEnd", **ids))
    words = [
        _made("r", _made("tab") if one.tag == w("tab") else _text("t", marks.facts(one.text or "")[1]))
        for one in heading.iterfind("w:r/*", NAMES)
        if one.tag in (w("t"), w("tab"))
    ]
    link = _made("hyperlink", *words, anchor=name, history="1")
    return _made("p", _made("pPr", _made("pStyle", val=LEVELS[_style(heading)])), link)


def _break_before(heading: XML) -> None:
    heading.find("w:pPr/w:pStyle", NAMES).addnext(_made("pageBreakBefore"))


def _made(name: str, /, *children: XML, **attributes: str) -> XML:
    element = etree.Element(w(name))
    element.extend(children)
    for key, said in attributes.items():
        element.set(w(key), said)
    return element


def _text(name: str, words: str) -> XML:
    element = _made(name)
    element.text = words
    element.set(XML_SPACE, "preserve")
    return element


def _character(kind: str) -> XML:
    return _made("r", _made("fldChar", fldCharType=kind))
