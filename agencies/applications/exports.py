"""An application as a PDF, made by a worker: as submitted, or with the assessment and comments.

Neither has the addresses of the people that it names: a file goes where nobody can delete them.
"""

import hashlib
import json

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.applications.models import Application, ApplicationPrint, Dossier
from agencies.applications.progress import decisions, steps
from agencies.applications.summary import summary
from agencies.criteria.models import Criterion
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files import pdf
from foundation.jobs import outbox
from foundation.portal import demo, group
from foundation.text.words import opened

JOB = "application-print"
What = ApplicationPrint.What
TITLES = {
    What.ALONE: gettext_lazy("Application for membership"),
    What.REVIEW: gettext_lazy("Application and assessment"),
}


def filename(application: Application, what: str) -> str:
    """Returns the file name without its ending."""
    return f"{group.slug()}-{slugify(TITLES[What(what)])}-{slugify(application.applicant) or application.pk}"


def facts(application: Application, what: str) -> dict:
    """Returns all that the file says, as plain data, with every date in words."""
    answers = list(application.answers.all())
    dossier = Dossier.objects.filter(application=application).prefetch_related("files").first()
    said = {
        "title": str(TITLES[What(what)]),
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
        "state": application.get_outcome_display(),
        "is_pending": application.is_pending,
        "is_assessed": any(one.finding for one in assessments.values()),
        "way": [(step.words, step.date) for step in steps(application) if step.taken],
        "decisions": [
            (opened(Application.Outcome(one.outcome).label), one.where, one.reason)
            for one in decisions(application)
        ],
        "found": short.found,
        "sentences": short.sentences,
        "edition": str(criteria[0].edition) if criteria else "",
        "criteria": [(str(one), *_finding(assessments.get(one.pk))) for one in criteria],
        "remarks": [
            (str(one.agency or _("The secretariat")), one.by.shown, _day(one.at), one.text) for one in remarks
        ],
    }


def _finding(assessment) -> tuple[str, str]:
    return (assessment.get_finding_display(), assessment.evidence) if assessment else ("", "")


def _day(moment) -> str:
    return str(PartialDate.of(clock.day_of(moment)))


def fingerprint(application: Application, what: str) -> str:
    """Returns a hash of everything that the file says."""
    return hashlib.sha256(json.dumps(facts(application, what)).encode()).hexdigest()


def is_fresh(made: ApplicationPrint | None) -> bool:
    """Whether the PDF is made and still up to date."""
    return bool(made and made.file and made.fingerprint == fingerprint(made.application, made.what))


def latest_print(application: Application, what: str) -> ApplicationPrint | None:
    """Returns the PDF of that kind, made or still to be made; None if nobody asked for it."""
    return ApplicationPrint.objects.filter(application=application, what=what).first()


@transaction.atomic
def ask_for(application: Application, what: str) -> ApplicationPrint:
    """Returns the PDF; if it is not up to date, a worker will make it."""
    made, _created = ApplicationPrint.objects.get_or_create(application=application, what=what)
    if not is_fresh(made):
        outbox.put(JOB, made.pk)
    return made


def make(job: outbox.Held):
    """Makes the PDF, outside of any transaction. Returns the function that saves it.

    Raises `outbox.Failed`.
    """
    return _set(ApplicationPrint.objects.select_related("application").get(pk=job.subject), job.tell)


def make_now(application: Application, what: str, *, tell) -> None:
    """Makes and saves the PDF unless it is up to date, for another job that needs it.

    `tell` gets each step in words. Raises `outbox.Failed`.
    """
    made, _created = ApplicationPrint.objects.get_or_create(application=application, what=what)
    if not is_fresh(made):
        keep = _set(made, tell)
        with transaction.atomic():
            keep()


def _set(made: ApplicationPrint, tell):
    """Makes the PDF, which takes time. Returns the function that saves it."""
    application, what = made.application, made.what
    mark = fingerprint(application, what)
    demonstration = {"demonstration": demo.words() if demo.is_demo() else ""}
    html = render_to_string("pdf/application.html", facts(application, what) | demonstration)
    try:
        printed = pdf.render(html, tell=tell)
    except pdf.Unavailable as error:
        raise outbox.Failed(str(error)) from error

    def keep():
        name = f"{filename(application, what)}.pdf"
        made.take(printed.content, name=name, pages=printed.pages, fingerprint=mark)

    return keep
