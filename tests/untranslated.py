"""Words for people that do not go through gettext, found by reading templates and Python.

python -m tests.untranslated templates/meetings/agenda meetings/agenda

lists them with file and line, and says how many.
"""

import ast
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent
WORD = re.compile(r"[A-Za-z]{2,}")
# Attributes that people see or hear.
READ_ALOUD = ("aria-label", "alt", "placeholder", "title", "data-confirm", "content")
SILENT = ("script", "style")
TEXT_IN_A_TAG = re.compile(r"""(_\(\s*)?("[^"]*"|'[^']*')""")
# Filters that make sentences of pieces.
GLUE = re.compile(r"\|(pluralize|yesno)\b")
TRANSLATED = ("blocktranslate", "blocktrans")
ADDRESS = re.compile(r"(https?://|www\.)\S+|\S+@\S+")


def in_template(source: str, is_html: bool = True) -> list[tuple[int, str]]:
    """Returns line and text of the words in a template that are not in a translation."""
    found, page, inside, silent = [], "", False, ""
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.TEXT:
            page += "\n" * token.contents.count("\n") if inside or silent else token.contents
            continue
        if token.token_type == TokenType.BLOCK:
            if name in TRANSLATED:
                inside = True
            elif name in (f"end{one}" for one in TRANSLATED):
                inside = False
            elif name in ("comment", "verbatim"):
                silent = f"end{name}"
            elif name == silent:
                silent = ""
        if token.token_type == TokenType.COMMENT or silent:
            page += "\n" * token.contents.count("\n")
            continue
        if glue := GLUE.search(token.contents):
            found.append((token.lineno, f"|{glue[1]}"))
        if name not in ("translate", "trans", "load", "extends", "url", "static", "block", "plural"):
            found += [(token.lineno, text) for text in _said_in_tag(name, token.contents)]
        page += " " + "\n" * token.contents.count("\n")
    if is_html:
        reader = _Reader()
        reader.feed(page)
        reader.close()
        found += reader.found
    else:
        found += [
            (number, line.strip())
            for number, line in enumerate(page.splitlines(), 1)
            if WORD.search(ADDRESS.sub("", line))
        ]
    return sorted(found)


def _said_in_tag(name: str, contents: str) -> list[str]:
    """The texts in a tag that look like words for people: with a capital letter or a space."""
    said = []
    for match in TEXT_IN_A_TAG.finditer(contents):
        before = contents[: match.start()]
        text = match[2][1:-1]
        if match[1] or not WORD.search(text) or "/" in text or before.rstrip().endswith(("==", "!=", "in")):
            continue
        if before.endswith(("|date:", "|time:", "|add:", "|cut:")) or name in ("if", "elif"):
            continue
        if re.search(r"\b(class|classes|name|template|id|url|icon|state|kind|show|part)=$", before):
            continue
        if " " in text.strip() or text[:1].isupper():
            said.append(text)
    return said


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.within = [], []

    def handle_starttag(self, tag, attrs):
        if tag in SILENT:
            self.within.append(tag)
        values = dict(attrs)
        for key, value in attrs:
            is_button = tag == "input" and values.get("type") in ("submit", "button") and key == "value"
            if tag == "meta" or not value:
                continue
            if (key in READ_ALOUD or is_button) and WORD.search(value):
                self.found.append((self.getpos()[0], value))

    def handle_endtag(self, tag):
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data):
        if not self.within and WORD.search(ADDRESS.sub("", data)):
            first = data[: WORD.search(data).start()]
            self.found.append((self.getpos()[0] + first.count("\n"), " ".join(data.split())))


GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}
# What only developers, operators and the log read.
FOR_DEVELOPERS = {
    "Http404", "Error", "ValueError", "TypeError",
    "LookupError", "KeyError", "RuntimeError", "AssertionError",
    "ImproperlyConfigured", "NotImplementedError", "CommandError", "Exception", "debug", "info", "warning",
    "exception", "compile",
    "getLogger", "search", "match", "fullmatch", "sub", "execute", "RunSQL", "RawSQL", "strptime", "strftime",
    "date_format", "filterwarnings", "Q", "F", "reverse", "get_model", "has_perm", "add_perm", "order_by",
}  # fmt: skip
NAMED = {
    "label",
    "help_text",
    "verbose_name",
    "verbose_name_plural",
    "empty_label",
    "title",
    "heading",
    "subject",
    "why",
}
NAMES = {
    "labels",
    "help_texts",
    "error_messages",
    "verbose_name",
    "verbose_name_plural",
    "empty_label",
    "short_description",
}


def in_python(source: str) -> list[tuple[int, str]]:
    """Returns line and text of strings that look like words for people and are not in a call of gettext."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or not WORD.search(
            node.value
        ):
            continue
        above, named, skip = node, False, isinstance(parents[node], ast.Expr)  # a docstring
        while not isinstance(above, ast.stmt):
            above = parents[above]
            if isinstance(above, ast.Call):
                name = getattr(above.func, "id", getattr(above.func, "attr", ""))
                skip = skip or name in GETTEXT or name in FOR_DEVELOPERS
            if isinstance(above, ast.keyword):
                named = named or above.arg in NAMED
            if isinstance(above, ast.Assign):
                named = named or any(
                    getattr(one, "id", getattr(one, "attr", "")) in NAMES for one in above.targets
                )
        around = parents.get(above)  # what models call their rows is for the history and the admin
        skip = skip or (isinstance(around, ast.FunctionDef) and around.name == "__str__")
        is_key = isinstance(parents[node], ast.Dict) and node in parents[node].keys
        if skip or is_key or isinstance(parents[node], ast.Subscript):
            continue
        if isinstance(parents[node], ast.JoinedStr) and not (
            node.value.strip().isidentifier() or _is_prose(node.value)
        ):
            continue
        if _is_prose(node.value) or (named and "/" not in node.value):
            found.append((node.lineno, node.value))
    return found


# Headers of HTTP, classes of CSS and the like.
_FOR_MACHINES = re.compile(
    r"(attachment|inline); |(text|application)/|(public|private), |sandbox; |state state-"
)


def _is_prose(text: str) -> bool:
    """Whether a text has two words with a space between them and is no address."""
    if _FOR_MACHINES.match(text):
        return False
    text = re.sub(r'<[^>]*>|<[a-z0-9]+ [a-z-]+="[a-z:]*\s*$', "", ADDRESS.sub("", text))
    return bool(re.search(r"[A-Za-z]{2,}[,.:;]? [A-Za-z(“]|^ [a-z]{2,}|[a-z]{2,} $|^[A-Z][a-z]+[.!?]$", text))


def in_file(path: Path) -> list[tuple[int, str]]:
    source = path.read_text()
    return in_python(source) if path.suffix == ".py" else in_template(source, path.suffix == ".html")


# Folders whose words are not the portal's: of the database, commands, invented people, licences of fonts.
NOT_OURS = {"migrations", "commands", "management", "demo", "scale", "fonts", "__pycache__", "tests"}


def files_of(*roots: Path) -> list[Path]:
    """Returns the templates and Python files with words for people under these folders."""
    paths = [path for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*.*")))]
    return [
        path
        for path in paths
        if path.suffix in (".html", ".txt", ".py") and not NOT_OURS & set(path.relative_to(ROOT).parts)
    ]


if __name__ == "__main__":
    total = 0
    for path in files_of(*(Path(one).resolve() for one in sys.argv[1:] or ["templates"])):
        for line, text in in_file(path):
            total += 1
            print(f"{path.relative_to(ROOT)}:{line}: {' '.join(text.split())[:150]}")
    print(total, "texts do not go through gettext.")
