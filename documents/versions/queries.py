"""The versions of a document: all of them, those that stand, and those that were published."""

from collections.abc import Iterable

from documents.document.models import Document, DocumentVersion


def latest_first(document: Document) -> list[DocumentVersion]:
    """All versions of it, the latest first, each with who made it; without the texts, which can be long."""
    found = document.versions.defer("words").select_related("uploaded_by", "restores")
    return sorted(found, key=lambda version: -version.number)


def current_versions(versions: Iterable[DocumentVersion]) -> list[DocumentVersion]:
    """What is read and published of it: of each language the last, with the addenda and corrigenda since."""
    by_language: dict[str, list[DocumentVersion]] = {}
    for version in sorted(versions, key=lambda version: version.number):
        if version.is_main:
            by_language[version.language] = [version]
        else:
            by_language.setdefault(version.language, []).append(version)
    return [version for found in by_language.values() for version in found]


def published(document: Document) -> list[DocumentVersion]:
    """What was published of it: the last of each language first, each with what adds to it or corrects it."""
    found = list(document.versions.filter(published_at__isnull=False).defer("words"))
    return current_versions(found)
