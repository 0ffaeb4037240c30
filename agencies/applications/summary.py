"""An application in short, for the chair: findings, open questions, comments, and how long it takes."""

from dataclasses import dataclass

from agencies.applications.models import Application, Assessment
from agencies.applications.progress import STILL, days_taken, stands_still
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.words import listed, number

Finding = Assessment.Finding


@dataclass(frozen=True)
class Summary:
    """`found` pairs each finding with its criteria; `sentences` has the rest.

    `time` says how long it takes, which changes from day to day.
    """

    found: list[tuple[str, list[str]]]
    sentences: list[str]
    time: str


def summary(application: Application, *, criteria, assessments, answers, remarks, dossier) -> Summary:
    """Returns the summary. It uses only what the page has fetched already."""
    findings = {one.criterion_id: one.finding for one in assessments}
    found = []
    yet = [("", "not assessed yet" if application.is_pending else "not assessed")]
    # An application that was settled without an assessment has none to sum up.
    open_ones = yet if application.is_pending or any(findings.values()) else []
    for finding, words in [*Finding.choices, *open_ones]:
        titles = [str(one) for one in criteria if findings.get(one.pk, "") == finding]
        if titles:
            found.append((str(words), titles))
    said = [*_answers(answers), *_said(remarks, yet=application.is_pending), *_asked(application, dossier)]
    return Summary(found, said, _time(application))


def _answers(answers):
    unanswered = [one.question for one in answers if not one.text]
    if unanswered:
        yield f"Not answered: {listed(f'“{question}”' for question in unanswered)}."
    elif answers:
        yield "Every question is answered."


def _said(remarks, *, yet: bool):
    if not remarks:
        yield "No member has commented yet." if yet else "No member commented."
        return
    agencies = sorted({str(one.agency) for one in remarks if one.agency})
    count = f"{number(len(remarks)).capitalize()} comment{'' if len(remarks) == 1 else 's'}"
    yield f"{count}{f' of {listed(agencies)}' if agencies else ''}."


def _asked(application, dossier):
    if not (dossier and dossier.asked and application.is_pending):
        return
    day = PartialDate.of(clock.day_of(dossier.asked_at))
    if application.outcome == Application.Outcome.DEFERRED:
        yield f"What the Group expects was told to the applicant on {day}; it has not handed in again yet."
    else:
        yield f"The applicant was asked for what is missing on {day}."


def _time(application) -> str:
    days = days_taken(application)
    if days is None:
        return ""
    if not application.is_pending:
        return f"It took {_days(days)}." if days else "It was settled on the day on which it was received."
    still = f" Nothing has happened for {STILL.days} days or more." if stands_still(application) else ""
    return f"Received {f'{_days(days)} ago' if days else 'today'}.{still}"


def _days(days: int) -> str:
    return f"{number(days)} day{'' if days == 1 else 's'}"
