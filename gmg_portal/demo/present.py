"""The demo's present: a current term with people, meetings and open matters, all invented.

Its days are counted from the day on which it is loaded, so that each role finds something to do at once.
"""

import datetime as dt

from agencies.models import (
    Agency,
    Application,
    Appointment,
    Contact,
    Membership,
    Organization,
    SecretariatRole,
    User,
)
from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.portal import demo
from foundation.text import rich
from gmg_portal.demo import (
    applications,
    clearances,
    contributions,
    cycle,
    documents,
    handover,
    outside,
    statements,
    talk,
    workplan,
)
from meetings.models import Action, AgendaItem, Asked, Attendance, Decision, Meeting, Proposal

# For each account: its label in `make run`, its e-mail address, name and agency.
LOGINS = (
    ("focal point", "focal@example.org", "Fina Focal", "UNDP"),
    ("chair", "chair@example.org", "Carla Chair", "UNICEF"),
    ("incoming chair", "incoming@example.org", "Ingo Incoming", "WHO"),
    ("secretariat", "secretariat@example.org", "Sven Secretary", None),
)
OUTGOING, CHAIR, INCOMING = "ILO", "UNICEF", "WHO"
PRINCIPALS = ("Paula", "Peter", "Petra", "Paolo", "Priya", "Pablo")
FOCAL_POINTS = ("Farid", "Fiona", "Felix", "Fatou", "Franz", "Flora")


def month(day: dt.date, further: int) -> dt.date:
    """Returns the first day of the month that is so many months later."""
    months = day.year * 12 + day.month - 1 + further
    return dt.date(months // 12, months % 12 + 1, 1)


def term_around(day: dt.date, *, further: int = 0) -> tuple[dt.date, dt.date]:
    """Returns the first and last day of a term of six months that has the day in its fourth month.

    `further` moves it by as many terms; a negative number gives earlier ones. The last ten weeks and the next
    six of the demo are within the current term.
    """
    first = month(day, 6 * further - 3)
    return first, month(first, 6) - dt.timedelta(days=1)


def weekday(day: dt.date) -> dt.date:
    """Returns the day, or the Monday after it if it is on a weekend."""
    return day + dt.timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def add() -> None:
    """Adds the present to the real history. Runs in the transaction of `load_demo`."""
    today = clock.today()
    demo.mark()
    people = _people(today)
    term = _terms(today)
    draft = _meetings(today, people)
    documents.add(term, people)
    clearances.add(today, people["chair"])
    contributions.add(today, term, people["chair"])
    workplan.add(term, people)
    _organizations()
    outside.add(today, people["chair"], _agency(CHAIR))
    statements.add(today, term, people["chair"])
    talk.add(draft, people)
    applications.add(today, people)
    handover.add(term, Application.objects.get(applicant=applications.ISLANDS))


def _agency(acronym: str) -> Agency:
    return Agency.objects.get(acronym=acronym)


def _people(today: dt.date) -> dict[str, User]:
    since = today.replace(day=1) - dt.timedelta(days=400)
    people = {}
    for role, email, name, acronym in LOGINS:
        people[role] = User.objects.create_user(email, name=name)
        if acronym:
            Appointment.objects.create(
                person=people[role], agency=_agency(acronym), role="focal_point", starts=since
            )
    SecretariatRole.objects.create(person=people["secretariat"], role=SecretariatRole.Role.FULL)
    served = {acronym for *_, acronym in LOGINS}
    members = Membership.objects.on(today).select_related("agency").order_by("agency__acronym")
    for number, agency in enumerate(membership.agency for membership in members):
        principal = User.objects.create_user(
            f"principal.{agency.slug}@example.org", name=f"{PRINCIPALS[number % 6]} Principal ({agency})"
        )
        Appointment.objects.create(person=principal, agency=agency, role="principal", starts=since)
        if agency.acronym not in served:
            focal = User.objects.create_user(
                f"focal.{agency.slug}@example.org", name=f"{FOCAL_POINTS[number % 6]} Example ({agency})"
            )
            Appointment.objects.create(person=focal, agency=agency, role="focal_point", starts=since)
    return people


def _terms(today: dt.date) -> Chairmanship:
    first, last = term_around(today)
    before, after = term_around(today, further=-1), term_around(today, further=1)
    Chairmanship.objects.create(
        agency=_agency(OUTGOING),
        starts=before[0],
        ends=before[1],
        theme="Fair recruitment of people who move",
    )
    term = Chairmanship.objects.create(
        agency=_agency(CHAIR),
        starts=first,
        ends=last,
        theme="Children on the move, and those who stay behind",
        objective=rich.clean(
            "To bring together what the agencies know about children in migration, and to act on it."
        ),
    )
    Chairmanship.objects.create(agency=_agency(INCOMING), starts=after[0], ends=after[1])
    return term


def _meeting(day: dt.date, level: str, **fields) -> Meeting:
    fields.setdefault("agenda_state", Meeting.Agenda.ADOPTED)
    return Meeting.objects.create(
        level=level,
        kind=Meeting.Kind.REGULAR,
        date=PartialDate.of(weekday(day)),
        time=dt.time(10),
        timezone="Europe/Zurich",
        city="Geneva",
        by_video=True,
        length=120,
        **fields,
    )


def _items(meeting: Meeting, *titles: str, minutes: str = "") -> list[AgendaItem]:
    return [
        AgendaItem.objects.create(
            meeting=meeting,
            position=position,
            title=title,
            asked=Asked.DISCUSSION,
            length=20,
            minutes=rich.clean(minutes.format(title=title)),
        )
        for position, title in enumerate(titles)
    ]


def _attended(meeting: Meeting) -> None:
    for position, acronym in enumerate(("ILO", "IOM", "OHCHR", "UNDP", "UNICEF", "UNHCR", "WHO")):
        Attendance.objects.create(
            meeting=meeting, position=position, agency=_agency(acronym), present=acronym != "OHCHR"
        )


def _meetings(today: dt.date, people: dict[str, User]) -> Meeting:
    """Adds the meetings. Returns the one whose minutes the chair is still writing."""

    def days(number):
        return today + dt.timedelta(days=number)

    said = "The members discussed “{title}”."
    stood = _meeting(
        days(-70), "working", minutes=Meeting.Minutes.ADOPTED, adopted_on=PartialDate.of(weekday(days(-50)))
    )
    figures, health = _items(stood, "Figures on children in migration", "Health at borders", minutes=said)
    Decision.objects.create(
        item=figures, position=0, text="The agencies share the figures that they have by the next meeting."
    )
    Action.objects.create(
        item=figures,
        position=0,
        text="Send the figures for the last three years to UNICEF.",
        agency=_agency("UNDP"),
        due=PartialDate.of(days(-10)),
        done=False,
    )
    Action.objects.create(
        item=health,
        position=0,
        text="Draft the common note and send it to all members.",
        agency=_agency("WHO"),
        due=PartialDate.of(days(20)),
        done=False,
    )
    Action.objects.create(
        item=health, position=1, text="Put the note on the next agenda.", office="chair", done=True
    )
    _attended(stood)

    circulated = _meeting(
        days(-14),
        "principals",
        minutes=Meeting.Minutes.CIRCULATED,
        circulated_at=clock.now() - dt.timedelta(days=3),
        comments_until=dt.datetime.combine(days(7), dt.time(18), clock.zone()),
    )
    [forum, _] = _items(circulated, "Towards the next Forum", "The workplan of the coming year", minutes=said)
    Decision.objects.create(item=forum, position=0, text="The chair speaks for the Group at the Forum.")
    _attended(circulated)

    draft = _meeting(
        days(-6), "working", minutes=Meeting.Minutes.DRAFT, called_at=clock.now() - dt.timedelta(days=30)
    )
    _items(draft, "Pilots of the common note", "Who speaks at the next Forum", minutes=said)
    _attended(draft)

    ahead = _meeting(days(21), "working", agenda_state=Meeting.Agenda.PROVISIONAL)
    Meeting.objects.create(
        level="principals",
        kind=Meeting.Kind.REGULAR,
        date=PartialDate.of(weekday(days(42))),
        city="New York",
        stage=Meeting.Stage.PLANNED,
        agenda_state=Meeting.Agenda.PRIVATE,
    )

    for title, acronym, since, fields in (
        (
            "Children left behind by parents who migrate",
            "UNDP",
            12,
            {"reason": "A new study is out, and it names what the agencies could do together."},
        ),
        ("A joint position on the detention of children", "OHCHR", 4, {"asked": Asked.DECISION}),
        ("Sharing data on remittances", "World Bank", 2, {"asked": Asked.INFORMATION}),
    ):
        Proposal.objects.create(
            title=title,
            proposed_by=_agency(acronym),
            proposed_at=clock.now() - dt.timedelta(days=since),
            meeting=ahead,
            **fields,
        )
    cycle.add(ahead, people)
    return draft


def _organizations() -> None:
    for name, kind, contact in (
        ("Invented Diaspora Network", "partner", "Dina Diaspora"),
        ("Example Institute for Migration Studies", "guest", "Emil Example"),
    ):
        organization = Organization.objects.create(name=name, kind=kind)
        Contact.objects.create(
            organization=organization, name=contact, email=f"{contact.split()[0].lower()}@example.org"
        )
