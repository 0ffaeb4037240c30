"""Applications in the demo: two under review with all their answers, and one that led to membership."""

import datetime as dt

from agencies.applications.actions import reviewing
from agencies.applications.dossiers import PEOPLE
from agencies.models import (
    Agency,
    Answer,
    Application,
    Appointment,
    Assessment,
    Candidate,
    Consideration,
    Criterion,
    Dossier,
    Edition,
    Membership,
    User,
)
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text import rich
from meetings.applications import actions as application_actions
from meetings.applications import decisions as application_decisions
from meetings.meeting.locks import next_position
from meetings.models import ApplicationDecision, Decision, Meeting

Finding, Outcome = Assessment.Finding, Application.Outcome
MINUTES = "The members discussed the application."
ISLANDS, MOBILITY, RIVERS = (
    "Demonstration Agency for Islands",
    "Invented Institute of Mobility",
    "Example Commission for Great Rivers",
)
# In the order of the template's questions.
SAYS = {
    ISLANDS: (
        "We are an invented agency of 34 island states, founded in 1991. Our mandate is that people can live "
        "on their islands, or leave them in dignity.\n\nOur assembly meets every second year; our "
        "secretariat has 120 people in five places.",
        "We advise governments on labour migration between islands and the mainland, and we run a fund for "
        "families whose land the sea has taken. Since 2016 our programme has a chapter on migration.",
        "In the Pacific, the Caribbean and the Indian Ocean. Half of our work is in eleven countries with "
        "fewer than 200,000 people.",
        "A register of planned relocations that nobody else keeps, the trust of small governments, and three "
        "people who would work for the Group.",
        "With IOM on relocation, where IOM moves people and we prepare the places. With UNDP on livelihoods: "
        "we would leave the national plans to UNDP and keep to single islands.",
        "Yes, from the second year on. Until then we can host a meeting of the working level.",
    ),
    MOBILITY: (
        "We are an invented institute for research on how people move, founded by nine universities in 2004.",
        "Surveys of households in which somebody has left, every third year since 2008.",
        "In West Africa and in South-East Asia.",
        "Data of 60,000 households, open to all members, and a summer school.",
        "With UNDESA on figures. We would not count anybody; we ask why they went.",
        "",
    ),
    RIVERS: (
        "We are an invented commission of the states along five great rivers.",
        "Seasonal work along the rivers, and what floods do to those who live there.",
        "In fourteen countries.",
        "Early warning, and offices where others have none.",
        "With WHO on health after floods; we would follow its lead.",
        "Yes, whenever our turn comes.",
    ),
}
NAMED = {
    ISLANDS: (
        ("Iris Island", "Director-General"),
        ("Ivan Inlet", "Adviser on migration"),
        ("Ina Isle", "Deputy"),
    ),
    MOBILITY: (("Milo Mover", "Rector"), ("Mona Motion", "Head of surveys"), ("", "")),
    RIVERS: (("Rita River", "Secretary-General"), ("Ruben Reach", "Officer"), ("", "")),
}
NOTED = (
    (Finding.MET, "Its statutes name migration, and so does its programme of the last two years."),
    (Finding.UNCLEAR, "The figures are for one year only. Ask for the others."),
)
EXPECTED = "Say what you do on migration beyond floods, and show it by two programmes that run."


def add(today: dt.date, people: dict[str, User]) -> None:
    """Adds the applications. `people` are the demo's accounts, by what each is."""
    islands = _application(ISLANDS, today, days=60)
    mobility = _application(MOBILITY, today, days=20)
    for criterion, (finding, evidence) in zip(
        Criterion.objects.judging(islands).order_by("number"), NOTED, strict=False
    ):
        reviewing.assess(
            islands, criterion, finding=finding, evidence=evidence, revision=0, by=people["secretariat"]
        )
    for application, who, acronym, text in (
        (
            islands,
            "focal point",
            "UNDP",
            "We know their fund: it is small, quick and well kept.",
        ),
        (
            islands,
            "incoming chair",
            "WHO",
            "A voice of small islands is missing here. We are for it.",
        ),
        (
            mobility,
            "focal point",
            "UNDP",
            "Is a network of universities an agency, by our criteria?",
        ),
    ):
        reviewing.remark(application, text=text, agency=Agency.objects.get(acronym=acronym), by=people[who])
    _one_that_was_admitted(today, people)


def _application(name: str, today: dt.date, *, days: int, outcome=Outcome.UNDER_REVIEW) -> Application:
    """Returns an application that was submitted on its own page so many days ago."""
    day = today - dt.timedelta(days=days)
    at = dt.datetime.combine(day, dt.time(11), clock.zone())
    edition = Edition.objects.in_force()
    application = Application.objects.create(
        applicant=name, received=PartialDate.of(day), outcome=outcome, edition=edition, moved_at=at
    )
    words = {}
    for position, (question, text) in enumerate(zip(edition.questions.all(), SAYS[name], strict=True)):
        Answer.objects.create(application=application, position=position, question=question.text, text=text)
        words[question.key] = text
    for (who, role, *_), (person, post) in zip(PEOPLE, NAMED[name], strict=True):
        if person:
            said = {"name": person, "post": post, "email": _address(person)}
            Candidate.objects.create(application=application, role=role, **said)
            words |= {f"{who}-{part}": text for part, text in said.items()}
    Dossier.objects.create(
        email=f"apply.{name.split()[-1].lower()}@example.org",
        applicant=name,
        words=words,
        opened_at=at - dt.timedelta(days=9),
        confirmed_at=at - dt.timedelta(days=9),
        changed_at=at,
        handed_in_at=at,
        application=application,
    )
    return application


def _address(name: str) -> str:
    return f"{name.replace(' ', '.').lower()}@example.org"


def _one_that_was_admitted(today: dt.date, people: dict[str, User]) -> None:
    """Adds an application that was deferred, then admitted: the agency is a member since a few days ago."""
    application = _application(RIVERS, today, days=150, outcome=Outcome.ADMITTED)
    term = Meeting.objects.filter(date__gte=(today - dt.timedelta(days=100)).isoformat())
    first = term.filter(minutes=Meeting.Minutes.ADOPTED).earliest("date")
    second = term.filter(minutes=Meeting.Minutes.CIRCULATED).latest("date")
    joined = PartialDate.of(second.date.earliest + dt.timedelta(days=1))
    for position, (meeting, outcome, reason) in enumerate(
        ((first, Outcome.DEFERRED, EXPECTED), (second, Outcome.ADMITTED, ""))
    ):
        day = meeting.date.earliest
        Consideration.objects.create(application=application, position=position, date=meeting.date)
        decision = ApplicationDecision.objects.create(
            application=application,
            meeting=meeting,
            outcome=outcome,
            date=day,
            reason=reason,
            recorded_by=people["chair"],
            recorded_at=dt.datetime.combine(day, dt.time(17), clock.zone()),
        )
        item = application_actions.item_of(application, meeting)
        item.position, item.minutes = next_position(meeting.agenda), rich.clean(MINUTES)
        item.save()
        decision.line = Decision.objects.create(
            item=item, position=0, text=application_decisions.in_words(decision, joined)
        )
        decision.save()
    agency = Agency.objects.create(acronym="ECGR", name=RIVERS, headquarters="Nowhere, on the water")
    decision.membership = Membership.objects.create(
        agency=agency, starts=joined, basis=Membership.Basis.APPLICATION, decided_on=decision.date
    )
    decision.save()
    for candidate in application.candidates.all():
        person = User.objects.create_user(candidate.email, name=candidate.name)
        Appointment.objects.create(
            person=person, agency=agency, role=candidate.role, post=candidate.post, starts=joined.earliest
        )
    application.agency, application.moved_at = agency, clock.now()
    application.save()
