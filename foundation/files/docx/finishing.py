"""Finishes what pandoc made: our own styles, the direction of each paragraph, the head and foot of pages."""

import re
from copy import deepcopy
from datetime import datetime

from django.utils.translation import gettext as _
from lxml import etree

from foundation.files.docx import contents
from foundation.files.docx.marks import bookmark, facts
from foundation.files.docx.package import NAMES, XML, Package, own, w
from foundation.files.docx.writing import NOBODY
from foundation.text import directions

DEEPEST = 3  # lists within lists that Word has styles for
NO_SIGN = "1000"  # pandoc's number of the numbering without a sign, for further paragraphs of an item
TEXT_WIDTH = 9071  # twentieths of a point: 160 mm
SHORT_TABLE = 12  # paragraphs under each other that stay on one page
NUMBER_WIDTH = 567  # twentieths of a point that the number of a heading takes: 10 mm
STEP = 720  # twentieths of a point by which a list is indented
PLAIN = {"BodyText", "FirstParagraph", "Compact", None}
QUOTE = "BlockText"
QUOTE_INDENT = 454  # twentieths of a point, as the style has it
# What may follow an element that is put into the properties of a paragraph, in the order that Word asks for.
AFTER_STYLE = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr")
AFTER_BIDI = (*AFTER_STYLE, "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "bidi",
              "adjustRightInd", "snapToGrid", "spacing")  # fmt: skip
BEFORE_BIDI = AFTER_BIDI[: AFTER_BIDI.index("bidi")]
BEFORE_TABLE_INDENT = ("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
                       "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing")  # fmt: skip
BEFORE_TITLE_PAGE = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar",
                     "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign",
                     "noEndnote")  # fmt: skip
FIRST_BOOKMARK = 100_000  # its number in the file; pandoc's own are smaller
CORE = "docProps/core.xml"


def finished(
    content: bytes,
    *,
    title: str,
    running: str,
    foot: str,
    has_cover: bool,
    author: str,
    language: str,
    at: datetime,
) -> bytes:
    """Returns the Word file with everything that pandoc does not write.

    `running` is the line at the top of each page, `foot` stands at the foot before its number; a cover has
    neither. `language` is as Word writes it: "en-GB".
    """
    package = own(content)
    main = directions.of_language(language)
    kinds = _kinds(package.xml("word/numbering.xml"))
    for name in ("word/document.xml", "word/footnotes.xml"):
        root = package.xml(name)
        if root is not None:
            contents.fill(root)
            _finish(root, kinds, main)
            _spare_cover(root, has_cover)
            package.put(name, root)
    _dress(package, language, main)
    _head_and_foot(package, running, foot, main)
    package.parts.pop(CORE, None)
    package.parts[CORE] = _core(title, author, language, at)
    return package.content()


def _kinds(numbering: XML | None) -> dict[str, str]:
    """Returns whether each numbering of pandoc has bullets ("ul") or numbers ("ol")."""
    if numbering is None:
        return {}
    formats = {
        one.get(w("abstractNumId")): one.find(".//w:numFmt", NAMES).get(w("val"))
        for one in numbering.iterfind("w:abstractNum", NAMES)
        if one.find(".//w:numFmt", NAMES) is not None
    }
    return {
        one.get(w("numId")): "ul"
        if formats.get(one.find("w:abstractNumId", NAMES).get(w("val"))) == "bullet"
        else "ol"
        for one in numbering.iterfind("w:num", NAMES)
    }


def _finish(root: XML, kinds: dict[str, str], main: directions.Direction) -> None:
    for number, paragraph in enumerate(list(root.iter(w("p"))), start=1):
        said = _take_mark(paragraph)
        if "tat" in said:
            _place_table(paragraph, said["tat"], number)
            continue
        _style(paragraph, kinds, said)
        if paragraph.getparent().tag == w("body") and _words(paragraph).rstrip().endswith(":"):
            _keep_with_next(paragraph)
        if "hang" in said:
            _indent(_properties(paragraph), NUMBER_WIDTH, hanging=NUMBER_WIDTH)
        if "at" in said:
            _bookmark(paragraph, "at", said["at"], number)
        _direct(paragraph, said.get("dir"), main)
    for sign in root.iter(w("footnoteRef")):
        _tie(sign.getparent())
    for table in root.iter(w("tbl")):
        _table(table, main)
    for picture in root.iter(f"{{{NAMES['wp']}}}inline"):
        _picture(picture)
    for number, change in enumerate(root.iter(w("ins"), w("del")), start=1):
        change.set(w("id"), str(number))
        if change.get(w("author")) == NOBODY:
            change.set(w("author"), "")
        _date(change)


def _tie(sign: XML) -> None:
    """Keeps the number of a footnote on the line of its first word, even if that is a long address."""
    space = sign.getnext()
    text = None if space is None else space.find("w:t", NAMES)
    if text is not None and text.text == " ":
        text.text = "\N{NO-BREAK SPACE}"


def _spare_cover(root: XML, has_cover: bool) -> None:
    """Leaves head and foot out of the first page if that is a cover."""
    section = root.find("w:body/w:sectPr", NAMES)
    if has_cover and section is not None:
        _insert(section, etree.Element(w("titlePg")), BEFORE_TITLE_PAGE)


def _picture(picture: XML) -> None:
    """Lets a picture stand where the line begins, and does not repeat its content as its name."""
    for side in "TBLR":
        picture.set(f"dist{side}", "0")
    for known in picture.iterfind(".//pic:cNvPr", NAMES):
        known.set("descr", "")


def _take_mark(paragraph: XML) -> dict[str, str]:
    """Takes the mark from the beginning of a paragraph. Returns its facts."""
    first = paragraph.find(".//w:t", NAMES)
    if first is None or not first.text:
        return {}
    said, words = facts(first.text)
    if said:
        first.text = words
        if not words:
            run = first.getparent()
            run.getparent().remove(run)
    return said


def _place_table(paragraph: XML, place: str, number: int) -> None:
    """Puts a table that is in an item or a quotation where it belongs, and takes this paragraph out of it."""
    table = next(paragraph.iterancestors(w("tbl")))
    following = paragraph.getnext()
    cell = paragraph.getparent()
    cell.remove(paragraph)
    _bookmark(following if following.tag == w("p") else cell.find(".//w:p", NAMES), "tat", place, number)
    properties = table.find("w:tblPr", NAMES)
    indent = properties.find("w:tblInd", NAMES)
    if indent is None:
        indent = etree.Element(w("tblInd"))
        names = {w(name) for name in BEFORE_TABLE_INDENT}
        properties.insert(sum(1 for known in properties if known.tag in names), indent)
    indent.set(w("w"), str(_left(place)))
    indent.set(w("type"), "dxa")


def _bookmark(paragraph: XML, fact: str, place: str, number: int) -> None:
    """Keeps in a hidden bookmark what a Word file cannot say of a paragraph."""
    name = bookmark(fact, place, number)
    if not name:
        return
    where = 0 if paragraph.find("w:pPr", NAMES) is None else 1
    for tag in ("bookmarkEnd", "bookmarkStart"):
        made = etree.Element(w(tag))
        made.set(w("id"), str(FIRST_BOOKMARK + number))
        if tag == "bookmarkStart":
            made.set(w("name"), name)
        paragraph.insert(where, made)


def _left(place: str) -> int:
    """Returns by how much a block at that place is indented, in twentieths of a point."""
    parts = place.split(".")
    return STEP * parts.count("l") + QUOTE_INDENT * sum(part[0] == "q" for part in parts)


def _style(paragraph: XML, kinds: dict[str, str], said: dict[str, str]) -> None:
    """Gives the paragraph the style that people know from Word, in place of pandoc's own."""
    properties = _properties(paragraph)
    style = properties.find("w:pStyle", NAMES)
    name = None if style is None else style.get(w("val"))
    numbering = properties.find("w:numPr", NAMES)
    in_table = any(True for _cell in paragraph.iterancestors(w("tc")))
    level = number = None
    if numbering is not None:
        level = int(numbering.find("w:ilvl", NAMES).get(w("val")))
        number = numbering.find("w:numId", NAMES).get(w("val"))
    deep = min((level or 0) + 1, DEEPEST)
    if number == NO_SIGN:
        properties.remove(numbering)
        _indent(properties, STEP * ((level or 0) + 1))
    if "at" in said:
        _indent(properties, _left(said["at"]), hanging=STEP // 2 if number and number != NO_SIGN else 0)
    if name == QUOTE:
        _set_style(properties, "Quote")
    elif name not in PLAIN:
        return
    elif in_table:
        _set_style(properties, "TableHead" if "th" in said else "TableText")
    elif number is None:
        _set_style(properties, "")
    else:
        kind = "Continue" if number == NO_SIGN else "Bullet" if kinds.get(number) == "ul" else "Number"
        _set_style(properties, f"List{kind}{deep if deep > 1 else ''}")


def _properties(paragraph: XML) -> XML:
    found = paragraph.find("w:pPr", NAMES)
    if found is None:
        found = etree.Element(w("pPr"))
        paragraph.insert(0, found)
    return found


def _set_style(properties: XML, name: str) -> None:
    style = properties.find("w:pStyle", NAMES)
    if not name:
        if style is not None:
            properties.remove(style)
        return
    if style is None:
        style = etree.Element(w("pStyle"))
        properties.insert(0, style)
    style.set(w("val"), name)


def _indent(properties: XML, by: int, *, hanging: int = 0) -> None:
    for known in properties.findall("w:ind", NAMES):
        properties.remove(known)
    made = etree.Element(w("ind"))
    made.set(w("left"), str(by))
    if hanging:
        made.set(w("hanging"), str(hanging))
    else:
        made.set(w("firstLine"), "0")
    _insert(properties, made, AFTER_BIDI)


def _insert(properties: XML, made: XML, before: tuple[str, ...]) -> None:
    """Inserts an element after those that come before it in Word's order."""
    names = {w(name) for name in before}
    place = sum(1 for known in properties if known.tag in names)
    properties.insert(place, made)


def _words(paragraph: XML) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t"), w("delText")))


def _direct(paragraph: XML, chosen: str | None, main: directions.Direction) -> None:
    """Writes in which direction the paragraph runs, and which of its words run from right to left."""
    found = chosen or directions.of_text(_words(paragraph)) or main
    properties = _properties(paragraph)
    for known in properties.findall("w:bidi", NAMES):
        properties.remove(known)
    if found != main:
        bidi = etree.Element(w("bidi"))
        if found == "ltr":
            bidi.set(w("val"), "0")
        _insert(properties, bidi, BEFORE_BIDI)
    for run in list(paragraph.iter(w("r"))):
        _direct_run(run)


def _direct_run(run: XML) -> None:
    texts = [child for child in run if child.tag in (w("t"), w("delText"))]
    if len(texts) != 1 or not any(directions.of_character(letter) == "rtl" for letter in texts[0].text or ""):
        return
    for found, words in reversed(directions.stretches(texts[0].text)):
        part = deepcopy(run)
        text = part.find(texts[0].tag)
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if found == "rtl":
            _right_to_left(part)
        run.addnext(part)
    run.getparent().remove(run)


def _right_to_left(run: XML) -> None:
    properties = run.find("w:rPr", NAMES)
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    for name in ("b", "i"):
        known = properties.find(f"w:{name}", NAMES)
        if known is not None and properties.find(f"w:{name}Cs", NAMES) is None:
            known.addnext(etree.Element(w(f"{name}Cs")))
    if properties.find("w:rtl", NAMES) is None:
        etree.SubElement(properties, w("rtl"))


def _table(table: XML, main: directions.Direction) -> None:
    words = "".join(text.text or "" for text in table.iter(w("t")))
    properties = table.find("w:tblPr", NAMES)
    if (directions.of_text(words) or main) == "rtl":
        style = properties.find("w:tblStyle", NAMES)
        made = etree.Element(w("bidiVisual"))
        properties.insert(0 if style is None else 1, made)
    indented = properties.find("w:tblInd", NAMES)
    width = properties.find("w:tblW", NAMES)
    if indented is not None and width is not None and width.get(w("type")) == "pct":
        # pandoc makes it as wide as the page and then moves it.
        width.set(w("w"), str(round(5000 * (1 - int(indented.get(w("w"), "0")) / TEXT_WIDTH))))
    _widen(table)
    for row in table.iterfind("w:tr", NAMES):
        line = row.find("w:trPr", NAMES)
        if line is None:
            line = etree.Element(w("trPr"))
            row.insert(0, line)
        line.insert(0, etree.Element(w("cantSplit")))
    _hold(table.findall("w:tr", NAMES))
    for cell in table.iterfind("w:tr/w:tc", NAMES):
        if len(cell) and cell[-1].tag == w("tbl"):
            cell.append(_empty())
    if table.getparent().tag == w("body"):
        table.addnext(_empty())  # Word would join two tables


def _widen(table: XML) -> None:
    """Measures the columns by our page. pandoc takes another, and not all programs stretch them."""
    columns = table.findall("w:tblGrid/w:gridCol", NAMES)
    width = table.find("w:tblPr/w:tblW", NAMES)
    total = sum(int(column.get(w("w"), "0")) for column in columns)
    if total and width is not None and width.get(w("type")) == "pct":
        part = int(width.get(w("w"), "5000")) / 5000
        for column in columns:
            column.set(w("w"), str(round(int(column.get(w("w"), "0")) / total * TEXT_WIDTH * part)))


def _hold(rows: list[XML]) -> None:
    """Keeps a short table on one page, and two rows of a longer one together at each end."""
    height = sum(max((len(cell.findall("w:p", NAMES)) for cell in row), default=0) for row in rows)
    for row in rows[:-1] if height <= SHORT_TABLE else [*rows[:2], *rows[-2:-1]]:
        for paragraph in row.iterfind("w:tc/w:p", NAMES):
            _keep_with_next(paragraph)


def _keep_with_next(paragraph: XML) -> None:
    properties = _properties(paragraph)
    if properties.find("w:keepNext", NAMES) is None:
        _insert(properties, etree.Element(w("keepNext")), ("pStyle",))


def _empty() -> XML:
    paragraph = etree.Element(w("p"))
    _set_style(_properties(paragraph), "TableText")
    return paragraph


def _date(change: XML) -> None:
    said = change.get(w("date"), "")
    if not said:
        change.attrib.pop(w("date"), None)
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        change.set(w("date"), f"{said}T00:00:00Z")
    elif re.fullmatch(r".*T\d\d:\d\d(Z|[+-].*)?", said):
        change.set(w("date"), re.sub(r"(T\d\d:\d\d)", r"\1:00", said))


def _dress(package: Package, language: str, main: directions.Direction) -> None:
    """Sets the language and the direction of all text in the styles."""
    styles = package.xml("word/styles.xml")
    if styles is None:
        return
    for known in styles.iter(w("lang")):
        known.set(w("val"), language)
        if main == "rtl":
            known.set(w("bidi"), language)
    if main == "rtl":
        normal = styles.find("w:style[@w:styleId='Normal']", NAMES)
        properties = normal.find("w:pPr", NAMES)
        _insert(properties, etree.Element(w("bidi")), BEFORE_BIDI)
    package.put("word/styles.xml", styles)


def _head_and_foot(package: Package, running: str, foot: str, main: directions.Direction) -> None:
    for name in [one for one in package.parts if re.fullmatch(r"word/header\d*\.xml", one)]:
        root = package.xml(name)
        assert root is not None
        paragraph = _emptied(root)
        _run(paragraph, running)
        _direct(paragraph, None, main)
        package.put(name, root)
    for name in [one for one in package.parts if re.fullmatch(r"word/footer\d*\.xml", one)]:
        root = package.xml(name)
        assert root is not None
        paragraph = _emptied(root)
        if foot:
            _run(paragraph, f"{foot} · ")
        fields = {"%(page)s": "PAGE", "%(pages)s": "NUMPAGES"}
        for part in re.split(r"(%\(pages?\)s)", _("Page %(page)s of %(pages)s")):
            if part in fields:
                _field(paragraph, fields[part])
            elif part:
                _run(paragraph, part)
        _direct(paragraph, None, main)
        package.put(name, root)


def _emptied(root: XML) -> XML:
    paragraph = root.find("w:p", NAMES)
    assert paragraph is not None
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)
    return paragraph


def _run(paragraph: XML, words: str) -> XML:
    run = etree.SubElement(paragraph, w("r"))
    text = etree.SubElement(run, w("t"))
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _field(paragraph: XML, code: str) -> None:
    """Adds a field that Word fills in, such as PAGE."""
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("fldChar")).set(w("fldCharType"), "begin")
    etree.SubElement(run, w("instrText")).text = f" {code} "
    etree.SubElement(run, w("fldChar")).set(w("fldCharType"), "separate")
    etree.SubElement(run, w("t")).text = "1"
    etree.SubElement(run, w("fldChar")).set(w("fldCharType"), "end")


def _core(title: str, author: str, language: str, at: datetime) -> bytes:
    """Returns what the file says of itself."""
    cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    dc, terms = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    root = etree.Element(f"{{{cp}}}coreProperties", nsmap={"cp": cp, "dc": dc, "dcterms": terms, "xsi": xsi})
    for name, said in (("title", title[:255]), ("creator", author), ("language", language)):
        etree.SubElement(root, f"{{{dc}}}{name}").text = said
    for name in ("created", "modified"):
        made = etree.SubElement(root, f"{{{terms}}}{name}")
        made.set(f"{{{xsi}}}type", "dcterms:W3CDTF")
        made.text = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
