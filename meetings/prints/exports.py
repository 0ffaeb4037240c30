"""The prints of a meeting: agenda, minutes, summary of conclusions and list of participants.

Each is built once, as blocks of plain data. A PDF or a Word document is made of them: principals' offices
work in Word.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Prefetch, Q
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.dates import hours
from foundation.dates.partial import PartialDate
from foundation.files import docx, pdf
from foundation.portal import demo, group
from foundation.text.words import listed, opened
from meetings.agenda import order
from meetings.agenda.models import AgendaItem, AgendaItemQuerySet
from meetings.agenda.reading import mark
from meetings.attendance import participants as attendance_participants
from meetings.attendance import queries as attendance_queries
from meetings.followup.models import Action, Decision
from meetings.followup.queries import open_actions
from meetings.meeting import places
from meetings.meeting.audiences import SEES, Audience
from meetings.meeting.models import Meeting
from meetings.minutes import adoption
from meetings.minutes.models import Correction


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
            place = _("%(place)s, also by video") % {"place": place} if place else _("by video")
        name = {"meeting": meeting.of_level, "title": meeting.title}
        return [
            _("%(meeting)s: %(title)s") % name if meeting.title else meeting.of_level,
            " · ".join(filter(None, [str(meeting.date), places.hours(meeting), place])),
            *([_("Chaired by %(person)s") % {"person": meeting.presides}] if meeting.presides else []),
            *([self.state] if self.state else []),
        ]

    @property
    def filename(self) -> str:
        """The file name without its extension."""
        level = "principals" if self.meeting.level == Meeting.Level.PRINCIPALS else "working-level"
        return slugify(f"{group.acronym()} {level} {self.meeting.date.iso} {self.title}")


def agenda(meeting: Meeting, items) -> Print:
    """Returns the agenda with what is asked on each item, its papers, and action points under matters
    arising.
    """
    is_provisional = meeting.agenda_state == Meeting.Agenda.PROVISIONAL
    made = Print(_("Provisional agenda") if is_provisional else _("Agenda"), meeting)
    for item in items:
        made.blocks.append(_title(item))
        said = _about(item)
        if said:
            made.blocks.append(Note(said))
        made.blocks += [Note(line) for line in getattr(item, "paper_lines", ())]
        if item.summary:
            made.blocks.append(Text(item.summary))
        made.blocks += [
            Note(_("Minutes of %(meeting)s") % {"meeting": one.named}) for one in getattr(item, "earlier", ())
        ]
        made.blocks += [_action(action) for action in getattr(item, "arising", ())]
    return made


def for_guest(meeting: Meeting, items) -> Print:
    """Returns the agenda for an invited participant, as on the page of their link: no action points or
    earlier minutes.
    """
    made = Print(
        _("Agenda"), meeting, state=_("The items open to the participant for whom this file was made")
    )
    for item in items:
        made.blocks.append(_title(item))
        facts = [
            _("Around %(time)s") % {"time": item.begins} if meeting.time and item.is_known else "",
            _asked(item),
            _length(item),
        ]
        if any(facts):
            made.blocks.append(Note(" · ".join(filter(None, facts))))
        made.blocks += [Note(line) for line in getattr(item, "paper_lines", ())]
        if item.summary:
            made.blocks.append(Text(item.summary))
    return made


def minutes(meeting: Meeting, items) -> Print:
    """Returns the minutes with participants, decisions, action points and corrigenda."""
    made = Print(_("Minutes"), meeting, state=_state(meeting))
    present = _present(meeting)
    if present:
        made.blocks += [Heading(_("Participants")), *present]
    for item in items:
        made.blocks.append(_title(item))
        if item.minutes:
            made.blocks.append(Text(item.minutes))
        made.blocks += _lines(item)
    corrections = list(
        meeting.corrections.filter(Q(item=None) | Q(item__in=items)).select_related("item", "file")
    )
    if corrections:
        made.blocks.append(Heading(_("Corrigenda")))
    for one in corrections:
        made.blocks += _corrigendum(one)
    return made


def _corrigendum(one: Correction) -> list:
    """Returns what a corrigendum corrects, with each passage before and after it."""
    lead = _("Corrigendum %(number)s, %(date)s") % {
        "number": one.number,
        "date": PartialDate.of(one.at.date()),
    }
    blocks: list = [Line(lead, f"{one.on}: {one.reason}")]
    for was, now in one.passages:
        blocks += [Line(_("Before"), was)] if was else []
        blocks += [Line(_("Now"), now)] if now else []
    if one.file:
        blocks.append(Note(_("With the file “%(file)s”") % {"file": one.file.name}))
    return blocks


def conclusions(meeting: Meeting, items) -> Print:
    """Returns the decisions and action points, without the discussion."""
    made = Print(_("Summary of conclusions"), meeting, state=_state(meeting))
    for item in items:
        lines = _lines(item)
        if lines:
            made.blocks += [_title(item), *lines]
    if not made.blocks:
        made.blocks.append(Note(_("No decisions or action points were recorded.")))
    return made


def participants(meeting: Meeting, items=()) -> Print:
    """Returns who came; before the meeting has begun, who is expected."""
    found = attendance_participants.participants_of(meeting)
    made = Print(found.title, meeting)
    if found.agencies:
        rows = [list(one[:4]) for one in found.agencies]
        columns = [_("Agency"), _("Name"), _("Title or role"), _("Attendance")]
        made.blocks += [Heading(_("Agencies")), Table(columns, rows)]
    if found.guests:
        rows = [list(one[:4]) for one in found.guests]
        columns = [_("Organization"), _("Name"), _("Title or role"), _("Attendance")]
        made.blocks += [Heading(_("Invited participants")), Table(columns, rows)]
    if not made.blocks:
        made.blocks.append(Note(_("No participants are recorded.")))
    return made


KINDS = {"agenda": agenda, "minutes": minutes, "conclusions": conclusions, "participants": participants}


def items_of(
    meeting: Meeting, rows: AgendaItemQuerySet, audience: Audience = Audience.MEMBERS
) -> list[AgendaItem]:
    """Returns the items that the audience may read with all that a print needs, in a fixed number of queries.

    They keep their numbers in the whole agenda.
    """
    rows = rows.select_related("proposed_by", "paper_by", "meeting").prefetch_related(
        Prefetch("decisions", Decision.objects.with_successors(_told_to(audience))),
        Prefetch("actions", Action.objects.select_related("agency")),
    )
    items = [item for item in order.numbered(rows) if item.restricted in SEES[audience]]
    mark(items, meeting)
    day = meeting.date.latest
    for item in items:
        for action in item.actions.all():
            action.agency = action.agency and action.agency.as_of(day)
        if item.kind == item.Kind.ARISING:
            item.arising = list(open_actions(meeting, audience))
        if item.kind == item.Kind.MINUTES:
            item.earlier = [*adoption.adopted_by(meeting), *adoption.waiting_for(meeting)]
    return items


def _told_to(audience: Audience):
    """Returns the decisions that a print for that audience may name as later or earlier ones."""
    return Decision.objects.for_audience(audience).filter(item__meeting__in=Meeting.objects.with_open_words())


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
        running=f"{group.name()} · {made.title}, {made.meeting.date}",
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
                _asked(item),
                _length(item),
                _("led by %(name)s") % {"name": item.leads} if item.leads else "",
                _("proposed by %(agency)s") % {"agency": item.proposed_by} if item.proposed_by else "",
                _("paper to come from %(agency)s") % {"agency": item.paper_by} if item.paper_by else "",
                _since_published(item),
                item.get_restricted_display() if item.restricted else "",
            ],
        )
    )


def _asked(item) -> str:
    return _("For %(what)s") % {"what": item.get_asked_display()} if item.asked else ""


def _length(item) -> str:
    count = item.length or 0
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count} if count else ""


def _since_published(item) -> str:
    if not item.mark:
        return ""
    return _("changed since publication") if item.revision else _("new since publication")


def _lines(item) -> list[Line | Note]:
    lines: list[Line | Note] = []
    for decision in item.decisions.all():
        corrected = decision.corrected
        lines.append(Line(_("Decision"), f"{decision.text} ({corrected})" if corrected else decision.text))
        if decision.state == Decision.State.SUPERSEDED:
            lines.append(Note(opened(decision.status)))
        if decision.replaced:
            earlier = listed(one.named for one in decision.replaced)
            lines.append(Note(_("Supersedes %(decisions)s") % {"decisions": earlier}))
    return [*lines, *(_action(action) for action in item.actions.all())]


def _action(action: Action) -> Line:
    if action.owner:
        lead = _("Action point: %(owner)s, by %(due)s") if action.due else _("Action point: %(owner)s")
    else:
        lead = _("Action point, by %(due)s") if action.due else _("Action point")
    return Line(lead % {"owner": action.owner, "due": action.due}, action.text)


def _present(meeting: Meeting) -> list:
    found = attendance_queries.recorded(meeting.attendance.select_related("agency"))
    blocks: list = []
    if found["present"]:
        blocks.append(Text(f"{found['present']}."))
    if found["apologies"]:
        blocks.append(Line(_("Apologies"), found["apologies"]))
    guests = list(meeting.guests.all())
    if guests:
        blocks.append(Line(_("Invited participants"), listed(one.named for one in guests)))
    return blocks


def _state(meeting: Meeting) -> str:
    if meeting.minutes_stand:
        if meeting.adopted_at:
            return _("Adopted at %(meeting)s") % {"meeting": meeting.adopted_at.named}
        if meeting.adopted_on:
            return _("Adopted on %(date)s") % {"date": meeting.adopted_on}
        return _("Adopted")
    if meeting.minutes == Meeting.Minutes.CIRCULATED:
        if not meeting.comments_until:
            return _("Draft circulated for comment")
        words = _("Draft circulated for comment until %(until)s")
        if meeting.next_adopts:
            words = _("Draft circulated for comment until %(until)s, to be adopted at the next meeting")
        return words % {"until": hours.moment(meeting.comments_until)}
    return _("Draft") if meeting.minutes else ""
