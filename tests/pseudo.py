"""Two languages that nobody speaks: they show which words do not go through gettext, and what breaks.

DJANGO_SETTINGS_MODULE=tests.settings python -m tests.pseudo locale

writes them beside our messages. LANGUAGE_CODE=en-xa then shows the portal in English with accents, 40 %
longer and in brackets, and LANGUAGE_CODE=ar-xb the same from right to left. Both are made of our own messages
and of those of Django and allauth.
"""

import re
import shutil
import sys
from contextlib import chdir
from importlib import import_module
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
from django.core.management import call_command
from django.test import override_settings

from foundation.discovery import ORDER

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES"
LANGUAGES = {"en-xa": "en_XA", "ar-xb": "ar_XB"}
BORROWED = ("django.conf", "django.contrib.admin", "django.contrib.auth", "allauth")
# What stays in a message as it is: places, tags, entities and addresses.
_STAYS = re.compile(r"(%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|<[^>]*>|&\w+;|https?://\S+|[\w.]+@[\w.]+\w)")
_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)
_BEGINS, _ENDS = "⟦", "⟧"
_RIGHT_TO_LEFT, _POP = "\u202e", "\u202c"  # the browser draws what is between them from right to left


def pseudo(text: str, language: str) -> str:
    """Returns a message in that language. Its places and tags stay as they are."""
    if not text.strip():
        return text
    parts = [part if _STAYS.fullmatch(part) else _longer(part) for part in _STAYS.split(text)]
    said = "".join(parts)
    start, said, end = re.fullmatch(r"(\s*)(.*?)(\s*)", said, re.DOTALL).groups()
    if language == "ar-xb":
        said = f"{_RIGHT_TO_LEFT}{said}{_POP}"
    return f"{start}{_BEGINS}{said}{_ENDS}{end}"


def _longer(text: str) -> str:
    """Doubles vowels, which makes English some 40 % longer, and gives all letters accents."""
    return re.sub(r"[aeiou]", lambda vowel: vowel[0] * 2, text).translate(_ACCENTS)


def sources(domain: str) -> list[Path]:
    """Returns the English catalogues of a domain: of others first, ours last."""
    found = [Path(import_module(name).__file__).parent / "locale/en/LC_MESSAGES" for name in BORROWED]
    return [path for folder in [*found, ENGLISH] if (path := folder / f"{domain}.po").exists()]


def write(folder: Path) -> None:
    """Writes both languages under a folder for LOCALE_PATHS."""
    for language, locale in LANGUAGES.items():
        place = folder / locale / "LC_MESSAGES"
        place.mkdir(parents=True, exist_ok=True)
        for domain in ("django", "djangojs"):
            made = polib.POFile()
            made.metadata = {
                "Content-Type": "text/plain; charset=utf-8",
                "Plural-Forms": "nplurals=2; plural=(n != 1);",
            }
            known = set()
            for path in reversed(sources(domain)):
                for entry in polib.pofile(str(path)):
                    if (key := (entry.msgctxt, entry.msgid)) in known or entry.obsolete:
                        continue
                    known.add(key)
                    made.append(_translated(entry, language))
            made.save_as_mofile(str(place / f"{domain}.mo"))


def _translated(entry: polib.POEntry, language: str) -> polib.POEntry:
    said = {"msgid": entry.msgid, "msgctxt": entry.msgctxt}
    if not entry.msgid_plural:
        return polib.POEntry(**said, msgstr=pseudo(entry.msgid, language))
    forms = {0: pseudo(entry.msgid, language), 1: pseudo(entry.msgid_plural, language)}
    return polib.POEntry(**said, msgid_plural=entry.msgid_plural, msgstr_plural=forms)


def messages_of(folder: Path) -> set[tuple]:
    """Returns the messages of the English catalogues under a folder."""
    files = (folder / "en" / "LC_MESSAGES").glob("*.po")
    return {(file.name, one.msgctxt, one.msgid) for file in files for one in polib.pofile(str(file))}


def make_messages(folder: Path) -> None:
    """Writes our English catalogues, as code and templates have the messages now, under a folder.

    It reads a copy of the code, because `makemessages` writes files beside those that it reads.
    """
    with (
        TemporaryDirectory() as copy,
        chdir(copy),
        override_settings(LOCALE_PATHS=[str(Path(copy) / "locale")]),
    ):
        ours = shutil.ignore_patterns("__pycache__", "demo", "migrations", "node_modules")
        for name in (*ORDER, "templates", "static/js", "frontend"):
            shutil.copytree(ROOT / name, name, ignore=ours)
        for domain in ("django", "djangojs"):
            call_command(
                "makemessages",
                locale=["en"],
                domain=domain,
                add_location="file",
                no_wrap=True,
                no_obsolete=True,
                verbosity=0,
                stdout=StringIO(),
            )
            made = polib.pofile(f"locale/en/LC_MESSAGES/{domain}.po", wrapwidth=0)
            made.header, made.metadata_is_fuzzy = "", False
            made.metadata = {name: made.metadata[name] for name in ("Content-Type", "Plural-Forms")}
            (folder / "en" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
            made.save(str(folder / "en" / "LC_MESSAGES" / f"{domain}.po"))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
