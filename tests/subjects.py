"""The things that the addresses of the portal show: for each address, one of the demo that somebody may see.

`furnish` adds to a demo what it has nothing of. `subjects` finds the things.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count

import agencies.models as of_agencies
import chairmanship.models as of_chairs
import documents.models as of_documents
import meetings.models as of_meetings
from agencies.accounts import actions as accounts
from agencies.applications import exports as application_exports
from agencies.applications import links as application_links
from agencies.applications.actions import applying
from agencies.models import Agency, User
from chairmanship.handover.report import gather
from chairmanship.models import Chairmanship
from chairmanship.workplan.forms import key_of
from documents.clearance import actions as clearing
from documents.clearance import links as clearance_links
from documents.contributions import actions as contributing
from documents.library.actions import begin
from documents.models import Document
from documents.versions.actions import write_text
from foundation.dates import clock
from foundation.files import text_images
from foundation.models import BadAddress, Export, Mail
from meetings.calendar import feeds
from meetings.followup import links as action_links
from meetings.invitations import links as invitation_links
from meetings.models import Meeting, Proposal
from tests import factories
from tests.foundation.files.test_word import PNG

NOBODY, FOCAL, CHAIR = "nobody@example.org", "focal@example.org", "chair@example.org"
TRIED = 40  # things of a kind
BEGINS = dt.date(2006, 7, 1)  # of the real history; an invented past lies before it


def furnish() -> None:
    """Adds to the demo what it has nothing of, so that every address has a thing to show."""
    User.objects.create_user(NOBODY, name="Nobody")
    User.objects.create_user("new@example.org", name="New")
    chair, focal = User.objects.get(email=CHAIR), User.objects.get(email=FOCAL)
    BadAddress.objects.create(address=FOCAL, reason="550 Unknown", source=BadAddress.Source.REFUSED)
    plain = {"name": "a.pdf", "size": 5, "sha256": "0" * 64}
    by = plain | {"uploaded_by": focal}
    undp = Agency.objects.get(acronym="UNDP")
    _stored(of_agencies.Logo(agency=undp, **by))
    of_agencies.Edition.objects.create(number=2, holds_from=clock.today() + dt.timedelta(days=9))
    begun, handed_in = factories.dossier("ITU"), factories.dossier("WTO", "wto@example.org")
    for dossier in (begun, handed_in):
        _stored(of_agencies.DossierFile(dossier=dossier, **plain))
    application = applying.hand_in(handed_in)
    made = of_agencies.ApplicationPrint(application=application, what="alone")
    fresh = application_exports.fingerprint(application, "alone")
    made.take(b"%PDF-", name="a.pdf", pages=1, fingerprint=fresh)
    denied = factories.application("UNU", outcome="declined")
    denied.decisions.create(outcome="declined", date=clock.today(), reason="No.", letter="Dear colleagues")
    feeds.new_address(focal)
    _furnish_terms(chair)
    _furnish_documents(undp, focal)
    _furnish_meetings(undp, focal, chair, by)
    factories.circular(sent_by=chair)
    _stored(Export(owner=focal.pk, address="/meetings/decisions/?as=csv", filename="a.csv", rows=1))
    factories.received()
    Mail.objects.create(to=["a@example.org"], subject="Subject", sent_at=clock.now())


def _furnish_terms(chair) -> None:
    term = Chairmanship.objects.filter(starts__lte=clock.today()).latest("starts")
    past = Chairmanship.objects.filter(ends__lt=term.starts).latest("ends")
    issued = {"state": "issued", "issued_at": clock.now(), "published_at": clock.now()}
    for one, fields in ((term, {}), (past, issued)):
        made = of_chairs.HandoverReport(
            term=one, version=1, as_at=clock.today(), made_at=clock.now(), **fields
        )
        made.facts, made.sha256 = gather(one, as_at=clock.today()), "0" * 64
        made.summary_sha256, made.summary_pages = "0" * 64, 3
        for file in (made.pdf, made.summary_pdf, made.public_pdf):
            file.save("report.pdf", ContentFile(b"%PDF-"), save=False)
        made.save()
    of_chairs.NarrativeVersion.objects.create(term=term, name="theme", number=1, text="Old")
    of_chairs.NarrativeComment.objects.create(term=term, name="theme", text="Why?", by=chair)
    _picture(of_chairs.ReportImage(term=term), chair)


def _furnish_documents(agency, focal) -> None:
    document = begin(title="A text that begins", kind="brochure", lead=agency, by=focal)
    version = write_text(document, text="Text.", after=0, by=focal)
    asked = {"agencies": [agency], "until": clock.now() + dt.timedelta(days=9), "timezone": "Europe/Zurich"}
    round_ = clearing.open_round(version, **asked, by=focal)
    clearance = round_.clearances.get()
    clearance.late_replies.create(reply="no_objection", by=focal)
    call = contributing.open_call(document, kind="text", asks="A text.", **asked, by=focal)
    piece = contributing.save(call.contributions.get(), text="Begun.", revision=0, by=focal)
    contributing.attach(piece, file=SimpleUploadedFile("a.pdf", b"%PDF-"), by=focal)
    file = of_documents.DocumentVersion(
        document=document, number=2, name="a.pdf", size=5, sha256="0" * 64, uploaded_by=focal
    )
    _stored(file)
    of_documents.ImportedText.objects.create(document=document, by=focal, language="en", name="a.docx")
    _picture(of_documents.TextImage(document=document), focal)


def _furnish_meetings(agency, focal, chair, by) -> None:
    held = Meeting.objects.filter(minutes="draft").latest("date")
    adopted = Meeting.objects.filter(minutes="adopted").latest("date")
    item = held.agenda.first()
    of_meetings.MinutesVersion.objects.create(item=item, number=1, text="Before")
    for meeting in (held, adopted):
        _stored(of_meetings.MinutesFile(meeting=meeting, **by))
    for one in (adopted.agenda.first(), item):
        of_meetings.Decision.objects.create(item=one, position=70, text="Agreed.")
        of_meetings.Action.objects.create(item=one, position=70, text="Send it.", agency=agency)
    of_meetings.Guest.objects.create(meeting=held, position=70, organization="Partner")
    _stored(of_meetings.ProposalFile(proposal=Proposal.objects.latest("pk"), **by))
    of_meetings.MeetingRequest.objects.create(subject="Wish", asked_by=agency, entered_by=focal)


def _stored(row) -> None:
    row.file.save("a.pdf", ContentFile(b"%PDF-"), save=False)
    row.save()


def _picture(row, by) -> None:
    text_images.add(row, file=SimpleUploadedFile("a.png", PNG), by=by)


def things() -> list[tuple[str, Iterable, dict]]:
    """Returns what could be shown: a pattern of names of addresses, rows, the path to each argument in a row.

    The first entry whose pattern and arguments fit an address holds for it.
    """
    focal = User.objects.get(email=FOCAL)
    of, new, pk = _first, _last, {"pk": "pk"}
    line = {"pk": "item.meeting_id", "line": "pk"}  # of minutes
    cleared = {"pk": "round.version.document_id", "number": "round_id", "clearance": "pk"}
    piece = {"pk": "call.document_id", "number": "call_id", "contribution": "pk"}
    meetings = _meetings()
    items = [item for meeting in meetings for item in meeting.agenda.all()]
    return [
        ("export", new(Export), pk),
        ("history$", _histories(focal), {"kind": "kind", "key": "key"}),
        ("invitations:open", _given(row=of(User), link=accounts.token), {"link": "link"}),
        ("account_", _given(uidb36=["1"], key=lambda _: "nonsense"), {"uidb36": "uidb36", "key": "key"}),
        ("people:appointment", of(of_agencies.Appointment), {"pk": "person_id", "appointment": "pk"}),
        ("people:role", of(of_agencies.SecretariatRole), {"pk": "person_id"}),
        ("people:", [focal, *of(User)], pk),
        ("organizations:", of(of_agencies.Contact), {"pk": "organization_id", "contact": "pk"}),
        ("organizations:", of(of_agencies.Organization), pk),
        (
            "apply:",
            _given(row=new(of_agencies.DossierFile), link=lambda row: application_links.link_of(row.dossier)),
            {"link": "link", "pk": "row.pk"},
        ),
        ("apply:", _given(row=new(of_agencies.Dossier), link=application_links.link_of), {"link": "link"}),
        ("applications:edition", of(of_agencies.Edition), {"number": "number"}),
        ("applications:", new(of_agencies.DossierFile), {"pk": "dossier.application.pk", "file": "pk"}),
        ("applications:", new(of_agencies.ApplicationPrint), {"pk": "application_id", "what": "what"}),
        ("deciding:", new(of_meetings.ApplicationDecision), {"pk": "application_id", "decision": "pk"}),
        ("applications:|deciding:", of(of_agencies.Application), pk),
        ("agencies:", _given(kind=["people"]), {"kind": "kind"}),
        ("agencies:membership", of(of_agencies.Membership), {"slug": "agency.slug", "pk": "pk"}),
        ("agencies:", of(of_agencies.AgencyName), {"slug": "agency.slug", "pk": "pk"}),
        ("agencies:", [focal.appointments.get().agency, *of(Agency)], {"slug": "slug"}),
        ("troika:", of(of_chairs.TroikaNote), pk),
        ("chairmanship:", new(of_chairs.NarrativeComment), {"slug": "term.slug", "comment": "pk"}),
        ("chairmanship:", new(of_chairs.NarrativeVersion), {"slug": "term.slug", "name": "name"}),
        ("chairmanship:", new(of_chairs.ReportImage), {"term": "term_id", "token": "token"}),
        ("chairmanship:", new(of_chairs.HandoverReport), {"slug": "term.slug", "version": "version"}),
        (
            "chairmanship:",
            _given(report=new(of_chairs.HandoverReport), annex=lambda _: "members"),
            {"slug": "report.term.slug", "version": "report.version", "annex": "annex"},
        ),
        ("chairmanship:|workplan:", Chairmanship.objects.order_by("-starts")[:TRIED], {"slug": "slug"}),
        ("outside:occasion", of(of_chairs.Occasion), pk),
        ("outside:event", of(of_chairs.Event), pk),
        ("workplan:plan", of(of_chairs.AgreedPlan), pk),
        (
            "workplan:",
            _given(row=of(of_chairs.WorkplanActivity), key=lambda row: key_of(row.objective)),
            {"key": "key"},
        ),
        ("workplan:", of(of_chairs.WorkplanActivity), pk),
        ("documents:work", of(Document), {"slug": "slug"}),
        ("documents:edition", of(Document), {"slug": "slug", "edition": "edition"}),
        ("documents:", _given(which=["working-methods"]), {"which": "which"}),
        ("documents:", new(of_documents.ImportedText), {"pk": "document_id", "imported": "pk"}),
        ("documents:", new(of_documents.TextImage), {"pk": "document_id", "token": "token"}),
        (
            "documents:late",
            new(of_documents.LateReply),
            {"pk": "clearance.round.version.document_id", "number": "clearance.round_id", "late": "pk"},
        ),
        ("documents:", new(of_documents.Clearance), cleared),
        (
            "documents:clearance_link",
            _given(row=new(of_documents.Clearance), link=lambda row: clearance_links.link_of(row, focal)),
            {"link": "link"},
        ),
        ("documents:clearance", new(of_documents.Round), {"pk": "version.document_id", "number": "pk"}),
        (
            "documents:",
            new(of_documents.ContributionFile),
            {one: f"contribution.{path}" for one, path in piece.items()} | {"file": "pk"},
        ),
        ("documents:contrib", new(of_documents.Contribution), piece),
        ("documents:call|documents:compiled", new(of_documents.Call), {"pk": "document_id", "number": "pk"}),
        ("documents:", new(of_documents.DocumentVersion), {"pk": "document_id", "number": "number"}),
        ("documents:|referring:", of(Document), pk),
        ("meetings:year", _given(year=[clock.today().year]), {"year": "year"}),
        ("meetings:feed", _given(key=[focal.calendar_key]), {"key": "key"}),
        (
            "meetings:reply",
            _given(row=of(of_meetings.Invitation), link=invitation_links.link_of),
            {"link": "link"},
        ),
        (
            "meetings:guest_pa",
            _given(row=of(of_meetings.GuestInvitation), link=invitation_links.link_of),
            {"link": "link"},
        ),
        ("meetings:guest_paper", _guest_papers(), {"link": "link", "paper": "pk"}),
        (
            "meetings:action_link",
            _given(row=of(of_meetings.Action), link=lambda row: action_links.link_of(row, focal)),
            {"link": "link"},
        ),
        ("meetings:print", _prints(meetings), {"pk": "pk", "kind": "kind"}),
        (
            "meetings:paper",
            of(of_meetings.PaperFile),
            {"pk": "paper.item.meeting_id", "paper": "paper_id", "file": "pk"},
        ),
        ("meetings:paper", of(of_meetings.Paper), {"pk": "item.meeting_id", "paper": "pk"}),
        ("meetings:version", items, {"pk": "meeting_id", "item": "pk"}),
        ("meetings:", items, {"pk": "meeting_id", "item": "pk"}),
        ("meetings:guest", of(of_meetings.GuestInvitation), {"pk": "meeting_id", "guest": "pk"}),
        ("meetings:attendance", of(of_meetings.Attendance), {"pk": "meeting_id", "line": "pk"}),
        ("meetings:heard", new(of_meetings.Guest), {"pk": "meeting_id", "line": "pk"}),
        ("meetings:decision_", [*new(of_meetings.Decision), *of(of_meetings.Decision)], line),
        ("meetings:action_", [*new(of_meetings.Action), *of(of_meetings.Action)], line),
        ("meetings:comment", of(of_meetings.Comment), {"pk": "meeting_id", "comment": "pk"}),
        ("meetings:minutes_file", new(of_meetings.MinutesFile), {"pk": "meeting_id", "file": "pk"}),
        ("meetings:decision_", of(of_meetings.Decision), pk),
        ("meetings:request", new(of_meetings.MeetingRequest), pk),
        ("meetings:", meetings, pk),
        ("proposals:", new(of_meetings.ProposalFile), {"pk": "proposal_id", "file": "pk"}),
        ("proposals:", of(Proposal), pk),
        ("circulars:", new(of_chairs.Circular), pk),
        ("received:", of(of_agencies.Received), pk),
        ("mail:", of(Mail), pk),
    ]


def subjects(name: str, names: Collection[str], of: list) -> Iterator[dict]:
    """Yields arguments for the address of that name, which takes those; none if `things` has nothing for it.

    `of` is what `things` returned.
    """
    if not names:
        yield {}
        return
    for pattern, rows, paths in of:
        if set(paths) == set(names) and re.match(pattern, name):
            for row in rows:
                found = {one: _value(row, path) for one, path in paths.items()}
                if None not in found.values():
                    yield found
            return


def _value(row, path: str):
    for name in path.split("."):
        row = getattr(row, name, None)  # also when a row of the other side is missing
    return row


def _first(model) -> Iterable:
    """Returns rows of the demo itself: they were there before its past, if it has one."""
    return model.objects.order_by("pk")[:TRIED]


def _last(model) -> Iterable:
    """Returns the two newest rows: `furnish` added no more of any kind."""
    return model.objects.order_by("-pk")[:2]


def _meetings() -> Iterable:
    """Returns the demo's meetings, those with most items first."""
    found = Meeting.objects.filter(date__earliest__gte=BEGINS).annotate(count=Count("agenda"))
    return found.order_by("-count", "-date", "-pk").prefetch_related("agenda")[:TRIED]


def _given(**fields) -> Iterable:
    """Returns objects with these fields: the first has the values, and each other is made from its value."""
    (name, values), *others = fields.items()
    return [SimpleNamespace(**{name: value}, **{one: how(value) for one, how in others}) for value in values]


def _prints(meetings) -> Iterable:
    kinds = ("agenda", "minutes", "participants", "pack")
    return [SimpleNamespace(pk=one.pk, kind=kind) for kind in kinds for one in meetings[:4]]


def _guest_papers() -> Iterable:
    return [
        SimpleNamespace(pk=paper.pk, link=invitation_links.link_of(guest))
        for guest in _first(of_meetings.GuestInvitation)
        for paper in of_meetings.Paper.objects.filter(item__meeting=guest.meeting_id)
    ]


def _histories(focal) -> Iterable:
    term = Chairmanship.objects.filter(starts__lte=clock.today()).latest("starts")
    meeting, called = _meetings()[0], Document.objects.filter(calls__isnull=False).order_by("pk")
    found = {
        "meetings": meeting.pk, "agencies": "undp", "people": focal.pk, "terms": term.slug,
        "documents": called.first().pk, "governing": "working-methods",
        "applications": of_agencies.Application.objects.order_by("pk").first().pk,
    }  # fmt: skip
    return [SimpleNamespace(kind=kind, key=key) for kind, key in found.items()]
