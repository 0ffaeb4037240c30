"""Names through time: which one holds on a day and in a language, and "of X", "to X", "by X" in a sentence.

Whoever has names keeps them as plain facts beside it, so that a page needs no query for them. The facts are
a list of objects as `Name.facts` makes them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.utils.translation import get_language

from foundation.dates.partial import PartialDate

ENGLISH = "en"
VOWELS = "aàâäæeéèêëiîïoôöœuùûüyh"
# What becomes of the word and the article, by the language and the article; "" is no article.
FORMS = {
    "en": {
        "of": {"": "of ", "the": "of the "},
        "to": {"": "to ", "the": "to the "},
        "by": {"": "by ", "the": "by the "},
    },
    "fr": {
        "of": {"": "de ", "le": "du ", "la": "de la ", "l’": "de l’", "les": "des "},
        "to": {"": "à ", "le": "au ", "la": "à la ", "l’": "à l’", "les": "aux "},
        "by": {"": "par ", "le": "par le ", "la": "par la ", "l’": "par l’", "les": "par les "},
    },
}
WORDS = ("", "the", "of", "to", "by")


def language_of(code: str | None = None) -> str:
    """Returns the language without its country: "en" for "en-gb". By default that of the reader."""
    return (code or get_language() or ENGLISH).partition("-")[0].lower()


def articles(language: str) -> tuple[str, ...]:
    """Returns the articles that a name can have in that language."""
    return tuple(article for article in FORMS.get(language, {}).get("of", {}) if article)


def in_sentence(word: str, text: str, *, article: str = "", language: str = ENGLISH) -> str:
    """Returns the name as a sentence has it: "of UNHCR", "to the World Bank", "du HCR", "à l’OIM".

    `word` is "of", "to", "by", "the" for the article alone, or "" for the bare name. Raises `ValueError` for
    any other word. A language without forms of its own gets the bare name: the sentence has to say the word.
    """
    if word not in WORDS:
        raise ValueError(f"{word!r} is none of {', '.join(filter(None, WORDS))}")
    if not word or language not in FORMS:
        return text
    if word == "the":
        return article + ("" if not article or article.endswith("’") else " ") + text
    if language == "fr" and word == "of" and not article and text[:1].lower() in VOWELS:
        return f"d’{text}"
    forms = FORMS[language][word]
    return forms.get(article, forms[""]) + text


@dataclass(frozen=True)
class Name:
    """A name in a language, from when to when. `article` is the one that the acronym takes in a sentence."""

    name: str
    acronym: str = ""
    article: str = ""
    language: str = ENGLISH
    starts: PartialDate | None = None
    ends: PartialDate | None = None

    @property
    def short(self) -> str:
        """The acronym; the name if it has none."""
        return self.acronym or self.name

    def said(self, word: str = "", *, full: bool = False) -> str:
        """Returns the acronym, or with `full` the name, as `in_sentence` does."""
        text = self.name if full and self.name else self.short
        return in_sentence(word, text, article=self.article, language=self.language)

    @property
    def facts(self) -> dict:
        """The name as plain values, for JSON. What is empty is left out."""
        dates = {key: date.iso for key in ("starts", "ends") if (date := getattr(self, key))}
        return {key: value for key, value in (asdict(self) | dates).items() if value}

    @classmethod
    def of(cls, facts: dict) -> "Name":
        """Returns the name of such plain values."""
        dates = {key: PartialDate.parse(facts[key]) for key in ("starts", "ends") if facts.get(key)}
        return cls(**{"name": "", **facts, **dates})

    def may_hold(self, day: dt.date) -> bool:
        """Whether it may have been the name on that day."""
        begun = self.starts is None or self.starts.earliest <= day
        return begun and (self.ends is None or self.ends.latest >= day)


def by_start(one: Name) -> dt.date:
    """Returns what to sort names by: the first day on which they can have begun."""
    return one.starts.earliest if one.starts else dt.date.min


def on(names: Iterable[Name], day: dt.date, language: str) -> Name | None:
    """Returns the name on that day in that language; None if none is known.

    In a month or year of which no more is known than that the name changed, the later name counts.
    """
    held = [one for one in names if one.language == language and one.may_hold(day)]
    return max(held, key=by_start, default=None)
