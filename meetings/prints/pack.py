"""The files that a worker makes of a meeting: the pack, and the prints as PDF.

Each kind of reader has its own files, with only what they may see. An invited participant is a kind of their
own: their pack has what their invitation covers, and nothing else. `fingerprint` says what a file was made
of, so that an outdated file is made again.
"""

import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.applications import exports as application_exports
from agencies.models import Application, ApplicationPrint
from documents.versions import exports as version_exports
from foundation.dates import clock
from foundation.files import pdf
from foundation.files.storage import ending
from foundation.jobs import outbox
from meetings.agenda import papers
from meetings.invitations import queries as invitation_queries
from meetings.invitations.models import GuestInvitation
from meetings.meeting.audiences import Audience, audience_of
from meetings.meeting.models import Meeting
from meetings.meeting.rules import chaired, reads_drafts
from meetings.prints import exports
from meetings.prints.models import Pack

if TYPE_CHECKING:  # large, and only the worker needs it
    import pikepdf

JOB = "meeting-pack"
CHAIR = "chair"  # people who read drafts, besides the audiences
PACK = "pack"
ALONE = ApplicationPrint.What.ALONE
GUEST = "guest-"  # followed by the key of the invitation
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
    """Returns the items for that reader; for a pack with their papers."""
    if kind.startswith(GUEST):
        return invitation_queries.covered_items(meeting.guest_invitations.get(pk=kind.removeprefix(GUEST)))
    audience = Audience.PRINCIPALS if kind == CHAIR else Audience(kind)
    items = exports.items_of(meeting, meeting.agenda.all(), audience)
    if what == PACK:
        papers.with_files(items)
    return items


def _print(meeting: Meeting, what: str, kind: str) -> tuple[exports.Print, list]:
    items = _items(meeting, what, kind)
    if what == PACK:
        no_guest = kind != Audience.GUESTS and not kind.startswith(GUEST)
        applications = {one.pk: one for one in _applications(meeting)} if no_guest else {}
        for item in items:
            item.goes = [_goes(paper) for paper in item.shown_papers]
            if item.application_id in applications:
                item.goes.insert(0, _application_goes(applications[item.application_id]))
            item.paper_lines = paper_lines(item)
    if kind.startswith(GUEST):
        return exports.for_guest(meeting, items), items
    return exports.KINDS["agenda" if what == PACK else what](meeting, items), items


def fingerprint(meeting: Meeting, what: str, kind: str) -> str:
    """Returns a hash of all that is in the file. The same text and papers have the same one."""
    made, items = _print(meeting, what, kind)
    content = [made.title, made.facts, made.blocks]
    content += [[paper.title, paper.sha256] for item in items for paper in getattr(item, "goes", ())]
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
    made, items = _print(meeting, pack.what, pack.audience)
    mark = fingerprint(meeting, pack.what, pack.audience)
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
    pages: int = 0
    why_not: str = ""


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
    return Goes(title, f"{application_exports.filename(application, ALONE)}.pdf", mark, made.file, made.pages)


def _goes(paper) -> Goes:
    import pikepdf

    stored, title = paper.current, str(paper)
    if stored is None:
        return Goes(title, "", "", None, why_not=_("not received yet"))
    taken = papers.download(stored)
    if taken is None:
        return Goes(title, "", stored.sha256, None, why_not=_("not available as a PDF yet"))
    one = Goes(title, taken.name, stored.sha256, taken.file)
    if ending(taken.name) != "pdf":
        one.why_not = _("attached to this file")
        return one
    try:
        with taken.file.open("rb") as content, pikepdf.open(content) as found:
            one.pages = len(found.pages)
    except pikepdf.PasswordError:
        one.why_not = _("needs a password, attached to this file")
    except (pikepdf.PdfError, OSError, ValueError):
        one.why_not = _("its pages cannot be read, attached to this file")
    return one


def paper_lines(item) -> list[str]:
    """Returns the papers of an item as lines for the agenda in front."""
    return [_paper_line(one) for one in item.goes]


def _paper_line(one: Goes) -> str:
    if one.why_not:
        return _("Paper: %(title)s (%(reason)s)") % {"title": one.title, "reason": one.why_not}
    words = ngettext(
        "Paper: %(title)s (%(count)s page, below)", "Paper: %(title)s (%(count)s pages, below)", one.pages
    )
    return words % {"title": one.title, "count": one.pages}


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
            mark = pikepdf.OutlineItem(f"{item.number}. {item.title}", len(made.pages))
            if not any(one.pages for one in item.goes):
                mark = pikepdf.OutlineItem(f"{item.number}. {item.title}", 0)
            for one in item.goes:
                if one.pages:
                    mark.children.append(pikepdf.OutlineItem(one.title, len(made.pages)))
                    _append(made, one, item.number)
                elif one.path:
                    _attach(made, one)
                    mark.children.append(
                        pikepdf.OutlineItem(_("%(title)s (attached)") % {"title": one.title}, 0)
                    )
            outline.root.append(mark)
    made.Root.PageMode = pikepdf.Name.UseOutlines
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue(), len(made.pages)


def _append(made: "pikepdf.Pdf", one: Goes, number: str) -> None:
    import pikepdf

    with one.path.open("rb") as content, pikepdf.open(content) as paper:
        first = len(made.pages)
        made.pages.extend(paper.pages)
        for place in range(len(paper.pages)):
            words = _("Item %(number)s, page %(page)s of %(pages)s")
            words %= {"number": number, "page": place + 1, "pages": len(paper.pages)}
            _stamp(made.pages[first + place], words)


def _stamp(page: "pikepdf.Page", words: str) -> None:
    """Writes the words at the lower right of the page as readers see it, even if the page is rotated."""
    import pikepdf

    x0, y0, x1, y1 = (float(edge) for edge in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    across = (y1 - y0) if turn in (90, 270) else (x1 - x0)
    right = across - 12 - 4.4 * len(words)  # the usual width of Helvetica at 8 points
    matrix = {
        0: (1, 0, 0, 1, x0 + right, y0 + 10),
        90: (0, 1, -1, 0, x1 - 10, y0 + right),
        180: (-1, 0, 0, -1, x1 - right, y1 - 10),
        270: (0, -1, 1, 0, x0 + 10, y1 - right),
    }[turn if turn in (0, 90, 180, 270) else 0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    name = page.add_resource(font, pikepdf.Name.Font)
    drawn = f"q BT {name} 8 Tf 0.3 g {' '.join(f'{one:.2f}' for one in matrix)} Tm ({words}) Tj ET Q"
    page.contents_add(b"q", prepend=True)  # so that the page's own settings do not move the words
    page.contents_add(f"Q {drawn}".encode("latin-1", "replace"))


def _attach(made: "pikepdf.Pdf", one: Goes) -> None:
    import pikepdf

    with one.path.open("rb") as content:
        spec = pikepdf.AttachedFileSpec(made, content.read(), filename=one.name, description=one.title)
    name, count = one.name, 1
    while name in made.attachments:
        count += 1
        name = f"{count} {one.name}"
    made.attachments[name] = spec
