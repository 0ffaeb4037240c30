"""What happens around the demo's next meeting: invitations, agenda, a paper, invited participants and
proposals.

It uses the verbs of the pages, so that their mails can be read, too.
"""

import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, User
from foundation.dates import clock
from meetings.agenda import actions as agenda_actions
from meetings.agenda import order
from meetings.calendar import planning
from meetings.invitations.actions import guests, invitations, replies
from meetings.meeting.audiences import Restricted
from meetings.models import Asked, Meeting, Proposal
from meetings.proposals.actions import answers, proposals, support

ANSWERS = {
    "UNICEF": "coming", "IOM": "coming", "UNHCR": "coming", "OHCHR": "remotely", "ILO": "remotely",
    "World Bank": "not_coming",
}  # fmt: skip
GUEST = "Example Institute for Migration Studies"
INVENTED = "Invented Diaspora Network"


def add(meeting: Meeting, people: dict[str, User]) -> None:
    """Adds it. `people` are the demo's accounts, by what each is."""
    chair, focal = people["chair"], people["focal point"]
    note = _agenda(meeting, chair)
    Meeting.objects.filter(pk=meeting.pk).update(
        called_at=clock.now(), agenda_state=Meeting.Agenda.PROVISIONAL
    )
    meeting.refresh_from_db()
    invitations.invite(meeting)
    for invitation in meeting.invitations.filter(agency__acronym__in=ANSWERS).select_related("agency"):
        replies.answer(invitation, reply=ANSWERS[invitation.agency.acronym], by=None)
    guest = {"name": "Emil Example", "capacity": "Head of studies", "email": "emil@example.org"}
    guests.invite(meeting, by=chair, organization=GUEST, items=[note], **guest)
    guests.ask(
        meeting, agency=_agency("UNDP"), by=focal, organization=INVENTED, name="Dina Diaspora",
        email="dina@example.org", items=[note], why="They wrote half of the figures.",
    )  # fmt: skip
    _around_proposals(meeting, chair)
    planning.plan_ahead()


def _agency(acronym: str) -> Agency:
    return Agency.objects.get(acronym=acronym)


def _agenda(meeting: Meeting, chair: User):
    order.begin(meeting)
    note = agenda_actions.add_item(
        meeting, title="The common note on health at borders", asked=Asked.DECISION, length=40, by=chair
    )
    for title, fields in (
        ("What the agencies know already", {"is_sub": True, "leads": "WHO", "length": 10}),
        ("Towards the next Forum", {"asked": Asked.DISCUSSION, "length": 30, "paper_by": _agency("UNDP")}),
        ("The chair after next", {"restricted": Restricted.MEMBERS, "length": 10}),
    ):
        item = agenda_actions.add_item(meeting, title=title, by=chair)
        for name, value in fields.items():
            setattr(item, name, value)
        item.save()
    meeting.agenda.filter(kind="adoption").update(length=5)
    meeting.agenda.filter(kind="arising").update(length=15)
    agenda_actions.add_paper(note, title="Current draft of the note", file=_paper(), by=chair)
    return note


def _paper() -> SimpleUploadedFile:
    """Returns a PDF of two pages, each with one line."""
    made, content = pikepdf.new(), io.BytesIO()
    for number in (1, 2):
        page = made.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        name = page.add_resource(font, pikepdf.Name.Font)
        page.contents_add(f"BT {name} 14 Tf 72 740 Td (An invented paper, page {number}) Tj ET".encode())
    made.save(content)
    return SimpleUploadedFile("common-note.pdf", content.getvalue(), content_type="application/pdf")


def _around_proposals(meeting: Meeting, chair: User) -> None:
    first = Proposal.objects.filter(meeting=meeting).earliest("proposed_at")
    for acronym, words in (("UNHCR", "Our field offices ask for it."), ("IOM", "")):
        support.support(first, agency=_agency(acronym), words=words, by=chair)
    other = proposals.propose(
        agency=_agency("UNFPA"), title="Grandparents who bring up children", meeting=meeting, by=chair
    )
    answers.merge(other, into=first, by=chair)
