"""An application in short, for the chair: findings, open questions, comments, and how long it takes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.applications.models import Application, Assessment
from agencies.applications.progress import STILL, days_taken, stands_still
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text import sorting
from foundation.text.words import counted, listed

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
    yet = [("", _("not assessed yet") if application.is_pending else _("not assessed"))]
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
        quoted = [_("“%(text)s”") % {"text": question} for question in unanswered]
        yield _("Not answered: %(questions)s.") % {"questions": listed(quoted)}
    elif answers:
        yield _("All questions are answered.")


def _said(remarks, *, yet: bool):
    if not remarks:
        yield _("No member has commented yet.") if yet else _("No member commented.")
        return
    agencies = sorting.ordered({str(one.agency) for one in remarks if one.agency})
    count = len(remarks)
    words = (
        ngettext("%(count)s comment, from %(agencies)s.", "%(count)s comments, from %(agencies)s.", count)
        if agencies
        else ngettext("%(count)s comment.", "%(count)s comments.", count)
    )
    yield words % {"count": count, "agencies": listed(agencies)}


def _asked(application, dossier):
    if not (dossier and dossier.asked and application.is_pending):
        return
    day = PartialDate.of(clock.day_of(dossier.asked_at))
    if application.outcome == Application.Outcome.DEFERRED:
        yield _("The applicant was told what the Group expects on %(day)s, and has not resubmitted yet.") % {
            "day": day
        }
    else:
        yield _("The applicant was asked for missing information on %(day)s.") % {"day": day}


def _time(application) -> str:
    days = days_taken(application)
    if days is None:
        return ""
    if not application.is_pending:
        took = ngettext("It took %(count)s day.", "It took %(count)s days.", days)
        return counted(days, took, _("It was closed on the day it was received."))
    ago = ngettext("Received %(count)s day ago.", "Received %(count)s days ago.", days)
    sentences = [counted(days, ago, _("Received today."))]
    if stands_still(application):
        still = ngettext(
            "Nothing has happened for at least %(days)s day.",
            "Nothing has happened for at least %(days)s days.",
            STILL.days,
        )
        sentences.append(still % {"days": STILL.days})
    return " ".join(sentences)
