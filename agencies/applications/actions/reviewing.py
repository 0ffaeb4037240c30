"""The verbs of an application, until the Group decides on it."""

import textwrap
from collections.abc import Iterable

from auditlog.models import LogEntry
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.applications import dossiers, progress
from agencies.applications.mail import tell_applicant, withdrawal_batch
from agencies.applications.models import Answer, Application, Assessment, Candidate, Dossier, Remark
from agencies.criteria.models import Criterion, Edition
from agencies.people.mail import tell_agency
from agencies.people.models import User
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.mail.backend import address
from foundation.mail.recall import recall
from foundation.text import rich
from foundation.verbs import Refused, Stale, keep, lock_table

Outcome = Application.Outcome


@transaction.atomic
def enter_application(
    *,
    applicant: str,
    received: PartialDate | None,
    agency=None,
    answers: Iterable[tuple[str, str]] = (),
    candidates: dict[str, dict[str, str]] | None = None,
    edition: Edition | None = None,
) -> Application:
    """Enters an application that came by mail or was submitted here. Returns it.

    `answers` has pairs of question and answer; `candidates` has the people that it names, by role. Raises
    `Refused`.
    """
    lock_table(Application)
    application = _keep_application(
        Application(outcome=Outcome.RECEIVED, edition=edition),
        applicant=applicant,
        received=received,
        agency=agency,
    )
    return renew(application, answers=answers, candidates=candidates or {})


@transaction.atomic
def change_application(
    application: Application,
    *,
    applicant: str,
    received,
    agency,
    answers: list[tuple[str, str]],
    candidates: dict[str, dict[str, str]],
) -> Application:
    """Corrects an application, also on the applicant's own page. Returns it.

    Raises `Refused`, also if the applicant is writing in the same place at that time.
    """
    # The dossier is locked first, in the same order as when the applicant submits.
    dossier = Dossier.objects.select_for_update().filter(application=application).exclude(email="").first()
    lock_table(Application)
    application = hold(application)
    before = dossiers.words_of(application)
    _keep_application(application, applicant=applicant, received=received, agency=agency)
    answers = [(question, rich.clean(text)) for question, text in answers]
    application = renew(application, answers=answers, candidates=candidates)
    if dossier:
        _correct(dossier, before, dossiers.words_of(application))
    return application


def _correct(dossier: Dossier, before: dict[str, str], after: dict[str, str]) -> None:
    changed = {name: text for name, text in after.items() if text != before.get(name, "")}
    for name, text in changed.items():
        if dossier.is_open and dossier.words.get(name, "") not in (before.get(name, ""), text):
            raise Refused(
                _(
                    "The applicant is changing “%(field)s” and has not submitted it yet. Leave this field "
                    "as it is until then. You can save the rest."
                )
                % {"field": dossiers.label_of(dossier, name)}
            )
    if changed:
        keep(dossier, words=dossier.words | changed)


def renew(application: Application, *, answers, candidates: dict[str, dict[str, str]]) -> Application:
    """Replaces the answers of a locked application, and the people that it names, by role. Returns it.

    Raises `Refused`.
    """
    _keep_answers(application, answers)
    for role, named in candidates.items():
        kept = application.candidates.filter(role=role).first()
        if kept or any(named.values()):
            keep(kept or Candidate(application=application, role=role), **named)
    return keep(application, moved_at=clock.now())


def check_received(application: Application, received: PartialDate | None) -> None:
    """Raises `Refused` if the application cannot have come then: when it is entered and when it is corrected.

    It came before today's end, and before the Group considered or decided it.
    """
    if received is None:
        return
    if received.earliest > clock.today():
        raise Refused(_("%(day)s is in the future. Enter the day on which it came.") % {"day": received})
    if application.pk is None:
        return
    days = [PartialDate.of(one.date) for one in progress.decisions(application)]
    days += [one.date for one in application.considerations.all()]
    earliest = min(days, key=lambda day: day.latest, default=None)
    if earliest and received.earliest > earliest.latest:
        raise Refused(
            _("The Group considered the application on %(day)s, before %(received)s.")
            % {"day": earliest, "received": received}
        )


def _keep_application(application: Application, *, applicant: str, received, agency) -> Application:
    check_received(application, received)
    if Application.objects.same(applicant, received, but=application):
        raise Refused(
            _("There is already an application of %(applicant)s with this date.") % {"applicant": applicant}
        )
    return keep(application, applicant=applicant, received=received, agency=agency)


def _keep_answers(application: Application, answers: Iterable[tuple[str, str]]) -> None:
    kept = {answer.position: answer for answer in application.answers.all()}
    for position, (question, text) in enumerate(answers):
        answer = kept.get(position) or Answer(application=application, position=position)
        if (answer.question, answer.text) != (question, text):
            keep(answer, question=question, text=text)


@transaction.atomic
def take_under_review(application: Application) -> Application:
    """Puts it under review and tells the applicant. Returns the application. Raises `Refused`."""
    application = move(hold(application), Outcome.UNDER_REVIEW)
    tell_applicant(
        application,
        subject=_("Your application is under review"),
        template="agencies/applications/mail/under_review.txt",
    )
    return application


@transaction.atomic
def withdraw(application: Application) -> Application:
    """Marks it as withdrawn by the applicant. Returns the application. Raises `Refused`.

    One whose refusal the applicant has not been told of can still be withdrawn; then there is no letter.
    """
    return move(hold(application), Outcome.WITHDRAWN, shown_as="", shown_until=None)


@transaction.atomic
def note_withdrawal(application: Application) -> Application:
    """Records that the applicant withdrew it with the secretariat. Returns the application. Raises `Refused`.

    The mail about it can be recalled for a minute.
    """
    application = withdraw(application)
    tell_applicant(
        application,
        subject=_("Your application has been withdrawn"),
        template="agencies/applications/mail/withdrawn.txt",
        batch=withdrawal_batch(application),
    )
    return application


@transaction.atomic
def take_back_withdrawal(application: Application) -> str:
    """Restores the state before the withdrawal. Returns in words what happened.

    Raises `Refused` if the applicant has been told already.
    """
    application = hold(application)
    came = recall(withdrawal_batch(application))
    if not came.people:
        raise Refused(f"{came.sentence} {_('The applicant can apply again at any time.')}")
    changes = LogEntry.objects.get_for_object(application).order_by("-timestamp", "-pk")
    for changed in (entry.changes_dict or {} for entry in changes):
        before, after = changed.get("outcome", ("", ""))
        if after == application.outcome == Outcome.WITHDRAWN:
            withheld = "" if "shown_until" in changed else changed.get("shown_as", ("", ""))[0]
            keep(application, outcome=before, shown_as=withheld, moved_at=clock.now())
            state = application.get_outcome_display() or _("open")
            return f"{came.sentence} {_('The application is %(state)s again.') % {'state': state}}"
    return came.sentence


def hold(application: Application) -> Application:
    """Returns the application, locked until the transaction ends.

    Its dossier is locked first, in the same order as when the applicant writes and submits.
    """
    list(Dossier.objects.select_for_update().filter(application=application))
    return Application.objects.select_for_update(of=["self"]).get(pk=application.pk)


def closed(application: Application) -> str:
    """Returns the sentence that says that the application is settled, and how."""
    return _("The application of %(applicant)s is already closed: %(outcome)s.") % {
        "applicant": application,
        "outcome": application.get_outcome_display(),
    }


def move(application: Application, outcome: str, **values) -> Application:
    """Sets another outcome, and these values. Returns the application.

    Raises `Refused` if `Application.TRANSITIONS` has no such step.
    """
    if not application.can_become(outcome):
        raise Refused(
            _("The application of %(applicant)s (%(state)s) can no longer become “%(new)s”.")
            % {
                "applicant": application,
                "state": application.get_outcome_display() or _("state unknown"),
                "new": Outcome(outcome).label,
            }
        )
    return keep(application, outcome=outcome, moved_at=clock.now(), **values)


@transaction.atomic
def assess(
    application: Application, criterion: Criterion, *, finding: str, evidence: str, revision: int, by: User
) -> Assessment:
    """Records how far the application meets a criterion. Returns the assessment.

    `revision` is that of the assessment that the reader saw, 0 if there was none. Raises `Stale` if somebody
    has recorded something else since, and `Refused` if the application is settled.
    """
    application = hold(application)
    if not application.is_pending:
        raise Refused(closed(application))
    kept = Assessment.objects.filter(application=application, criterion=criterion).first()
    kept = kept or Assessment(application=application, criterion=criterion)
    if (kept.finding, kept.evidence) == (finding, evidence):
        return kept
    if kept.revision != revision:
        raise Stale(kept)
    keep(application, moved_at=clock.now())
    return keep(kept, finding=finding, evidence=evidence, by=by, at=clock.now(), revision=kept.revision + 1)


@transaction.atomic
def remark(application: Application, *, text: str, agency, by: User, for_agency: bool = False) -> Remark:
    """Adds a comment of a member, which only members read. Returns it; for the same words once more the last.

    Raises `Refused` if the application is settled.
    """
    application = hold(application)
    if not application.is_pending:
        raise Refused(closed(application))
    said = {"text": text.strip(), "agency": agency, "by": by, "for_agency": for_agency}
    last = application.remarks.order_by("pk").last()
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last
    said = keep(Remark(application=application), **said)
    keep(application, moved_at=clock.now())
    if for_agency:
        tell_agency(
            agency,
            subject=_("A comment was entered for %(agency)s on the application of %(applicant)s")
            % {"agency": agency, "applicant": application},
            template="agencies/applications/mail/remark_entered.txt",
            context={"remark": said, "text": textwrap.indent(said.text, "    "), "by": by},
            but=by,
            link=address(reverse("home")),
        )
    return said
