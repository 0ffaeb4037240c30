"""The versions of a document: all, the current ones, and the published ones."""

from collections.abc import Iterable

from documents.document.models import Document, DocumentVersion


def latest_first(document: Document) -> list[DocumentVersion]:
    """Returns all versions of a document, the latest first, each with who made it, without `words`."""
    found = document.versions.defer("words").select_related("uploaded_by", "restores")
    return sorted(found, key=lambda version: -version.number)


def current_versions(versions: Iterable[DocumentVersion]) -> list[DocumentVersion]:
    """Returns the last main version in each language, with the addenda and corrigenda that came after it."""
    by_language: dict[str, list[DocumentVersion]] = {}
    for version in sorted(versions, key=lambda version: version.number):
        if version.is_main:
            by_language[version.language] = [version]
        else:
            by_language.setdefault(version.language, []).append(version)
    return [version for found in by_language.values() for version in found]


def published(document: Document) -> list[DocumentVersion]:
    """Returns the current ones among the published versions: see `current_versions`."""
    found = list(document.versions.filter(published_at__isnull=False).defer("words"))
    return current_versions(found)


def last_main(document: Document, language: str) -> DocumentVersion | None:
    """Returns the version that a new one in this language would replace; None if there is none."""
    found = document.versions.main().filter(language=language).defer("words")
    return found.select_related("uploaded_by").last()
