"""The prints of a meeting: agenda, minutes, summary of conclusions and list of participants.

Each is built once, as blocks of plain data. A PDF or a Word document is made of them: principals' offices
work in Word.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Prefetch
from django.template.loader import render_to_string

from foundation.dates import hours
from foundation.dates.partial import PartialDate
from foundation.files import docx, pdf
from foundation.portal import demo
from foundation.text.words import listed
from meetings.agenda import order
from meetings.agenda.models import AgendaItem, AgendaItemQuerySet
from meetings.agenda.reading import mark
from meetings.attendance import participants as attendance_participants
from meetings.followup.models import Action, Decision
from meetings.followup.queries import open_actions
from meetings.meeting import places
from meetings.meeting.audiences import SEES, Audience
from meetings.meeting.models import Meeting
from meetings.minutes import adoption


class Heading(NamedTuple):
    """A heading of the text."""

    text: str
    level: int = 1
    kind: str = "heading"


class Text(NamedTuple):
    """A text as it is stored: rich or plain."""

    text: str
    kind: str = "text"


class Note(NamedTuple):
    """A quiet line, such as the agency that proposed an item."""

    text: str
    kind: str = "note"


class Line(NamedTuple):
    """A decision or an action point: its kind in bold, then its text."""

    lead: str
    text: str
    kind: str = "line"


class Table(NamedTuple):
    """A table with a row of column titles."""

    columns: list[str]
    rows: list[list[str]]
    kind: str = "table"


@dataclass
class Print:
    """What is printed: its title, the facts of its meeting, and the blocks of its text."""

    title: str
    meeting: Meeting
    state: str = ""
    blocks: list = field(default_factory=list)

    @property
    def facts(self) -> list[str]:
        """The lines below the title: level, day, place, who presides, and the state of the text."""
        meeting = self.meeting
        place = ", ".join(filter(None, [meeting.venue, meeting.city]))
        if meeting.by_video:
            place = f"{place}, also by video" if place else "by video"
        return [
            f"{meeting.get_level_display().capitalize()} meeting"
            + (f": {meeting.title}" if meeting.title else ""),
            " · ".join(filter(None, [str(meeting.date), places.hours(meeting), place])),
            *([f"Presided over by {meeting.presides}"] if meeting.presides else []),
            *([self.state] if self.state else []),
        ]

    @property
    def filename(self) -> str:
        """The file name without its extension."""
        level = "principals" if self.meeting.level == Meeting.Level.PRINCIPALS else "working-level"
        return f"gmg-{level}-{self.meeting.date.iso}-{self.title.lower().replace(' ', '-')}"


def agenda(meeting: Meeting, items) -> Print:
    """Returns the agenda with what is asked on each item, its papers, and action points under matters
    arising.
    """
    made = Print(
        "Provisional agenda" if meeting.agenda_state == Meeting.Agenda.PROVISIONAL else "Agenda", meeting
    )
    for item in items:
        made.blocks.append(_title(item))
        said = _about(item)
        if said:
            made.blocks.append(Note(said))
        made.blocks += [Note(line) for line in getattr(item, "paper_lines", ())]
        if item.summary:
            made.blocks.append(Text(item.summary))
        made.blocks += [Note(f"Minutes of {one.named}") for one in getattr(item, "earlier", ())]
        made.blocks += [_action(action) for action in getattr(item, "arising", ())]
    return made


def for_guest(meeting: Meeting, items) -> Print:
    """Returns the agenda for an invited participant, as on the page of their link: no action points or
    earlier minutes.
    """
    made = Print("Agenda", meeting, state="As it is open to the guest for whom this file was made")
    for item in items:
        made.blocks.append(_title(item))
        facts = [
            f"At about {item.begins}" if meeting.time and item.is_known else "",
            f"For {item.get_asked_display()}" if item.asked else "",
            f"{item.length} minutes" if item.length else "",
        ]
        if any(facts):
            made.blocks.append(Note(" · ".join(filter(None, facts))))
        made.blocks += [Note(line) for line in getattr(item, "paper_lines", ())]
        if item.summary:
            made.blocks.append(Text(item.summary))
    return made


def minutes(meeting: Meeting, items) -> Print:
    """Returns the minutes with participants, decisions, action points and corrigenda."""
    made = Print("Minutes", meeting, state=_state(meeting))
    present = _present(meeting)
    if present:
        made.blocks += [Heading("Present"), *present]
    for item in items:
        made.blocks.append(_title(item))
        if item.minutes:
            made.blocks.append(Text(item.minutes))
        made.blocks += _lines(item)
    corrections = list(meeting.corrections.filter(item__in=items).select_related("item"))
    if corrections:
        made.blocks.append(Heading("Corrections"))
        made.blocks += [
            Line(
                f"Correction {one.number}, {PartialDate.of(one.at.date())}", f"on “{one.item}”: {one.reason}"
            )
            for one in corrections
        ]
    return made


def conclusions(meeting: Meeting, items) -> Print:
    """Returns the decisions and action points, without the discussion."""
    made = Print("Summary of conclusions", meeting, state=_state(meeting))
    for item in items:
        lines = _lines(item)
        if lines:
            made.blocks += [_title(item), *lines]
    if not made.blocks:
        made.blocks.append(Note("No decisions or actions were recorded."))
    return made


def participants(meeting: Meeting, items=()) -> Print:
    """Returns who came; before the meeting has begun, who is expected."""
    found = attendance_participants.participants_of(meeting)
    made = Print(found.title, meeting)
    if found.agencies:
        rows = [list(one[:4]) for one in found.agencies]
        made.blocks += [Heading("Agencies"), Table(["Agency", "Name", "Capacity", "Attendance"], rows)]
    if found.guests:
        rows = [list(one[:4]) for one in found.guests]
        made.blocks += [Heading("Guests"), Table(["Organization", "Name", "Capacity", "Attendance"], rows)]
    if found.silent:
        made.blocks.append(Note(f"Not answered yet: {listed(found.silent)}."))
    if not made.blocks:
        made.blocks.append(Note("Nobody is entered yet."))
    return made


KINDS = {"agenda": agenda, "minutes": minutes, "conclusions": conclusions, "participants": participants}


def items_of(
    meeting: Meeting, rows: AgendaItemQuerySet, audience: Audience = Audience.MEMBERS
) -> list[AgendaItem]:
    """Returns the items that the audience may read with all that a print needs, in a fixed number of queries.

    They keep their numbers in the whole agenda.
    """
    rows = rows.select_related("proposed_by", "paper_by", "meeting").prefetch_related(
        Prefetch("decisions", Decision.objects.all()),
        Prefetch("actions", Action.objects.select_related("agency")),
    )
    items = [item for item in order.numbered(rows) if item.restricted in SEES[audience]]
    mark(items, meeting)
    for item in items:
        if item.kind == item.Kind.ARISING:
            item.arising = list(open_actions(meeting, audience))
        if item.kind == item.Kind.MINUTES:
            item.earlier = [*adoption.adopted_by(meeting), *adoption.waiting_for(meeting)]
    return items


def as_html(made: Print) -> str:
    """Returns the HTML of which the PDF is made."""
    facts = {"print": made, "demonstration": demo.words() if demo.is_demo() else ""}
    return render_to_string("pdf/meeting.html", facts)


def as_pdf(made: Print, *, tell=None) -> pdf.Pdf:
    """Returns the PDF. Raises `pdf.Unavailable`."""
    return pdf.render(as_html(made), tell=tell)


def as_docx(made: Print) -> bytes:
    """Returns the Word document."""
    paper = docx.Paper(
        made.title,
        facts=[*made.facts, *([demo.words()] if demo.is_demo() else [])],
        running=f"Global Migration Group · {made.title}, {made.meeting.date}",
    )
    for block in made.blocks:
        if block.kind == "heading":
            paper.heading(block.text, level=block.level)
        elif block.kind == "text":
            paper.rich(block.text)
        elif block.kind == "note":
            paper.fact(block.text)
        elif block.kind == "line":
            paper.line(block.lead, block.text)
        else:
            paper.table(block.columns, block.rows)
    return paper.content()


def _title(item) -> Heading:
    number = getattr(item, "number", "")
    return Heading(f"{number} {item.title}".strip(), level=2 if item.is_sub else 1)


def _about(item) -> str:
    return " · ".join(
        filter(
            None,
            [
                f"For {item.get_asked_display()}" if item.asked else "",
                f"{item.length} minutes" if item.length else "",
                f"led by {item.leads}" if item.leads else "",
                f"proposed by {item.proposed_by}" if item.proposed_by else "",
                f"paper by {item.paper_by}" if item.paper_by else "",
                f"{item.mark} since it was published" if item.mark else "",
                item.get_restricted_display() if item.restricted else "",
            ],
        )
    )


def _lines(item) -> list[Line]:
    lines = [Line("Decision", decision.text) for decision in item.decisions.all()]
    return [*lines, *(_action(action) for action in item.actions.all())]


def _action(action: Action) -> Line:
    lead = f"Action: {action.owner}" if action.owner else "Action"
    return Line(f"{lead}, by {action.due}" if action.due else lead, action.text)


def _present(meeting: Meeting) -> list:
    rows = list(meeting.attendance.select_related("agency"))
    blocks = []
    for heading, chosen in (
        ("", [row for row in rows if row.present]),
        ("Apologies", [row for row in rows if row.present is False]),
    ):
        if chosen:
            names = listed(row.named for row in chosen)
            blocks.append(Line(heading, names) if heading else Text(f"{names}."))
    guests = list(meeting.guests.all())
    if guests:
        blocks.append(Line("Heard", listed(one.named for one in guests)))
    return blocks


def _state(meeting: Meeting) -> str:
    if meeting.minutes_stand:
        at = f" at {meeting.adopted_at.named}" if meeting.adopted_at else ""
        return f"Adopted{at}" if at or not meeting.adopted_on else f"Adopted {meeting.adopted_on}"
    if meeting.minutes == Meeting.Minutes.CIRCULATED:
        until = hours.moment(meeting.comments_until) if meeting.comments_until else ""
        later = ", to be adopted at the next meeting" if meeting.next_adopts else ""
        return (
            f"Circulated as a draft, open for comment until {until}{later}"
            if until
            else "Circulated as a draft"
        )
    return "Draft" if meeting.minutes else ""
