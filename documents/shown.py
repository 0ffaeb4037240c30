"""What a page tells of a document, gathered in a fixed number of queries."""

from collections.abc import Iterable

from documents.models import Document, DocumentVersion

State = Document.State
# The steps that the page offers: the verb, and the state it leads to.
STEPS = {
    "circulate": State.CIRCULATED,
    "clear": State.CLEARED,
    "adopt": State.ADOPTED,
    "publish": State.PUBLISHED,
    "redraft": State.DRAFTING,
}


def versions(document: Document) -> list[DocumentVersion]:
    """All of them, the latest first, each with who made it; without the texts, which can be long."""
    found = document.versions.defer("words").select_related("uploaded_by", "restores")
    return sorted(found, key=lambda version: -version.number)


def steps(document: Document) -> list[str]:
    """The verbs that its state allows. What is public is taken out of the library before it is drafted on."""
    if document.is_public:
        return []
    possible = Document.TRANSITIONS[document.state]
    return [verb for verb, to in STEPS.items() if to in possible and to != document.state]


def standing(versions: Iterable[DocumentVersion]) -> list[DocumentVersion]:
    """What is read and published of it: of each language the last, with the addenda and corrigenda since."""
    told: dict[str, list[DocumentVersion]] = {}
    for version in sorted(versions, key=lambda version: version.number):
        if version.is_main:
            told[version.language] = [version]
        else:
            told.setdefault(version.language, []).append(version)
    return [version for found in told.values() for version in found]


def read(document: Document) -> list[DocumentVersion]:
    """What was published of it: the last of each language first, each with what adds to it or corrects it."""
    found = list(document.versions.filter(published_at__isnull=False).defer("words"))
    return standing(found)


def editions(document: Document, user) -> list[Document]:
    """The others of the same work that the person may see, the latest first."""
    found = Document.objects.visible_to(user).filter(slug=document.slug).exclude(pk=document.pk)
    return list(found.order_by("-edition"))


def document(document: Document, user) -> dict:
    """For the page of the Group."""
    all_of_them = versions(document)
    document.__dict__.setdefault("_prefetched_objects_cache", {})["versions"] = all_of_them
    current = document.current
    beside = [version for version in standing(all_of_them) if version != current]
    may_edit = user.has_perm("documents.edit", document)
    may_lead = user.has_perm("documents.lead", document)
    unpublished = [one for one in standing(all_of_them) if one.published_at is None]
    return {
        "document": document,
        "sees_all": True,
        "versions": all_of_them,
        "current": current,
        "beside": beside,
        "may_edit": may_edit,
        "may_lead": may_lead,
        "steps": steps(document) if may_lead else [],
        "unpublished": unpublished if document.state == State.PUBLISHED else [],
        "life": list(document.steps.select_related("by", "version")),
        "editions": editions(document, user),
        "main": _main(document, current, may_edit, may_lead, bool(unpublished)),
    }


def _main(document: Document, current, may_edit: bool, may_lead: bool, unpublished: bool) -> str:
    """The next thing that this person can do here."""
    if document.state == State.PUBLISHED:
        return "publish-again" if may_lead and unpublished and current else ""
    if may_lead and document.state in (State.CLEARED, State.ADOPTED):
        return "publish"
    if not may_edit or document.state == State.SUPERSEDED:
        return ""
    return "file" if current and not current.is_text else "text"
