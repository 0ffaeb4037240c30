"""The files that a worker makes of a meeting: the pack, and the prints as PDF.

Each kind of reader has its own files, with only what they may see. An invited participant is a kind of their
own: their pack has what their invitation covers, and nothing else. `fingerprint` says what a file was made
of, so that an outdated file is made again.
"""

import hashlib
import io
import json
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.applications import exports as application_exports
from agencies.models import Application, ApplicationPrint
from documents.versions import exports as version_exports
from foundation.dates import clock
from foundation.files import binding, pdf
from foundation.files.storage import ending
from foundation.jobs import outbox
from foundation.text.words import listed
from meetings.agenda import papers
from meetings.invitations import queries as invitation_queries
from meetings.invitations.models import GuestInvitation
from meetings.meeting.audiences import Audience, audience_of
from meetings.meeting.models import Meeting
from meetings.meeting.rules import chaired, reads_drafts
from meetings.prints import exports
from meetings.prints.models import Pack

JOB = "meeting-pack"
CHAIR = "chair"  # people who read drafts, besides the audiences
PACK = "pack"
ALONE = ApplicationPrint.What.ALONE
GUEST = "guest-"  # followed by the key of the invitation
BINDING = 2  # how papers are bound; another number makes all packs anew
WHATS = (PACK, *exports.KINDS)
NEEDS = {
    PACK: "meetings.read_agenda",
    "agenda": "meetings.read_agenda",
    "minutes": "meetings.read_minutes",
    "conclusions": "meetings.read_minutes",
    "participants": "meetings.read_minutes",
}


def reader(user, meeting: Meeting) -> str:
    """Returns the kind of reader that the user is."""
    if user.is_superuser or (reads_drafts | chaired).test(user, meeting):
        return CHAIR
    return str(audience_of(user, meeting))


def guest_reader(guest: GuestInvitation) -> str:
    """Returns the kind of reader of an invited participant: one of their own."""
    return f"{GUEST}{guest.pk}"


def _items(meeting: Meeting, what: str, kind: str) -> list:
    """Returns the items for that reader; for a pack with what goes into it."""
    if kind.startswith(GUEST):
        items = invitation_queries.covered_items(meeting.guest_invitations.get(pk=kind.removeprefix(GUEST)))
    else:
        audience = Audience.PRINCIPALS if kind == CHAIR else Audience(kind)
        items = exports.items_of(meeting, meeting.agenda.all(), audience)
    if what != PACK:
        return items
    if not kind.startswith(GUEST):
        papers.with_files(items)
    no_guest = kind != Audience.GUESTS and not kind.startswith(GUEST)
    applications = {one.pk: one for one in _applications(meeting)} if no_guest else {}
    for item in items:
        item.goes = [_goes(paper) for paper in item.shown_papers]
        if item.application_id in applications:
            item.goes.insert(0, _application_goes(applications[item.application_id]))
    return items


def _print(meeting: Meeting, what: str, kind: str, items: list) -> exports.Print:
    """Returns what is printed of the items. Once papers are opened, each has a line."""
    if kind.startswith(GUEST):
        return exports.for_guest(meeting, items)
    return exports.KINDS["agenda" if what == PACK else what](meeting, items)


def fingerprint(meeting: Meeting, what: str, kind: str) -> str:
    """Returns a hash of all that is in the file. The same text and papers have the same one."""
    items = _items(meeting, what, kind)
    return _mark(_print(meeting, what, kind, items), what, items)


def _mark(made: exports.Print, what: str, items: list) -> str:
    content = [made.title, made.facts, made.blocks]
    for item in items:
        content += [[one.title, one.name, one.sha256, one.why_not] for one in getattr(item, "goes", ())]
    if what == PACK:
        content.append(BINDING)
    return hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()


def is_fresh(pack: Pack | None) -> bool:
    """Returns whether there is a file that is up to date."""
    return bool(
        pack and pack.file and pack.fingerprint == fingerprint(pack.meeting, pack.what, pack.audience)
    )


@transaction.atomic
def ask_for(meeting: Meeting, what: str, kind: str) -> Pack:
    """Returns the file for that kind of reader. If it is not up to date, the worker makes it."""
    Pack.objects.get_or_create(meeting=meeting, what=what, audience=kind)
    pack = Pack.objects.select_for_update().get(meeting=meeting, what=what, audience=kind)
    if not is_fresh(pack):
        pack.wanted_at = clock.now()
        pack.save(update_fields=["wanted_at"])
        outbox.put(JOB, pack.pk)
    return pack


def make(job: outbox.Held):
    """Makes the file, outside any transaction. Returns a function that stores it. Raises `outbox.Failed`."""
    pack = Pack.objects.select_related("meeting").get(pk=job.subject)
    meeting = pack.meeting
    if pack.what == PACK:
        _set_texts(meeting, job.tell)
    items = _items(meeting, pack.what, pack.audience)
    mark = _mark(_print(meeting, pack.what, pack.audience, items), pack.what, items)
    with ExitStack() as stack:
        if pack.what == PACK:
            _open_papers(items, stack)
        made = _print(meeting, pack.what, pack.audience, items)
        try:
            front = exports.as_pdf(made, tell=job.tell)
        except pdf.Unavailable as error:
            raise outbox.Failed(str(error)) from error
        content, pages = front.content, front.pages
        if pack.what == PACK:
            job.tell(_("Adding the papers"))
            content, pages = join(front.content, items)

    def keep():
        pack.take(content, name=f"{made.filename}.pdf", pages=pages, fingerprint=mark)

    return keep


def _set_texts(meeting: Meeting, tell) -> None:
    """Makes PDFs of the texts and applications among the papers that have none."""
    try:
        for version in papers.texts(meeting).select_related("document"):
            version_exports.make_now(version, tell=tell)
        for application in _applications(meeting):
            application_exports.make_now(application, ALONE, tell=tell)
    except pdf.Unavailable as error:
        raise outbox.Failed(str(error)) from error


# The pack ----------------------------------------------------------------------------------------------


@dataclass
class Goes:
    """A paper in the pack: its pages, or the file as an attachment if its pages cannot be used."""

    title: str
    name: str
    sha256: str
    path: object
    why_not: str = ""
    paper: binding.Paper | None = None


def _applications(meeting: Meeting):
    """Returns the applications to decide on. Each is the first paper of its item."""
    return Application.objects.filter(pk__in=meeting.agenda.values("application"))


def _application_goes(application: Application) -> Goes:
    title, made = (
        _("Application of %(applicant)s") % {"applicant": application},
        application_exports.latest_print(application, ALONE),
    )
    mark = application_exports.fingerprint(application, ALONE)
    if not application_exports.is_fresh(made):
        return Goes(title, "", mark, None, why_not=_("not available as a PDF yet"))
    return Goes(title, f"{application_exports.filename(application, ALONE)}.pdf", mark, made.file)


def _goes(paper) -> Goes:
    stored, title = paper.current, str(paper)
    if stored is None:
        return Goes(title, "", "", None, why_not=_("not received yet"))
    taken = papers.download(stored)
    if taken is None:
        return Goes(title, "", stored.sha256, None, why_not=_("not available as a PDF yet"))
    return Goes(title, taken.name, stored.sha256, taken.file)


def _open_papers(items: list, stack: ExitStack) -> None:
    """Reads the papers of the items, and says in a line what becomes of each."""
    for item in items:
        for one in item.goes:
            _open(one, item.number, stack)
        item.paper_lines = paper_lines(item)


def _open(one: Goes, number: str, stack: ExitStack) -> None:
    """Reads the pages of a paper. A file that has none is attached."""
    if not one.path:
        return
    if ending(one.name) != "pdf":
        one.why_not = _("attached to this file")
        return
    try:
        one.paper = binding.Paper(stack.enter_context(one.path.open("rb")), words=partial(_foot, number))
    except binding.Unusable as reason:
        one.why_not = _("%(reason)s, attached to this file") % {"reason": reason}


def _foot(number: str, page: int, pages: int) -> str:
    words = _("Item %(number)s, page %(page)s of %(pages)s")
    return words % {"number": number, "page": page, "pages": pages}


def paper_lines(item) -> list[str]:
    """Returns the papers of an item as lines for the agenda in front."""
    return [_paper_line(one) for one in item.goes]


def _paper_line(one: Goes) -> str:
    if one.paper is None:
        return _("Paper: %(title)s (%(reason)s)") % {"title": one.title, "reason": one.why_not}
    count, files = one.paper.pages, one.paper.files
    said = [
        ngettext(
            "Paper: %(title)s (%(count)s page, below)", "Paper: %(title)s (%(count)s pages, below)", count
        )
        % {"title": one.title, "count": count}
    ]
    if files:
        words = ngettext(
            "The file inside it is attached: %(names)s.",
            "The files inside it are attached: %(names)s.",
            len(files),
        )
        said.append(words % {"names": listed(files)})
    if one.paper.acted:
        said.append(_("Scripts in this paper were removed."))
    return said[0] if len(said) == 1 else f"{said[0]}. {' '.join(said[1:])}"


def join(front: bytes, items: list) -> tuple[bytes, int]:
    """Returns the agenda followed by the papers as a PDF, and its number of pages.

    It has bookmarks. Each page of a paper has the number of its item.
    """
    import pikepdf

    made = pikepdf.open(io.BytesIO(front))
    with made.open_outline() as outline:
        outline.root.clear()
        outline.root.append(pikepdf.OutlineItem(_("Agenda"), 0))
        for item in items:
            if not item.goes:
                continue
            begins = len(made.pages) if any(one.paper for one in item.goes) else 0
            mark = pikepdf.OutlineItem(f"{item.number}. {item.title}", begins)
            for one in item.goes:
                if one.paper:
                    mark.children.append(pikepdf.OutlineItem(one.title, len(made.pages)))
                    one.paper.bind(made, prefix=item.number)
                elif one.path:
                    with one.path.open("rb") as content:
                        binding.attach(made, content.read(), name=one.name, description=one.title)
                    mark.children.append(
                        pikepdf.OutlineItem(_("%(title)s (attached)") % {"title": one.title}, 0)
                    )
            outline.root.append(mark)
    made.Root.PageMode = pikepdf.Name.UseOutlines
    binding.claim_nothing(made)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue(), len(made.pages)
