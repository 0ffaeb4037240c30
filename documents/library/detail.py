"""Gathers what the page of a document shows, in a fixed number of queries."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.people.rules import own_agencies
from agencies.register.suggestions import suggest_for
from documents.clearance.models import Round
from documents.clearance.objections import objects_in_words, standing
from documents.document.models import Document, DocumentVersion, Step
from documents.document.views import why_not
from documents.library import requests
from documents.versions.queries import current_versions, latest_first
from foundation.dates import clock, shown
from foundation.text.words import listed

State = Document.State
# The steps that the page offers: each verb, and the state it leads to.
STEPS = {
    "circulate": State.CIRCULATED,
    "clear": State.CLEARED,
    "adopt": State.ADOPTED,
    "publish": State.PUBLISHED,
    "redraft": State.DRAFTING,
    "drop": State.DROPPED,
}


def steps(document: Document, *, is_objected_to: bool = False, is_asked: bool = False) -> list[str]:
    """Returns the verbs that the state of a document allows.

    A public document has none: it must be taken out of the library first. While an objection stands, or
    agencies can still reply, nothing goes forward in the Group's name; a text issued as another's can.
    """
    if document.is_public:
        return []
    possible = Document.TRANSITIONS[document.state]
    barred = {"clear", "adopt", "publish"} if is_objected_to or is_asked else set()
    if document.issued_as:
        barred.discard("publish")
    if is_asked:
        barred.add("redraft")  # what agencies reply to is not being drafted
    return [
        verb for verb, to in STEPS.items() if to in possible and to != document.state and verb not in barred
    ]


def last_agreement(life: Iterable[Step]) -> Step | None:
    """Returns the last step by which a version was cleared or adopted; else None."""
    return next((one for one in reversed(list(life)) if one.state in (State.CLEARED, State.ADOPTED)), None)


def versions_after(step: Step | None, versions: Iterable[DocumentVersion]) -> list[DocumentVersion]:
    """Returns the current, unpublished versions that came after the one that was cleared or adopted."""
    if step is None:
        return []
    last = step.version.number if step.version else 0
    return [one for one in current_versions(versions) if one.number > last and one.published_at is None]


def not_agreed(step: Step | None, later: list[DocumentVersion]) -> str:
    """ "Version 1 was cleared on 2 May 2007. Version 2 was added since and is not cleared."; else ""."""
    if not later:
        return ""
    cleared, count = step.state == State.CLEARED, len(later)
    if step.version:
        first = (
            _("Version %(number)s was cleared on %(date)s.")
            if cleared
            else _("Version %(number)s was adopted on %(date)s.")
        )
    else:
        first = (
            _("This document was cleared on %(date)s.")
            if cleared
            else _("This document was adopted on %(date)s.")
        )
    since = (
        ngettext(
            "Version %(numbers)s was added since and is not cleared.",
            "Versions %(numbers)s were added since and are not cleared.",
            count,
        )
        if cleared
        else ngettext(
            "Version %(numbers)s was added since and is not adopted.",
            "Versions %(numbers)s were added since and are not adopted.",
            count,
        )
    )
    first %= {"number": step.version.number if step.version else "", "date": shown.day(clock.day_of(step.at))}
    return f"{first} {since % {'numbers': listed(one.number for one in later)}}"


def not_cleared(document: Document) -> str:
    """Returns, in words, what would be published without clearance.

    "" if everything is cleared, or if nobody asked to clear it. Uses prefetched `versions`.
    """
    cleared = document.steps.filter(state=State.CLEARED).select_related("version").last()
    if cleared is None:
        asked = Round.objects.filter(version__document=document).exists()
        return _("No version of this document is cleared.") if asked else ""
    return not_agreed(cleared, versions_after(cleared, document.versions.all()))


def editions(document: Document, user) -> list[Document]:
    """Returns the other editions of the same work that the user may see, the latest first."""
    found = Document.objects.visible_to(user).filter(slug=document.slug).exclude(pk=document.pk)
    return list(found.order_by("-edition"))


def facts(document: Document, user) -> dict:
    """Returns what the page shows to people of the Group, with the steps that the user may take."""
    all_of_them = latest_first(document)
    document.__dict__.setdefault("_prefetched_objects_cache", {})["versions"] = all_of_them
    current = document.current
    beside = [version for version in current_versions(all_of_them) if version != current]
    may_edit = user.has_perm("documents.edit", document)
    may_lead = user.has_perm("documents.lead", document)
    may_publish = user.has_perm("documents.publish", document)
    may_describe = user.has_perm("documents.describe", document)
    life = list(document.steps.select_related("by", "version"))
    last_agreed = last_agreement(life)
    later = versions_after(last_agreed, all_of_them)
    objections = standing(document)
    is_asked = Round.objects.running().filter(version__document=document).exists()
    possible = steps(document, is_objected_to=bool(objections), is_asked=is_asked)
    may_go_on = bool(document.issued_as) or not objections
    unpublished = [one for one in current_versions(all_of_them) if one.published_at is None]
    asked = requests.last_request(document)
    lapsed = bool(asked and all_of_them and all_of_them[0].number > asked.number)
    is_requested = bool(asked and not asked.answer and not lapsed)
    awaits_chair = is_requested and may_lead and not may_publish
    return {
        "document": document,
        "sees_all": True,
        "versions": all_of_them,
        "current": current,
        "beside": beside,
        "may_edit": may_edit,
        "may_lead": may_lead,
        "may_publish": may_publish,
        "may_describe": may_describe,
        "not_theirs": _not_theirs(document, user),
        "asked": asked,
        "asked_lapsed": lapsed,
        "steps": possible if may_lead else [],
        "objections": objections,
        "objects": objects_in_words(objections),
        "objecting": [one.agency for one in objections],
        "own": own_agencies(user) if objections else (),
        "may_take_back": () if document.is_public else own_agencies(user),
        "unpublished": [one.number for one in unpublished] if document.state == State.PUBLISHED else [],
        "life": life,
        "not_agreed": not_agreed(last_agreed, later),
        "editions": editions(document, user),
        "suggestions": suggest_for(document, document.title, document.summary) if may_describe else [],
        "awaits_chair": awaits_chair,
        "main": ""
        if awaits_chair
        else "publish"
        if may_publish and is_requested and "publish" in possible
        else _main(
            document,
            current,
            may_edit,
            may_lead and ("publish" in possible or (document.is_public and may_go_on)),
            bool(unpublished),
            later=current in later,
        ),
    }


def _not_theirs(document: Document, user) -> str:
    """Says whom to ask about a governing document, to people of the Group who do not keep it; else ""."""
    return "" if user.has_perm("documents.edit", document) else why_not("documents.edit", document)


def _main(
    document: Document, current, may_edit: bool, may_publish: bool, unpublished: bool, later: bool
) -> str:
    """Returns the main action for the user on this page; "" if there is none."""
    if document.state == State.PUBLISHED:
        return "publish-again" if may_publish and unpublished and current else ""
    agreed = document.state in (State.CLEARED, State.ADOPTED) and not later
    if may_publish and (agreed or document.issued_as):
        return "publish"
    if not may_edit or document.state in (State.SUPERSEDED, State.DROPPED):
        return ""
    return "file" if current and not current.is_text else "text"
