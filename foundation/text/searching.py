"""Words as a search compares them: the same word is the same characters, however it is written.

Case, accents, ligatures and the forms of apostrophes and dashes make no difference. So a search compares
plain characters, which both databases do in the same way, and PostgreSQL with an index.
"""

import unicodedata
from typing import Any

from django.db import connections, models

# PDFs write "ﬁ" as one character, and Arabic letters by their form within the word.
_FORMS = [*range(0xFB00, 0xFDFE), *range(0xFE70, 0xFEFD)]
_PLAIN: dict[int, str | None] = {code: unicodedata.normalize("NFKC", chr(code)) for code in _FORMS}
_PLAIN |= dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))  # where a word may break, or not
_PLAIN |= {ord(one): "'" for one in "’‘ʼ‛′`´"} | {ord(one): '"' for one in "“”„«»″"}
_PLAIN |= {ord(one): "-" for one in "‐‑‒–—−"}
# Letters that are no plain letter with an accent.
_OTHERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_PLAIN |= {ord(one): plain for one, plain in _OTHERS.items()}

LONGEST = 200  # characters of what is searched for


def folded(text: str) -> str:
    """Returns the words of a text as they are compared, with one space between each."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
        text = unicodedata.normalize("NFC", "".join(one for one in plain if not unicodedata.combining(one)))
    return " ".join(text.lower().split())


def sought(typed: str) -> list[str]:
    """Returns the words that somebody searches for, to be compared with `folded` texts: all must be found."""
    return folded(typed[:LONGEST]).split()


class WordsField(models.TextField):
    """The words of other fields of the row, `folded`. They are kept whenever the row is saved, also in bulk.

    `QuerySet.update` and `bulk_update` of these fields do not keep them.
    """

    def __init__(self, *of: str, **options: Any):
        self.of = of
        usual: dict[str, Any] = {"blank": True, "editable": False, "default": ""}
        super().__init__(**usual | options)

    def deconstruct(self):
        name, path, _, options = super().deconstruct()
        return name, path, self.of, options

    def pre_save(self, row, add):
        words = self.made_of(getattr(row, name) for name in self.of)
        setattr(row, self.attname, words)
        return words

    @staticmethod
    def made_of(texts) -> str:
        """Returns the words of these texts, each in a line of its own."""
        return "\n".join(filter(None, map(folded, texts)))


class Searched(models.Model):
    """A row with `words`, a `WordsField`, that also follow if only some of its fields are saved."""

    words: WordsField

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **options):
        field: Any = self._meta.get_field("words")
        if update_fields is not None and not {*field.of}.isdisjoint(update_fields):
            update_fields = {*update_fields, "words"}
        elif "words" in self.get_deferred_fields():
            self.words = ""  # else Django would not save it
        super().save(*args, update_fields=update_fields, **options)


def fill(model: type[models.Model], using: str, *, at_once: int = 1000) -> int:
    """Writes the words of all rows of a table, so many at a time. Returns how many rows there are."""
    field = model._meta.get_field("words")
    of = field.of if isinstance(field, WordsField) else ("words",)
    rows, last, count = model._base_manager.using(using).order_by("pk"), 0, 0
    while found := list(rows.filter(pk__gt=last).values_list("pk", *of)[:at_once]):
        _write(model, [(pk, WordsField.made_of(texts)) for pk, *texts in found], using)
        last, count = found[-1][0], count + len(found)
    return count


def _write(model: type[models.Model], words: list[tuple[int, str]], using: str) -> None:
    connection = connections[using]
    named = (model._meta.db_table, str(model._meta.pk.column), "words")
    table, key, column = map(connection.ops.quote_name, named)
    values = ", ".join(["(%s, %s)"] * len(words))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = made.column2 FROM (VALUES {values}) AS made "
            f"WHERE {table}.{key} = made.column1",
            [value for row in words for value in row],
        )
