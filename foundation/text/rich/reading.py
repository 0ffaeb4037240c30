"""Reads well-formed HTML, as a sanitizer leaves it, into blocks. None of its markup is kept."""

import re
from html.parser import HTMLParser

from foundation.text.rich.blocks import Block, Kind, Run

HREF = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20]+", re.IGNORECASE)
DEEPEST = 6  # lists within lists; deeper items are put at this level

HEADINGS: dict[str, Kind] = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
PARAGRAPHS = {
    "p", "div", "section", "article", "header", "footer", "main", "aside", "address", "center", "figure",
    "figcaption", "pre", "dl", "dt", "dd", "table", "caption", "hr",
}  # fmt: skip
MARK_OF = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em",
           "s": "del", "strike": "del", "del": "del"}  # fmt: skip
VOID = {"br", "hr"}

SPACES = re.compile(r"[ \t\n\r\f\v\xa0\u2007\u202f]+")
SPACED = " \t\r\f\v\xa0\u2007\u202f"
UNSEEN = re.compile(r"[\u200b\ufeff\xad\x00-\x08\x0e-\x1f]")
BULLET_TYPED = re.compile(r"\s*(?:[·•▪◦§\uf0b7\uf0a7]|[-–o](?=[\xa0]))[\s\xa0]+")
NUMBER_TYPED = re.compile(r"\s*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][\s\xa0]+")
NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
WORD_LEVEL = re.compile(r"\blevel(\d)\b")


def read(html: str) -> list[Block]:
    """Returns the blocks of the HTML, without empty ones."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.blocks


def _styles(attributes: dict) -> dict[str, str]:
    pairs = (part.partition(":") for part in (attributes.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _marks(tag: str, styles: dict[str, str]) -> tuple[set[str], set[str]]:
    """Returns the marks that a tag with these styles adds, and those that it removes."""
    on, off = set(), set()
    if tag in MARK_OF:
        on.add(MARK_OF[tag])
    weight, slant, line = (styles.get(name, "") for name in ("font-weight", "font-style", "text-decoration"))
    if weight in ("bold", "bolder", "600", "700", "800", "900"):
        on.add("strong")
    elif weight in ("normal", "400", "300"):
        off.add("strong")
    if slant in ("italic", "oblique"):
        on.add("em")
    elif slant == "normal":
        off.add("em")
    if "line-through" in line or "line-through" in styles.get("text-decoration-line", ""):
        on.add("del")
    return on - off, off


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.opened: list[dict] = []  # what each open tag changed, to be undone when it closes
        self.marks: frozenset[str] = frozenset()
        self.href = ""
        self.heading: Kind | None = None
        self.quotes = 0
        self.lists: list[str] = []
        self.in_item = False  # whether the innermost item has no text yet
        self.word_item: tuple | None = None  # for a paragraph of Word that only looks like a list item
        self.marker: list[str] | None = None  # the bullet or number that Word writes as text
        self.tables = self.cells = 0
        self.in_pre = 0
        self.marking = False  # whether that bullet or number is being read

    # Tags

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self.runs.append(Run("\n"))
            return
        attributes, before = dict(attrs), {"tag": tag}
        if tag != "hr":
            self.opened.append(before)
        if self.tables and tag not in ("table", "tr", "td", "th"):
            if tag in PARAGRAPHS or tag in HEADINGS or tag == "li":
                self.runs.append(Run(" "))
        elif tag in PARAGRAPHS or tag in HEADINGS or tag in ("ul", "ol", "li", "blockquote"):
            self._open_block(tag, attributes, before)
        if tag == "table":
            self.tables += 1
        elif tag == "tr" and self.tables:
            self.runs.append(Run("\n"))
            self.cells = 0
        elif tag in ("td", "th") and self.tables:
            self.runs.append(Run(" · " if self.cells else " "))
            self.cells += 1
        self._look(tag, attributes, before)

    def _open_block(self, tag, attributes, before):
        self.flush()
        if tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "li":
            before["in_item"], self.in_item = self.in_item, True
        elif tag == "blockquote":
            self.quotes += 1
        elif tag in HEADINGS:
            before["heading"], self.heading = self.heading, HEADINGS[tag]
        elif tag == "pre":
            self.in_pre += 1
        named, styles = (attributes.get("class") or "").lower(), _styles(attributes)
        if "msotitle" in named:
            before["heading"], self.heading = self.heading, "h3"
        if "mso-list" in styles and styles["mso-list"] != "none" and not self.lists:
            level = WORD_LEVEL.search(styles["mso-list"])
            self.word_item, self.marker = (min(int(level[1]) if level else 1, DEEPEST), True), []
        elif "msolist" in named and not self.lists:
            self.word_item, self.marker = (1, False), []

    def _look(self, tag, attributes, before):
        styles = _styles(attributes)
        on, off = _marks(tag, styles)
        if on or off:
            before["marks"], self.marks = self.marks, (self.marks - off) | on
        if tag == "a" and HREF.fullmatch((attributes.get("href") or "").strip()):
            before["href"], self.href = self.href, attributes["href"].strip()
        if styles.get("mso-list") == "ignore" and self.word_item:
            before["marking"] = True
            self.marking = True

    def handle_endtag(self, tag):
        if tag in VOID or not any(one["tag"] == tag for one in self.opened[-1:]):
            return
        before = self.opened.pop()
        if self.tables and tag not in ("table", "tr", "td", "th"):
            if tag in PARAGRAPHS or tag in HEADINGS:
                self.runs.append(Run(" "))
        elif tag in PARAGRAPHS or tag in HEADINGS or tag in ("ul", "ol", "li", "blockquote"):
            self.flush(after_paragraph=tag in PARAGRAPHS)
            if tag in ("ul", "ol"):
                self.lists.pop()
            elif tag == "blockquote":
                self.quotes -= 1
            elif tag == "pre":
                self.in_pre -= 1
        if tag == "table":
            self.tables -= 1
            if not self.tables:
                self.flush()
        for name in ("marks", "href", "heading", "in_item"):
            if name in before:
                setattr(self, name, before[name])
        if before.get("marking"):
            self.marking = False

    def handle_data(self, data):
        data = UNSEEN.sub("", data)
        if self.marking and self.marker is not None:
            self.marker.append(data)
        elif data:
            if self.in_pre:
                lines = data.split("\n")
                data = "\n".join(SPACES.sub(" ", line) for line in lines)
            elif not self.word_item:
                data = SPACES.sub(" ", data)
            self.runs.append(Run(data, self.marks, self.href))

    # Blocks

    def flush(self, *, after_paragraph: bool = False):
        """Ends the current paragraph."""
        runs, self.runs = self.runs, []
        word, marker = self.word_item, "".join(self.marker or ())
        self.word_item = self.marker = None
        self.marking = False
        lists: tuple[str, ...] = ()
        if word:
            runs, lists = _word_list(runs, marker, *word)
        kind: Kind = self.heading or ("quote" if self.quotes else "p")
        if self.lists:
            kind, lists = "li", tuple(self.lists[:DEEPEST])
        elif lists:
            kind = "li"
        paragraphs = _paragraphs(runs, splits=kind in ("p", "quote"))
        for paragraph in paragraphs:
            if kind in HEADINGS.values():
                paragraph = _tidy([_in_heading(run) for run in paragraph])
            last = self.blocks[-1] if self.blocks else None
            if kind == "li" and not word and not self.in_item and last and last.lists == lists:
                last.runs = _tidy([*last.runs, Run("\n"), *paragraph])  # a second paragraph of the same item
            else:
                self.blocks.append(Block(kind, paragraph, lists))
            if kind == "li" and not word:
                self.in_item = False


def _in_heading(run: Run) -> Run:
    """Returns the run on one line and not bold, since a heading is bold anyway."""
    return run._replace(text=run.text.replace("\n", " "), marks=run.marks - {"strong"})


def _word_list(runs: list[Run], marker: str, level: int, is_certain: bool):
    """Returns the runs of a Word paragraph that looks like a list item, and the lists around it."""
    text = "".join(run.text for run in runs)
    for pattern in () if marker.strip() else (BULLET_TYPED, NUMBER_TYPED):
        typed = pattern.match(text)
        if typed:
            marker, runs = typed[0], _without_beginning(runs, typed.end())
            break
    runs = [run._replace(text=SPACES.sub(" ", run.text) if run.text != "\n" else "\n") for run in runs]
    if not marker.strip():
        return runs, ()
    kind = "ol" if NUMBER.fullmatch(marker.strip(" \t\n\xa0")) else "ul"
    return runs, ("ul",) * (level - 1) + (kind,)


def _without_beginning(runs: list[Run], length: int) -> list[Run]:
    kept = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        kept.append(run._replace(text=run.text[cut:]))
    return kept


def _paragraphs(runs: list[Run], *, splits: bool) -> list[list[Run]]:
    """Returns the runs of each paragraph. With `splits`, an empty line begins a new one."""
    runs = _tidy(runs)
    if not splits:
        return [runs] if runs else []
    parts: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n\n")
        parts[-1].append(run._replace(text=first))
        parts.extend([run._replace(text=other)] for other in others)
    return [tidy for tidy in map(_tidy, parts) if tidy]


def _tidy(runs: list[Run]) -> list[Run]:
    """Returns the runs without spaces at line ends and without double empty lines; equal runs are joined."""
    tidy: list[Run] = []
    breaks, space = 0, False
    for run in runs:
        text = ""
        for part in re.split(r"(\n)", run.text):
            if part == "\n":
                breaks, space = breaks + 1, False
                continue
            words = SPACES.sub(" ", part).strip(" ")
            if not words:
                space = space or bool(part)
                continue
            gap = "\n" * min(breaks, 2) or (" " if space or part[0] in SPACED else "")
            if tidy and not text and not (tidy[-1].marks or tidy[-1].href):
                tidy[-1] = tidy[-1]._replace(text=tidy[-1].text + gap)  # rather than within a link
            elif tidy or text:
                text += gap
            text, breaks, space = text + words, 0, part[-1] in SPACED
        if not text:
            continue
        if tidy and tidy[-1].marks == run.marks and tidy[-1].href == run.href:
            tidy[-1] = run._replace(text=tidy[-1].text + text)
        else:
            tidy.append(run._replace(text=text))
    return tidy
