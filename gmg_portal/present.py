"""The present of the demonstration: around the day on which it is loaded, with people who do not exist.

The agencies are real, as the history before it is; what they do here is not.
"""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import Group

from agencies import template
from agencies.models import (
    Agency,
    Answer,
    Application,
    Appointment,
    Contact,
    Organization,
    Purpose,
    User,
)
from agencies.rules import SECRETARIAT
from chairmanship.models import Chairmanship, Event, WorkplanActivity
from documents.models import Document, Sharing
from foundation import clock
from foundation.dates import PartialDate
from meetings.models import Action, AgendaItem, Attendance, Decision, Guest, Meeting, Proposal

PLACE = {"timezone": "Europe/Zurich", "city": "Geneva", "time": dt.time(10)}
OUTGOING, CHAIR, INCOMING = "UNHCR", "ILO", "UNDP"

PEOPLE = [
    # address before @example.org, name, agency, what they are there
    ("focal-point", "Fatima Fictional", "UNFPA", "focal point"),
    ("chair", "Carl Invented", CHAIR, "focal point"),
    ("incoming-chair", "Ingrid Imaginary", INCOMING, "focal point"),
    ("secretariat", "Sam Sample", "", ""),
    ("principal.ilo", "Paula Pretend", CHAIR, "principal"),
    ("notes.ilo", "Nora Notreal", CHAIR, "staff"),
    ("outgoing-chair", "Omar Madeup", OUTGOING, "focal point"),
    ("principal.unfpa", "Petra Pretend", "UNFPA", "principal"),
    ("iom", "Ida Imagined", "IOM", "focal point"),
    ("alternate.iom", "Alex Allusion", "IOM", "alternate"),
    ("ohchr", "Hugo Hypothetical", "OHCHR", "focal point"),
    ("unicef", "Uma Unreal", "UNICEF", "focal point"),
    ("unesco", "Emil Example", "UNESCO", "focal point"),
    ("who", "Wanda Whatif", "WHO", "focal point"),
    ("escap", "Eva Makebelieve", "ESCAP", "focal point"),
]
MOVED = ("unitar", "Milo Mirage", "UNODC", "UNITAR")  # from the one to the other agency


@dataclass(frozen=True)
class Login:
    """Somebody as whom the demonstration is looked at."""

    role: str
    email: str


LOGINS = [
    Login("focal point", "focal-point@example.org"),
    Login("chair", "chair@example.org"),
    Login("incoming chair", "incoming-chair@example.org"),
    Login("secretariat admin", "secretariat@example.org"),
]


class Present:
    """Makes all of it, with the days counted from today. The caller holds the transaction."""

    def __init__(self):
        self.today = clock.today()
        self.agency = {agency.acronym: agency for agency in Agency.objects.all()}
        self.purpose = {purpose.number: purpose for purpose in Purpose.objects.filter(edition=1)}
        self.person: dict[str, User] = {}

    def make(self) -> None:
        self.people()
        self.terms()
        self.workplan()
        self.meetings_behind()
        self.meetings_ahead()
        self.proposals()
        self.documents()
        self.applications()
        self.organizations()

    # Days ---------------------------------------------------------------------------------------------

    def month(self, months: int) -> dt.date:
        """The first day of the month that many months from this one."""
        year, month = divmod(self.today.year * 12 + self.today.month - 1 + months, 12)
        return dt.date(year, month + 1, 1)

    def weekday(self, days: int) -> dt.date:
        """The day that many days from today; a weekend moves further away from today."""
        day = self.today + dt.timedelta(days=days)
        while day.weekday() > 4:
            day += dt.timedelta(days=1 if days > 0 else -1)
        return day

    def at(self, days: int, hour: int) -> dt.datetime:
        return dt.datetime.combine(self.today + dt.timedelta(days=days), dt.time(hour), clock.zone())

    # Who ----------------------------------------------------------------------------------------------

    def people(self) -> None:
        for address, name, acronym, role in PEOPLE:
            self.person[address] = User.objects.create_user(f"{address}@example.org", name=name)
            if acronym:
                self.appoint(address, acronym, role, starts=self.month(-30))
        self.person["secretariat"].groups.add(Group.objects.get_or_create(name=SECRETARIAT)[0])
        address, name, before, after = MOVED
        self.person[address] = User.objects.create_user(f"{address}@example.org", name=name)
        moved = self.month(-5)
        self.appoint(address, before, "focal point", self.month(-40), moved - dt.timedelta(days=1))
        self.appoint(address, after, "focal point", moved)

    def appoint(self, address: str, acronym: str, role: str, starts: dt.date, ends: dt.date | None = None):
        Appointment.objects.create(
            person=self.person[address], agency=self.agency[acronym], role=role, starts=starts, ends=ends
        )

    def terms(self) -> None:
        """Three half-years: one is over, one is in its third month, one is to come."""
        day = dt.timedelta(days=1)
        texts = {
            OUTGOING: (
                -8,
                "Protection on the move",
                "To bring protection and help along each route together.",
            ),
            CHAIR: (
                -2,
                "Fair recruitment",
                "To make recruitment fair, and to know what it costs.",
            ),
            INCOMING: (4, "Migration in local development", ""),
        }
        self.term = {
            acronym: Chairmanship.objects.create(
                agency=self.agency[acronym],
                starts=self.month(first),
                ends=self.month(first + 6) - day,
                theme=theme,
                objective=objective,
            )
            for acronym, (first, theme, objective) in texts.items()
        }

    # What is under way --------------------------------------------------------------------------------

    def workplan(self) -> None:
        for title, lead, partners, status, purposes in (
            ("A survey of what recruitment costs", CHAIR, ("IOM", "World Bank"), "under way", (6, 4)),
            ("A common note on recruitment fees", CHAIR, ("OHCHR",), "under way", (7, 9)),
            ("Training for labour inspectors", "IOM", (CHAIR, "UNODC"), "planned", (8,)),
            ("One list of the members' publications", "UNU", (), "done", (4,)),
            ("A joint stand at the youth fair", "UNICEF", ("UNFPA",), "dropped", (8,)),
        ):
            term = self.term[CHAIR]
            activity = WorkplanActivity.objects.create(
                title=title,
                term=term,
                lead=self.agency[lead],
                starts=PartialDate.of(term.starts),
                ends=PartialDate(term.ends.year, term.ends.month),
                status=status,
            )
            activity.partners.set([self.agency[acronym] for acronym in partners])
            self.serves(activity, purposes)
        Event.objects.create(
            kind=Event.Kind.BRIEFING,
            date=PartialDate.of(self.weekday(-20)),
            forum="Briefing of Member States",
            city="New York",
            by_troika=True,
            summary="What the Group means to do on recruitment, and what it asks of the States.",
        )

    def serves(self, thing, numbers) -> None:
        thing.purposes.set([self.purpose[number] for number in numbers if number in self.purpose])

    def meeting(self, days: int, level: str, **fields) -> Meeting:
        fields = PLACE | {"kind": Meeting.Kind.REGULAR, "length": 150} | fields
        return Meeting.objects.create(level=level, date=PartialDate.of(self.weekday(days)), **fields)

    def item(self, meeting: Meeting, title: str, *, by: str = "", purposes=(), **fields) -> AgendaItem:
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=meeting.agenda.count(),
            title=title,
            proposed_by=self.agency.get(by),
            **fields,
        )
        self.serves(item, purposes)
        return item

    def attendance(self, meeting: Meeting, absent: str) -> None:
        for position, (_, name, acronym, role) in enumerate(row for row in PEOPLE if row[3] == "focal point"):
            Attendance.objects.create(
                meeting=meeting,
                position=position,
                agency=self.agency[acronym],
                name=name,
                capacity=role,
                present=acronym != absent,
            )

    def meetings_behind(self) -> None:
        principals = self.meeting(
            -150, Meeting.Level.PRINCIPALS, minutes="adopted", adopted_on=PartialDate.of(self.weekday(-120))
        )
        self.item(principals, "Adoption of the agenda", length=5, asked="decision")
        route = self.item(
            principals,
            "One route, one contact for those in need",
            by=OUTGOING,
            purposes=(5, 9),
            asked="decision",
            length=45,
            minutes="The principals heard how people lose their way between the offices of the agencies, and "
            "agreed that one of them answers for all along a route.",
        )
        Decision.objects.create(
            item=route, position=0, text="On each route one agency is the contact for all of them."
        )
        Action.objects.create(
            item=route,
            position=0,
            text="Name the contact on each route.",
            agency=self.agency[OUTGOING],
            due=PartialDate.of(self.weekday(-100)),
            done=True,
        )
        self.attendance(principals, absent="WHO")

        working = self.meeting(
            -42, Meeting.Level.WORKING, minutes="adopted", by_video=True,
            adopted_on=PartialDate.of(self.weekday(-25)),
        )  # fmt: skip
        self.item(working, "Adoption of the agenda", length=5, asked="decision")
        costs = self.item(
            working,
            "What recruitment costs those who move",
            by=CHAIR,
            purposes=(6,),
            asked="discussion",
            length=60,
            minutes="The members compared what they know. The figures do not fit together: each counts "
            "other fees, and in other years.",
        )
        Decision.objects.create(
            item=costs, position=0, text="The members fill in one questionnaire on recruitment costs."
        )
        for position, (text, owner, days, done) in enumerate(
            (
                ("Send the figures on recruitment fees that it has to the chair.", "UNFPA", -6, None),
                ("Send round the questionnaire.", "the chair", -30, True),
                ("Compare the answers, and bring a summary to the next meeting.", "the chair", 10, None),
                ("Say which country offices answer for their agency.", "IOM", 20, None),
            )
        ):
            Action.objects.create(
                item=costs,
                position=position,
                text=text,
                agency=self.agency.get(owner),
                office="" if owner in self.agency else Action.Office.CHAIR,
                due=PartialDate.of(self.weekday(days)),
                done=done,
            )
        Guest.objects.create(
            meeting=working, position=0, organization="Institute of Invented Studies", name="Gus Guestly"
        )
        self.attendance(working, absent="UNESCO")

        latest = self.meeting(
            -12, Meeting.Level.PRINCIPALS, minutes="circulated", circulated_at=self.at(-7, 9),
            comments_until=self.at(5, 18),
        )  # fmt: skip
        self.item(latest, "Adoption of the agenda", length=5, asked="decision")
        note = self.item(
            latest,
            "A common note on recruitment fees",
            by=CHAIR,
            purposes=(7,),
            asked="decision",
            length=40,
            minutes="The principals want the note short, and cleared by all before the Forum meets.",
        )
        Decision.objects.create(
            item=note, position=0, text="The note is circulated to all members for their clearance."
        )
        Action.objects.create(
            item=note,
            position=0,
            text="Reply on the common note.",
            agency=self.agency["UNFPA"],
            due=PartialDate.of(self.weekday(14)),
        )
        self.attendance(latest, absent="UNICEF")

    def meetings_ahead(self) -> None:
        self.next = self.meeting(16, Meeting.Level.WORKING, by_video=True, agenda_state="provisional")
        self.item(self.next, "Adoption of the agenda", length=5, asked="decision")
        self.item(self.next, "Matters arising from the last minutes", length=15, asked="information")
        self.taken_up = self.item(
            self.next,
            "Who answers for recruiters abroad",
            by="OHCHR",
            purposes=(9, 5),
            asked="discussion",
            length=45,
            summary="Recruiters work in one State and answer in none. The members say what their own rules "
            "can do about it.",
        )
        self.item(self.next, "Any other business", length=10)
        self.meeting(63, Meeting.Level.PRINCIPALS, stage="planned", agenda_state="private")

    def proposals(self) -> None:
        def propose(acronym, address, title, days, **fields):
            purposes = fields.pop("purposes", ())
            proposal = Proposal.objects.create(
                title=title,
                proposed_by=self.agency[acronym],
                proposed_at=self.at(days, 11),
                entered_by=self.person[address],
                **fields,
            )
            self.serves(proposal, purposes)

        answered = {"answered_at": self.at(-9, 15), "answered_by": self.person["chair"]}
        propose(
            "OHCHR", "ohchr", self.taken_up.title, -14, meeting=self.next, item=self.taken_up,
            answer="taken up", asked="discussion", purposes=(9, 5), **answered,
        )  # fmt: skip
        propose(
            "UNFPA", "focal-point", "A common line on migrant health workers", -30, asked="decision",
            reason="Three members speak on it this year, each in its own words.", answer="deferred",
            answer_reason="The agenda of the last meeting was full. It comes first at the next.",
            purposes=(7,), **answered,
        )  # fmt: skip
        propose(
            "UNFPA", "focal-point", "Young people who move alone", -4, asked="discussion", purposes=(5, 9),
            reason="Our offices count more of them than last year, and each helps in another way.",
        )  # fmt: skip
        propose(
            "WHO", "who", "Vaccination cards that are read on both sides of a border", -3, asked="information"
        )
        propose(
            "UNESCO", "chair", "Schools for the children of seasonal workers", -2, on_behalf=True,
            asked="decision", invite="Institute of Invented Studies",
        )  # fmt: skip

    def documents(self) -> None:
        term = self.term[CHAIR]
        note = Document.objects.create(
            title="Recruitment without fees: a common note",
            kind="information note",
            term=term,
            lead=self.agency[CHAIR],
            state="circulated",
            date=PartialDate.of(self.weekday(-6)),
            summary="What the members ask of States and of employers, on two pages.",
        )
        note.contributors.set([self.agency["IOM"], self.agency["OHCHR"]])
        Sharing.objects.create(document=note, position=0, name="the focal points of all members")
        survey = Document.objects.create(
            title="What recruitment costs: a survey",
            kind="survey",
            term=term,
            lead=self.agency[CHAIR],
            state="drafting",
            summary="Compiled from the answers of the members to one questionnaire.",
        )
        survey.contributors.set([self.agency["IOM"], self.agency["World Bank"]])

    def applications(self) -> None:
        for applicant, days, answers in (
            (
                "Invented Fund for Rural Movers",
                -75,
                "A fund that does not exist. It lends to villages that people leave and come back to.",
            ),
            (
                "Imaginary Office for Safe Crossings",
                -40,
                "An office that does not exist. It would keep crossings at sea safe.",
            ),
        ):
            application = Application.objects.create(
                applicant=applicant,
                received=PartialDate.of(self.weekday(days)),
                outcome=Application.Outcome.UNDER_REVIEW,
            )
            for position, question in enumerate(template.QUESTIONS):
                Answer.objects.create(
                    application=application,
                    position=position,
                    question=question,
                    text=answers if position == 0 else "This answer is invented, to show where one stands.",
                )

    def organizations(self) -> None:
        for name, kind, people in (
            ("Institute of Invented Studies", "guest", [("Gus Guestly", "Director")]),
            ("Made-up Union of Migrant Workers", "partner", [("Mara Myth", "Secretary"), ("Leo Legend", "")]),
            ("Pretend Diaspora Network", "partner", [("Dina Dreamt", "Coordinator")]),
        ):
            organization = Organization.objects.create(name=name, kind=kind)
            for number, (person, post) in enumerate(people):
                Contact.objects.create(
                    organization=organization,
                    name=person,
                    post=post,
                    email=f"contact{organization.pk}-{number}@example.org",
                )
