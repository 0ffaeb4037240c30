"""The verbs of versions: a file is uploaded, a text is written, an earlier version is restored."""

import hashlib

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.models import User
from documents.clearance.outcomes import up_to_date
from documents.document import symbols
from documents.document.models import Document, DocumentVersion, Language
from documents.document.states import move, refuse_unseen
from documents.versions import fulltext, imports
from documents.versions.queries import current_versions
from foundation.files.storage import digest, kept_or_gone
from foundation.jobs import outbox
from foundation.text import rich
from foundation.text.rich import merging
from foundation.text.searching import folded
from foundation.verbs import Refused, Stale, keep


@transaction.atomic
def bring_file(
    document: Document, *, file, by: User, note: str = "", language: str = Language.ENGLISH, part: str = ""
) -> DocumentVersion:
    """Saves an uploaded file as the next version. Two files at the same time become two versions.

    Returns the version; for the same file once more the latest. Raises `Refused`.
    """
    document = up_to_date(document)
    last = document.versions.last()
    came = (file.name, digest(file), language, part)
    if last and (last.name, last.sha256, last.language, last.part) == came:
        return last
    with kept_or_gone() as store:
        version = _next(document, note=note, language=language, part=part)
        keep(version, **store(file, under="documents", by=by))
    _draft_on(version, by)
    outbox.put(fulltext.JOB, version.pk)
    return version


@transaction.atomic
def write_text(
    document: Document,
    *,
    text: str,
    after: int,
    by: User,
    note: str = "",
    language: str = Language.ENGLISH,
    part: str = "",
    below: bool = False,
) -> DocumentVersion:
    """Saves a text, rich or plain, as the next version in its language. The same text makes no version.

    `after` is the number of the version that was opened, 0 for none. If somebody wrote a later one, both
    texts are merged. With `below`, the text is added below the latest one in its language. Returns the
    version. Raises `Refused`, and `Stale` if they cannot be merged: its `current` is the later version.
    """
    document = up_to_date(document)
    text = rich.clean(text.replace("\r\n", "\n"), images=True).strip()
    if not text:
        raise Refused(_("There is no text yet. Write some, or upload a file."))
    last = document.versions.main().filter(language=language).last()
    if below and last and last.is_text:
        text = rich.clean(last.text, images=True) + text
    if last and last.text == text and not part:
        return last
    if not below and last and last.number > after and last.is_text:
        merged = merging.merge(_opened(document, after, language), text, last.text)
        if merged.text is None:
            raise Stale(last, merged)
        if merged.text == last.text:
            return last
        text = merged.text
    imports.is_saved(document, by=by, language=language)
    return _keep_text(_next(document, note=note, language=language, part=part), text, by)


def _opened(document: Document, after: int, language: str) -> str:
    """Returns the text that was the latest in this language when version `after` was."""
    earlier = document.versions.main().filter(language=language, number__lte=after).last()
    return earlier.text if earlier else ""


@transaction.atomic
def restore(version: DocumentVersion, *, by: User, seen: int | None = None) -> DocumentVersion:
    """Makes an earlier version the latest again, as a new version. Those in between stay.

    It stays what it was: an addendum remains one, in its language. `seen` is the number of the latest version
    that the user was shown, if any. Returns the new version. Raises `Refused`, and `Unseen` if there is a
    later version.
    """
    document = up_to_date(version.document)
    current = current_versions(document.versions.defer("text", "words"))
    if version in current or version.pk in {one.restores_id for one in current}:
        raise Refused(_("This is already the current version."))
    refuse_unseen(document, seen)
    made = _next(
        document,
        note=_("Version %(number)s restored") % {"number": version.number},
        language=version.language,
        part=version.part,
        restores=version,
    )
    if version.is_text:
        return _keep_text(made, version.text, by)
    # A stored file never changes, so both can point to it.
    same = ("file", "name", "size", "sha256", "words", "unread")
    keep(made, uploaded_by=by, **{name: getattr(version, name) for name in same})
    _draft_on(made, by)
    return made


def _next(document: Document, **values) -> DocumentVersion:
    """Returns the next version of a locked document, not saved yet.

    A revision, addendum or corrigendum gets a symbol of its own.
    """
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    symbol = symbols.for_part(document, values.get("part", ""))
    return DocumentVersion(document=document, number=last + 1, symbol=symbol, **values)


def _keep_text(version: DocumentVersion, text: str, by: User) -> DocumentVersion:
    content = text.encode()
    keep(
        version,
        text=text,
        words=folded(rich.plain(text)),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )
    _draft_on(version, by)
    return version


def _draft_on(version: DocumentVersion, by: User) -> None:
    """Moves a locked document that was cleared or issued back to drafting: its new version is not."""
    document = version.document
    agreed = document.state == Document.State.CLEARED or (document.issued_as and not document.is_public)
    if agreed and document.current == version:
        move(document, Document.State.DRAFTING, by=by, version=version)
