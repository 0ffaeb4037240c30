"""How the words in an element look, as far as it tells something: struck out, raised, proposed."""

import re
from urllib.parse import unquote

from foundation.text.rich.runs import Marks
from foundation.text.rich.schema import VALUES
from foundation.text.rich.tree import Tree

MARK_OF = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
           "u": "u", "s": "s", "strike": "s", "sup": "sup", "sub": "sub"}  # fmt: skip
BOLD, SLANTED = re.compile(r"\b(?:bold|bolder|[6-9]00)\b"), re.compile(r"\b(?:italic|oblique)\b")
NOTE_MARK = ("msofootnotereference", "msoendnotereference")


def marked(element: Tree, style: dict[str, str], around: Marks) -> Marks:
    """Returns the marks of the words in an element, by those of the words around it."""
    marks, tag, named = dict(around), element.tag, (element.get("class") or "").lower()
    line = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"
    if tag in MARK_OF and not (MARK_OF[tag] in ("u", "s") and "none" in line):
        marks[MARK_OF[tag]] = ()
    elif tag == "a" and VALUES["href"].fullmatch(href := _href(element)):
        marks["a"] = (("href", href),)
    elif tag in ("ins", "del"):
        marks[tag] = _proposed(element)
    elif "msoins" in named or "textinsertion" in named:
        marks.setdefault("ins", ())
    elif "msodel" in named or "textdeletion" in named:
        marks.setdefault("del", ())
    _weigh(marks, style)
    if "line-through" in line:
        marks["s"] = ()
    if "underline" in line:
        marks["u"] = ()
    raised = style.get("vertical-align", "")
    if raised in ("super", "sub"):
        marks.pop("sub" if raised == "super" else "sup", None)
        marks["sup" if raised == "super" else "sub"] = ()
    elif any(one in named for one in NOTE_MARK):
        marks["sup"] = ()
    if "sup" in marks and "sub" in marks:
        marks.pop("sub")
    if "a" in marks or "ins" in marks:
        marks.pop("u", None)  # links and what is proposed are underlined anyway
    if "del" in marks:
        marks.pop("s", None)
    return marks


def _weigh(marks: Marks, style: dict[str, str]) -> None:
    """Makes the words bold or leaning, or not, as the styles say."""
    weight = style.get("font-weight") or (style.get("font", "") if BOLD.search(style.get("font", "")) else "")
    slant = style.get("font-style") or (
        style.get("font", "") if SLANTED.search(style.get("font", "")) else ""
    )
    if BOLD.search(weight):
        marks["strong"] = ()
    elif weight in ("normal", "lighter", "100", "200", "300", "400", "500"):
        marks.pop("strong", None)
    if SLANTED.search(slant):
        marks["em"] = ()
    elif slant == "normal":
        marks.pop("em", None)


def _href(element: Tree) -> str:
    return re.sub(r"\s", "%20", re.sub(r"[\t\r\n]", "", element.get("href") or "").strip())


def _proposed(element: Tree) -> tuple[tuple[str, str], ...]:
    """Returns who proposed a change and when, as our own text says it, or Word in "cite"."""
    told = {name: element.get(name) or "" for name in ("data-by", "datetime")}
    values = {name: value for name, value in told.items() if VALUES[name].fullmatch(value)}
    cite = element.get("cite") or ""
    if "data-by" not in values and cite.startswith("mailto:"):
        author = " ".join(unquote(cite.removeprefix("mailto:")).replace("_", " ").split())[:200].strip()
        values |= {"data-by": author} if author else {}
    return tuple(sorted(values.items()))
