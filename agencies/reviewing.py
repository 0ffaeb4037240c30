"""The verbs of an application, until the Group decides on it."""

from django.db import transaction

from agencies.models import Answer, Application, Assessment, Criterion, User
from foundation import clock
from foundation.dates import PartialDate
from foundation.verbs import Refused, keep, lock_table

Outcome = Application.Outcome


class Stale(Refused):
    """Somebody noted something else meanwhile: `kept`. What was typed is not kept, and not lost."""

    def __init__(self, kept: Assessment):
        super().__init__("Somebody noted something else meanwhile.")
        self.kept = kept


@transaction.atomic
def enter_application(
    *, applicant: str, received: PartialDate | None, agency=None, answers: list[tuple[str, str]] = ()
) -> Application:
    """One that came by mail, with its answers to the questions of the template. Raises `Refused`."""
    lock_table(Application)
    application = _keep_application(
        Application(outcome=Outcome.RECEIVED), applicant=applicant, received=received, agency=agency
    )
    _keep_answers(application, answers)
    return application


@transaction.atomic
def change_application(
    application: Application, *, applicant: str, received, agency, answers: list[tuple[str, str]]
) -> Application:
    """Raises `Refused`."""
    lock_table(Application)
    application = hold(application)
    _keep_application(application, applicant=applicant, received=received, agency=agency)
    _keep_answers(application, answers)
    return application


def same_application(applicant: str, received, *, but: Application | None = None) -> Application | None:
    """The one of that applicant that came on the same date, which would be the same twice."""
    others = Application.objects.filter(applicant__iexact=applicant, received=received)
    return others.exclude(pk=but and but.pk).first()


def _keep_application(application: Application, *, applicant: str, received, agency) -> Application:
    if same_application(applicant, received, but=application):
        raise Refused(f"An application of {applicant} with that date is entered already.")
    return keep(application, applicant=applicant, received=received, agency=agency)


def _keep_answers(application: Application, answers: list[tuple[str, str]]) -> None:
    kept = {answer.position: answer for answer in application.answers.all()}
    for position, (question, text) in enumerate(answers):
        answer = kept.get(position) or Answer(application=application, position=position)
        if (answer.question, answer.text) != (question, text):
            keep(answer, question=question, text=text)


@transaction.atomic
def take_under_review(application: Application) -> Application:
    """Raises `Refused`."""
    return move(hold(application), Outcome.UNDER_REVIEW)


@transaction.atomic
def withdraw(application: Application) -> Application:
    """The applicant does not want it any more. Raises `Refused`."""
    return move(hold(application), Outcome.WITHDRAWN)


def hold(application: Application) -> Application:
    """The application as it is now, which nobody else changes until the transaction ends."""
    return Application.objects.select_for_update(of=["self"]).get(pk=application.pk)


def move(application: Application, outcome: str) -> Application:
    """Raises `Refused` where the map of transitions has no such step."""
    if not application.can_become(outcome):
        raise Refused(
            f"The application of {application} is {application.outcome or 'of unknown state'}, and cannot "
            f"become {outcome} any more."
        )
    return keep(application, outcome=outcome)


@transaction.atomic
def assess(
    application: Application, criterion: Criterion, *, finding: str, evidence: str, revision: int, by: User
) -> Assessment:
    """How far it meets the criterion. `revision` is of the assessment that the reader saw, 0 of none.

    What is as it was stays untouched. Raises `Stale` when somebody noted something else meanwhile, and
    `Refused` when the application is settled.
    """
    application = hold(application)
    if not application.is_pending:
        raise Refused(f"The application of {application} is settled: it was {application.outcome}.")
    kept = Assessment.objects.filter(application=application, criterion=criterion).first()
    kept = kept or Assessment(application=application, criterion=criterion)
    if (kept.finding, kept.evidence) == (finding, evidence):
        return kept
    if kept.revision != revision:
        raise Stale(kept)
    return keep(kept, finding=finding, evidence=evidence, by=by, at=clock.now(), revision=kept.revision + 1)
