"""Revisions of a text that is saved while people type: what it said earlier. Each can be read and restored.

They are not the versions of a document, which never change (ADR 9). See ADR 24.
"""

import datetime as dt
import hashlib
import re
from itertools import groupby

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from foundation.dates import clock, hours
from foundation.text import rich
from foundation.text.lengths import TEXT, VisibleLength
from foundation.text.rich.differences import stretches

PAUSE = dt.timedelta(minutes=1)  # whoever writes on after it begins a new revision
HOUR, DAY, WEEK = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(days=7)
STEP = dt.timedelta(minutes=10)  # one revision in each is kept for a day; after that one an hour, then a day
MANY_WORDS, MANY_LETTERS = 8, 40  # a passage: so many in a row
IN_ALL = 40  # words: so many are a loss too, wherever they stood
# A mark within a word does not end it. Scripts without spaces are read sign by sign.
MARK = re.compile(r"</?(?:a|ins|del|strong|em|u|s|sup|sub)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
SIGNS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(rf"[{SIGNS}]|[^\s{SIGNS}]+")
LATEST = 6  # revisions that are looked at with each save; all of them are looked at once in a step
TOGETHER = 3  # fewer words in a row that two texts share are chance


class Revision(models.Model):
    """What a text said after somebody wrote in it."""

    number = models.PositiveIntegerField()
    text = models.TextField(blank=True, validators=[VisibleLength(TEXT * 5)])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    def __str__(self):
        return _("text of %(moment)s") % {"moment": hours.moment(self.saved_at)}


def keep_revision(revisions, *, text: str, before: str, by, **of) -> Revision:
    """Stores what a text says now as a revision, and removes those that it makes needless. Returns it.

    Call it in the transaction that writes the text, under its lock. `revisions` are those of the text, in
    order; `of` has the fields that tie a new one to its text. `before` is the text until now: if no revision
    has it, it becomes one.
    """
    now, last, create = clock.now(), revisions.last(), revisions.model.objects.create
    number = last.number if last else 0
    if before and (last is None or before not in (last.text, rich.clean(last.text, images=True))):
        number += 1
        last = create(**of, number=number, text=before, by=None, begun_at=now, saved_at=now)
    made = create(**of, number=number + 1, text=text, by=by, begun_at=now, saved_at=now)
    if last:
        rows, is_new_step = list(revisions.defer("text")), _slot(last, STEP) != _slot(made, STEP)
        _thin(rows if is_new_step else rows[-LATEST:], now, strictly=not is_new_step)
    return made


def _thin(rows: list[Revision], now: dt.datetime, *, strictly: bool) -> None:
    """Removes the revisions that are not needed at their age, if no passage is lost with them."""
    at = 0
    while at < len(rows) - 1:
        if not _is_needed(rows, at, now) and _is_covered(rows, at, strictly=strictly):
            rows.pop(at).delete()
            at = max(at - 1, 0)  # the one before has another one after it now
        else:
            at += 1


def _is_needed(rows: list[Revision], at: int, now: dt.datetime) -> bool:
    """Returns whether a revision is kept at its age, whatever it says."""
    row, age = rows[at], now - rows[at].saved_at
    if age < HOUR:
        later = next((one for one in rows[at + 1 :] if one.by_id == row.by_id), None)
        if later is None or later.saved_at - row.saved_at >= PAUSE:
            return True
    slot = STEP if age < DAY else HOUR if age < WEEK else DAY
    return _slot(row, slot) != _slot(rows[at + 1], slot)


def _slot(row: Revision, step: dt.timedelta) -> int:
    return int(row.saved_at.timestamp() // step.total_seconds())


def _is_covered(rows: list[Revision], at: int, *, strictly: bool) -> bool:
    """Returns whether no passage of a revision is lost without it, as the next one or that before has it.

    The next one is not enough if it is shorter: of a text that is deleted word by word, the longest stays.
    `strictly` the one before must have each word, apart from one that is half typed or half deleted.
    """
    words, after = _words(rows[at].text), _words(rows[at + 1].text)
    if after[: len(words)] == words:
        return True
    in_next = _found(words, after)
    if len(after) >= len(words) and not _has_passage(words, in_next):
        return True
    if at == 0:
        return False
    earlier = _words(rows[at - 1].text)
    found = _found(words, earlier)
    if strictly:
        return all(
            there or any(one.startswith(word) for one in earlier)
            for word, there in zip(words, found, strict=True)
        )
    return not _has_passage(words, found)


def _words(text: str) -> list[str]:
    return WORD.findall(TAG.sub(" ", MARK.sub("", text)))


def _found(words: list[str], others: list[str]) -> list[bool]:
    """Returns of each word whether the others have it, at its place or in a passage that was moved."""
    found, at_least = [False] * len(words), min(TOGETHER, len(words))
    for (_start, end), _there, same in stretches(words, others):
        if same >= at_least:
            found[end : end + same] = [True] * same
    before, after = (f" {' '.join(row)} " for row in (words, others))
    at = 0
    for is_found, run in groupby(found[:]):
        length = sum(1 for _one in run)
        said = f" {' '.join(words[at : at + length])} "
        if not is_found and length >= at_least and after.count(said) >= before.count(said):
            found[at : at + length] = [True] * length
        at += length
    return found


def _has_passage(words: list[str], found: list[bool]) -> bool:
    """Returns whether more than a few words are not found."""
    at = in_all = 0
    for is_found, run in groupby(found):
        length = sum(1 for _one in run)
        if not is_found:
            in_all += length
            letters = sum(map(len, words[at : at + length]))
            if length >= MANY_WORDS or letters >= MANY_LETTERS or in_all >= IN_ALL:
                return True
        at += length
    return False


def last_writer(revisions):
    """Returns the person who wrote last; None if that is not recorded."""
    last = revisions.select_related("by").defer("text").last()
    return last.by if last else None


def merged_words(writer, by) -> str:
    """Returns the sentence for `by`, whose text was merged with what `writer` wrote meanwhile."""
    if writer is None:
        return _("Somebody else changed other paragraphs meanwhile. Both changes are saved.")
    if writer == by:
        return _("You changed other paragraphs in another window. Both changes are saved.")
    return _("%(person)s changed other paragraphs meanwhile. Both changes are saved.") % {
        "person": writer.shown
    }


def compare(revisions, asked) -> dict:
    """Returns what a page of revisions shows.

    `old` and `new` are those with the numbers in `asked`, else the last two.
    """
    rows = list(revisions.select_related("by"))

    def chosen(name):
        return next((one for one in rows if str(one.number) == asked.get(name, "")), None)

    new = chosen("new") or (rows[-1] if rows else None)
    before = [one for one in rows if new and one.number < new.number]
    old = chosen("old") or (before[-1] if before else None)
    return {
        "revisions": rows[::-1],
        "old": old,
        "new": new,
        "compared": rich.compare(old.text if old else "", new.text) if new else (),
    }


def fingerprint(text: str) -> str:
    """Returns a hash of the text. With it a form notices that somebody changed the text meanwhile."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]
