"""The verbs of an agenda, its items and their papers.

Each verb locks the meeting's row first. Of two people, the second then finds what the first has done.
"""

from collections.abc import Sequence

from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from agencies.models import Purpose, User
from agencies.register.actions import give_purposes
from chairmanship.handover.actions.reports import make_drafts_anew
from documents.document.symbols import allot
from documents.models import DocumentVersion
from documents.versions import exports as version_exports
from foundation import discovery
from foundation.dates import clock
from foundation.files.storage import digest, forget, kept_or_gone
from foundation.mail.recall import recall
from foundation.portal import group
from foundation.verbs import Refused, Stale
from meetings.agenda import mail, order, reading
from meetings.agenda.locks import locked_item
from meetings.agenda.models import AgendaItem, Paper, PaperFile
from meetings.calendar.models import Rhythm
from meetings.meeting.locks import locked, move, next_position, save
from meetings.meeting.models import Meeting

LEVELS: dict[str, str] = {Meeting.Level.PRINCIPALS: "P", Meeting.Level.WORKING: "WL"}


def _refuse_settled(meeting: Meeting) -> None:
    if meeting.minutes_stand:
        raise Refused(_("The minutes of this meeting are adopted, so its agenda can no longer be changed."))


@transaction.atomic
def add_item(meeting: Meeting, *, by: User, **what) -> AgendaItem:
    """Adds an item at the end of the agenda, before the closing items. Returns it. Raises `Refused`."""
    meeting = locked(meeting)
    _refuse_settled(meeting)
    return put_on(meeting, AgendaItem(meeting=meeting, **what))


def put_on(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """Saves a new item before the closing items. Returns it. Call it under the meeting's lock."""
    items = list(meeting.agenda.all())
    item.position = next_position(meeting.agenda)
    if meeting.agenda_is_out:
        item.changed_at = clock.now()
    item.save()
    items.insert(order.place_for_new(items), item)
    order.keep(meeting, items)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, changes: dict, revision: int, by: User) -> AgendaItem:
    """Changes an item. Returns it. Raises `Refused`, and `Stale` if somebody has changed it since `revision`.

    If other people may read it now, the drafts of handover reports are made again."""
    item = locked_item(item)
    _refuse_settled(item.meeting)
    if item.revision != revision:
        raise Stale(item)
    if changes.get("restricted", item.restricted) != item.restricted:
        make_drafts_anew()
    purposes = changes.get("purposes")
    for name, value in changes.items():
        if name != "purposes":
            setattr(item, name, value)
    if purposes is not None:
        item.purposes.set(purposes)
    if item.meeting.agenda_is_out:
        item.changed_at = clock.now()
    return save(item)


@transaction.atomic
def accept_purposes(item: AgendaItem, *, purposes: Sequence[Purpose], by: User) -> AgendaItem:
    """Gives it the purposes that were suggested. Returns it. Raises `Refused` if it has some by now."""
    item = locked_item(item)
    _refuse_settled(item.meeting)
    give_purposes(item, purposes)
    return save(item)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User) -> int:
    """Removes an item from the agenda. The proposals that led to it, and those merged with it, wait again.

    Returns how many wait again by themselves. Their agencies are told. Raises `Refused`.
    """
    item = locked_item(item)
    _refuse_settled(item.meeting)
    papers = item.papers.all()
    if item.document_id:  # its version is kept with the document
        papers = papers.exclude(document=item.document_id)
    if papers.exists():
        raise Refused(
            _("“%(item)s” has papers, which would be lost. Delete the papers first.") % {"item": item}
        )
    if item.minutes or item.decisions.exists() or item.actions.exists() or item.comments.exists():
        raise Refused(
            _(
                "“%(item)s” has minutes, decisions, action points or comments, which would be lost. Delete "
                "them first, or keep the item and say in its minutes that it was not discussed."
            )
            % {"item": item}
        )
    waiting = take_off(item, by=by)
    if item.kind == AgendaItem.Kind.MINUTES:  # it does not come back by itself
        item.meeting.without_adoption = True
        item.meeting.save(update_fields=["without_adoption"])
    return waiting


def take_off(item: AgendaItem, *, by: User) -> int:
    """Deletes an item, after all rooms have released it. Returns how many proposals wait again.

    A room does that with `before_removal(item, by)` in a module `item_removal`, which may raise `Refused`.
    Call it under the meeting's lock.
    """
    waiting = sum(room.before_removal(item, by=by) for room in discovery.modules("item_removal"))
    item.purposes.clear()
    item.delete()
    return waiting


@transaction.atomic
def move_item(item: AgendaItem, *, to: int, by: User) -> list[AgendaItem]:
    """Moves an item with its parts to a place, counted from 0 and kept within the agenda.

    Returns the items in order. Raises `Refused`.
    """
    item = locked_item(item)
    _refuse_settled(item.meeting)
    items = list(item.meeting.agenda.all())
    before = items.index(item)
    items = order.with_moved(items, item, to)
    to = items.index(item)
    if before == to:
        return items
    order.keep(item.meeting, items)
    LogEntry.objects.log_create(
        item, action=LogEntry.Action.UPDATE, changes={"position": [str(before), str(to)]}
    )
    return items


@transaction.atomic
def publish_agenda(meeting: Meeting, *, by: User) -> Meeting:
    """Publishes the provisional agenda to the members, who are told a minute later. Raises `Refused`.

    Returns the meeting."""
    meeting = locked(meeting)
    if meeting.stage == Meeting.Stage.CANCELLED:
        raise Refused(_("This meeting is cancelled. Plan it again first."))
    if meeting.stage == Meeting.Stage.PLANNED:
        raise Refused(
            _("Members do not know about this meeting yet. Convene it first, then publish the agenda.")
        )
    move(meeting, "agenda_state", Meeting.Agenda.PROVISIONAL)
    meeting.published_at = clock.now()
    save(meeting)
    if not meeting.is_over:
        mail.tell_published(meeting, by=by)
    return meeting


@transaction.atomic
def adopt_agenda(meeting: Meeting, *, by: User) -> Meeting:
    """Records that the Group adopted the agenda. Returns the meeting. Raises `Refused`."""
    meeting = locked(meeting)
    if meeting.stage == Meeting.Stage.CANCELLED:
        raise Refused(_("This meeting is cancelled, so its agenda cannot be adopted."))
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(_("Convene this meeting before its agenda is adopted."))
    move(meeting, "agenda_state", Meeting.Agenda.ADOPTED)
    return save(meeting)


@transaction.atomic
def tell_changes(meeting: Meeting, *, by: User) -> int:
    """Tells the members what was added or changed since. Returns how many are told. Raises `Refused`."""
    meeting = locked(meeting)
    changed = [item for item in reading.for_members(meeting) if item.mark]
    if not meeting.agenda_is_out or not changed:
        raise Refused(
            _(
                "There are no changes to notify: nothing that all members can read has changed since "
                "the last notification."
            )
        )
    save(meeting)
    return mail.tell_changed(meeting, changed, by=by)


@transaction.atomic
def take_back_agenda(meeting: Meeting, *, by: User) -> str:
    """Makes the agenda private again, within the minute before anybody is told. Raises `Refused` if too late.

    Returns in words what happened."""
    meeting = locked(meeting)
    came = recall(mail.batch_of(meeting))
    if not came.people:
        raise Refused(
            _("%(what_happened)s Edit the agenda and notify members of the changes instead.")
            % {"what_happened": came.sentence}
        )
    if came.gone or meeting.agenda_state != Meeting.Agenda.PROVISIONAL:
        return came.sentence
    since = meeting.published_at
    if since and any(item.changed_at and item.changed_at > since for item in meeting.agenda.all()):
        return came.sentence  # it was out before: only the changes are told to nobody
    meeting.agenda_state, meeting.published_at = Meeting.Agenda.PRIVATE, None
    save(meeting)
    return _("%(what_happened)s The agenda is private again.") % {"what_happened": came.sentence}


# Papers -------------------------------------------------------------------------------------------


def _open_for_papers(item: AgendaItem) -> AgendaItem:
    """The item, locked. Raises `Refused` where its papers can no longer change."""
    item = locked_item(item)
    if item.meeting.minutes_stand:
        raise Refused(_("The minutes of this meeting are adopted, so its papers can no longer be changed."))
    return item


def _locked_paper(paper: Paper) -> Paper:
    """The paper as it is now, under the lock of its item's meeting. Raises `Refused`."""
    item = _open_for_papers(paper.item)
    found = item.papers.filter(pk=paper.pk).first()
    if found is None:
        raise Refused(_("Somebody else has just deleted this paper."))
    return found


@transaction.atomic
def add_paper(
    item: AgendaItem, *, title: str, by: User, file=None, version: DocumentVersion | None = None
) -> Paper:
    """Adds a paper: a file, or a joint document at that version. Returns it; for the same once more the paper
    that there is. Raises `Refused`.
    """
    item = _open_for_papers(item)
    same = item.papers.filter(title=title, version=version)
    if file:
        same = same.filter(files__name=file.name, files__sha256=digest(file))
    if again := same.first():
        return again
    paper = Paper(
        item=item,
        position=next_position(item.papers),
        title=title,
        document=version.document if version else None,
        version=version,
        added_by=by,
    )
    if Rhythm.current().symbols:
        paper.symbol = str(allot(f"{group.code()}/{item.meeting.date.year}/{LEVELS[item.meeting.level]}"))
    paper.save()
    if file:
        _keep_file(paper, file, by)
    elif version and version.is_text:
        version_exports.ask_for(version)
    return paper


def add_version(item: AgendaItem, *, by: User) -> None:
    """Adds the current version of the item's document, if it has one, as its paper: it is decided on.

    Call it under the meeting's lock.
    """
    document = item.document
    if document and document.current:
        add_paper(item, title=document.title, version=document.current, by=by)


@transaction.atomic
def renew_paper(paper: Paper, *, file, by: User) -> PaperFile:
    """Adds a later version of a paper; the earlier ones stay. Returns the version; for the same file once
    more the latest. Raises `Refused`.
    """
    paper = _locked_paper(paper)
    if paper.document_id:
        raise Refused(
            _("This paper is a joint document. To use a later version, add that version as a new paper.")
        )
    last = paper.files.order_by("pk").last()
    if last and (last.name, last.sha256) == (file.name, digest(file)):
        return last
    return _keep_file(paper, file, by)


def _keep_file(paper: Paper, file, by: User) -> PaperFile:
    with kept_or_gone() as keep:
        return PaperFile.objects.create(paper=paper, **keep(file, under="papers", by=by))


@transaction.atomic
def rename_paper(paper: Paper, *, title: str, by: User) -> Paper:
    """Changes the title of a paper. Returns the paper. Raises `Refused`."""
    paper = _locked_paper(paper)
    paper.title = title
    paper.save(update_fields=["title"])
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, by: User) -> None:
    """Deletes a paper with its versions. Its symbol is never used again. Raises `Refused`."""
    paper = _locked_paper(paper)
    for one in paper.files.all():
        forget(str(one.file.name))
        one.delete()
    item, position = paper.item, paper.position
    paper.delete()
    for other in item.papers.filter(position__gt=position).order_by("position"):
        Paper.objects.filter(pk=other.pk).update(position=F("position") - 1)
