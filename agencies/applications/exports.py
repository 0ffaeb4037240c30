"""An application as a PDF, made by a worker: as it was handed in, or with what was said of it since.

The addresses of those whom it names stay out of both: a file goes where nobody can forget them.
"""

import hashlib
import json

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.text import slugify

from agencies.applications.models import Application, ApplicationPrint, Dossier
from agencies.applications.progress import decisions, steps
from agencies.applications.summary import summary
from agencies.criteria.models import Criterion
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files import pdf
from foundation.jobs import outbox
from foundation.portal import demo
from foundation.text.words import opened

JOB = "application-print"
What = ApplicationPrint.What
TITLES = {What.ALONE: "Application for membership", What.REVIEW: "Application and assessment"}


def filename(application: Application, what: str) -> str:
    """The name of the file, without its ending."""
    return f"gmg-{slugify(TITLES[What(what)])}-{slugify(application.applicant) or application.pk}"


def facts(application: Application, what: str) -> dict:
    """All that stands in the file, as plain data, with every date in words."""
    answers = list(application.answers.all())
    dossier = Dossier.objects.filter(application=application).prefetch_related("files").first()
    said = {
        "title": TITLES[What(what)],
        "applicant": application.applicant,
        "received": str(application.received or ""),
        "answers": [(answer.question, answer.text) for answer in answers],
        "people": [
            (opened(one.get_role_display()), ", ".join(filter(None, [one.name, one.post])))
            for one in application.candidates.all()
            if one.name
        ],
        "files": [file.name for file in dossier.files.all()] if dossier else [],
    }
    if what == What.REVIEW:
        said |= _review(application, answers, dossier)
    return said


def _review(application, answers, dossier) -> dict:
    criteria = list(Criterion.objects.judging(application))
    assessments = {one.criterion_id: one for one in application.assessments.all()}
    remarks = list(application.remarks.select_related("agency", "by"))
    short = summary(
        application,
        criteria=criteria,
        assessments=assessments.values(),
        answers=answers,
        remarks=remarks,
        dossier=dossier,
    )
    return {
        "state": application.outcome,
        "is_pending": application.is_pending,
        "is_assessed": any(one.finding for one in assessments.values()),
        "way": [(step.words, step.date) for step in steps(application) if step.taken],
        "decisions": [(opened(one.outcome), one.where, one.reason) for one in decisions(application)],
        "found": short.found,
        "sentences": short.sentences,
        "edition": str(criteria[0].edition) if criteria else "",
        "criteria": [(str(one), *_finding(assessments.get(one.pk))) for one in criteria],
        "remarks": [
            (str(one.agency or "The secretariat"), one.by.shown, _day(one.at), one.text) for one in remarks
        ],
    }


def _finding(assessment) -> tuple[str, str]:
    return (assessment.get_finding_display(), assessment.evidence) if assessment else ("", "")


def _day(moment) -> str:
    return str(PartialDate.of(clock.day_of(moment)))


def fingerprint(application: Application, what: str) -> str:
    """Changes with anything that stands in the file."""
    return hashlib.sha256(json.dumps(facts(application, what)).encode()).hexdigest()


def is_fresh(made: ApplicationPrint | None) -> bool:
    """Whether there is a file, and it says what the application says now."""
    return bool(made and made.file and made.fingerprint == fingerprint(made.application, made.what))


def latest_print(application: Application, what: str) -> ApplicationPrint | None:
    """The PDF of that kind as it was last wanted, if it ever was; its file can be missing."""
    return ApplicationPrint.objects.filter(application=application, what=what).first()


@transaction.atomic
def ask_for(application: Application, what: str) -> ApplicationPrint:
    """The PDF: with its file where that is up to date, else the worker makes it."""
    made, _ = ApplicationPrint.objects.get_or_create(application=application, what=what)
    if not is_fresh(made):
        outbox.put(JOB, made.pk)
    return made


def make(job: outbox.Held):
    """Makes the PDF, outside of any transaction. Gives the function that keeps it. Raises `outbox.Failed`."""
    return _set(ApplicationPrint.objects.select_related("application").get(pk=job.subject), job.tell)


def make_now(application: Application, what: str, *, tell) -> None:
    """Makes the PDF unless it is up to date, and keeps it, for another job of the worker that needs it.

    `tell` takes the steps in words. Raises `outbox.Failed`.
    """
    made, _ = ApplicationPrint.objects.get_or_create(application=application, what=what)
    if not is_fresh(made):
        keep = _set(made, tell)
        with transaction.atomic():
            keep()


def _set(made: ApplicationPrint, tell):
    """Sets the PDF, which takes its time; gives what keeps it."""
    application, what = made.application, made.what
    mark = fingerprint(application, what)
    demonstration = {"demonstration": demo.WORDS if demo.is_demo() else ""}
    html = render_to_string("pdf/application.html", facts(application, what) | demonstration)
    try:
        printed = pdf.render(html, tell=tell)
    except pdf.Unavailable as error:
        raise outbox.Failed(str(error)) from error

    def keep():
        name = f"{filename(application, what)}.pdf"
        made.take(printed.content, name=name, pages=printed.pages, fingerprint=mark)

    return keep
