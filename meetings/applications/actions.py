"""The Group's decision on an application for membership, and what follows from it."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.accounts import actions as account_actions
from agencies.applications.actions.applying import open_for
from agencies.applications.actions.reviewing import hold, move
from agencies.applications.mail import tell_applicant
from agencies.models import Agency, Application, Candidate, Consideration, Dossier, Membership, User
from agencies.people.actions import appoint, enter_person
from agencies.people.queries import person_with
from agencies.register.actions import enter_agency, open_membership
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.verbs import Refused, keep
from meetings.agenda.actions import put_on
from meetings.agenda.models import AgendaItem, Asked
from meetings.applications import letters
from meetings.applications.decisions import (
    NEEDS_REASON,
    check_dates,
    check_joining,
    check_once,
    count_decisions,
    in_words,
)
from meetings.applications.models import ApplicationDecision
from meetings.followup import actions as followup_actions
from meetings.meeting.audiences import Restricted
from meetings.meeting.locks import locked
from meetings.meeting.models import Meeting

Outcome = Application.Outcome


@dataclass
class Recorded:
    """What recording a decision did, and what is left for somebody to do, as sentences."""

    decision: ApplicationDecision
    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@transaction.atomic
def put_on_agenda(application: Application, meeting: Meeting) -> AgendaItem:
    """Puts an application on an agenda for decision, as an item of its own. Returns the item.

    The item is for members only: nobody from outside was told that the agency applies. The chair can open it
    to all. Raises `Refused`.
    """
    meeting = locked(meeting)
    application = hold(application)
    if not application.is_pending:
        raise Refused(
            _("The application of %(applicant)s is already settled: %(outcome)s.")
            % {"applicant": application, "outcome": application.get_outcome_display()}
        )
    if meeting.agenda.filter(application=application).exists():
        raise Refused(
            _("The application is already on the agenda of %(meeting)s.") % {"meeting": meeting.named}
        )
    if meeting.stage == Meeting.Stage.CANCELLED or meeting.agenda_state == Meeting.Agenda.ADOPTED:
        raise Refused(
            _("The agenda of %(meeting)s takes no more items. Choose another meeting.")
            % {"meeting": meeting.named}
        )
    keep(application, moved_at=clock.now())
    return put_on(meeting, item_of(application, meeting))


def item_of(application: Application, meeting: Meeting) -> AgendaItem:
    """Returns the item of an application on that agenda. It is not saved."""
    return AgendaItem(
        meeting=meeting,
        title=_("Application of %(applicant)s for membership") % {"applicant": application},
        asked=Asked.DECISION,
        application=application,
        restricted=Restricted.MEMBERS,
    )


@transaction.atomic
def record_decision(
    application: Application,
    *,
    outcome: str,
    date: dt.date,
    meeting: Meeting | None,
    reason: str = "",
    agency: Agency | None = None,
    acronym: str = "",
    name: str = "",
    joins: PartialDate | None = None,
    by: User,
) -> Recorded:
    """Records what the Group decided that day, also in the meeting's minutes, and tells the applicant.

    Admission starts the agency's membership on `joins` and invites the people whom it named. If the agency is
    not in the register, it is entered with `acronym` and `name`. A deferral opens the applicant's page for
    what is expected. A refusal is not sent: it gets the draft of a letter, and until that has gone the
    applicant sees the state from before. All mail waits a minute, for `undo.take_back_decision`.

    Returns what was done. Raises `Refused`, and then nothing is saved.
    """
    meeting = meeting and locked(meeting)  # locked first, as in all verbs
    application = hold(application)
    if outcome not in Application.DECIDED:
        raise Refused(_("This is not a decision that the Group can take on an application."))
    check_dates(application, date, meeting)
    check_once(application, outcome=outcome, date=date, meeting=meeting, reason=reason)
    if outcome in NEEDS_REASON and not reason.strip():
        raise Refused(_("Give the reason: the applicant will want to know why."))
    effects: dict = {"outcome": application.outcome, "agency": application.agency_id}
    recorded = Recorded(
        ApplicationDecision(
            application=application,
            outcome=outcome,
            date=date,
            meeting=meeting,
            reason=reason,
            recorded_by=by,
            recorded_at=clock.now(),
            effects=effects,
        )
    )
    decision = recorded.decision
    if outcome == Outcome.ADMITTED:
        joins = joins or PartialDate.of(date)
        agency = agency or application.agency
        if agency is None and acronym.strip():
            agency = enter_agency(acronym=acronym.strip(), name=name.strip() or application.applicant)
            effects["entered_agency"] = agency.pk
            recorded.done.append(_("%(agency)s is added to the register of agencies.") % {"agency": agency})
        _admit(decision, agency, joins)
        recorded.done.append(_("%(agency)s is a member from %(joins)s.") % {"agency": agency, "joins": joins})
    if outcome == Outcome.DECLINED:
        decision.letter = letters.drafted(decision)
        move(application, outcome, shown_as=effects["outcome"] or Outcome.RECEIVED, shown_until=None)
    else:
        move(application, outcome)
    if outcome == Outcome.DEFERRED and (dossier := Dossier.objects.filter(application=application).first()):
        effects["asked"] = dossier.asked
        open_for(dossier, what=reason)
    effects["considered"] = _note_consideration(application, PartialDate.of(date))
    keep(decision)
    _tell(recorded, joins)
    _write_in_minutes(recorded, joins, by=by)
    if outcome == Outcome.ADMITTED and joins:
        _welcome(recorded, max(date, joins.earliest), by=by)
    keep(decision)
    return recorded


def _tell(recorded: Recorded, joins: PartialDate | None) -> None:
    """Tells the applicant; of a refusal, says that its letter awaits the chair."""
    decision = recorded.decision
    if decision.outcome == Outcome.DECLINED:
        recorded.done.append(
            _(
                "A letter to the applicant is drafted. The applicant learns of the decision when the chair "
                "sends the letter."
            )
        )
        return
    is_told = decision.effects["told"] = tell_applicant(
        decision.application,
        subject=_("The Group has decided on your application"),
        template="meetings/applications/mail/decided.txt",
        context={
            "outcome": decision.outcome,
            "day": PartialDate.of(decision.date),
            "reason": decision.reason.strip(),
            "joins": joins,
        },
        batch=decision.batch,
    )
    if is_told:
        recorded.done.append(_("The applicant will be notified by e-mail."))
    else:
        recorded.left.append(
            _("The applicant does not use this portal and was not notified. Write to them yourself.")
        )


def _write_in_minutes(recorded: Recorded, joins: PartialDate | None, *, by: User) -> None:
    """Records the decision under the application's item, unless somebody has written one there."""
    decision, meeting = recorded.decision, recorded.decision.meeting
    if meeting is None:
        return
    item = meeting.agenda.filter(application=decision.application).first()
    if item is None:
        recorded.left.append(
            _(
                "The agenda of %(meeting)s has no item for the application, so the decision is not in its "
                "minutes."
            )
            % {"meeting": meeting.named}
        )
    elif meeting.stage == Meeting.Stage.CANCELLED:
        recorded.left.append(_("The meeting is cancelled, so the decision is not in its minutes."))
    elif meeting.stage != Meeting.Stage.CALLED:
        recorded.left.append(
            _("The meeting has not been convened yet, so the decision is not in its minutes.")
        )
    elif meeting.minutes_stand:
        recorded.left.append(
            _(
                "The minutes of %(meeting)s are adopted and locked. If they do not mention the decision, "
                "issue a corrigendum."
            )
            % {"meeting": meeting.named}
        )
    elif item.decisions.standing().count() >= count_decisions(meeting, decision.application):
        recorded.left.append(
            _("There is already a decision under “%(item)s”. Check that it says the same.") % {"item": item}
        )
    else:
        decision.line = followup_actions.record_decision(item, text=in_words(decision, joins), by=by)
        recorded.done.append(
            _("The minutes of %(meeting)s record it under “%(item)s”.")
            % {"meeting": meeting.named, "item": item}
        )


def _admit(decision: ApplicationDecision, agency: Agency | None, joins: PartialDate) -> None:
    if agency is None:
        raise Refused(_("Choose the agency in the register, or enter an acronym to add it."))
    check_joining(agency, decision.date, joins)
    decision.membership = open_membership(
        agency, starts=joins, basis=Membership.Basis.APPLICATION, decided_on=decision.date
    )
    decision.application.agency = agency


def _welcome(recorded: Recorded, day: dt.date, *, by: User) -> None:
    """Appoints and invites the head, focal point and alternate whom the application names.

    People whom the register knows are not entered again. What cannot be done, such as writing to an invalid
    address, is left for the secretariat.
    """
    decision = recorded.decision
    effects: dict = {"appointed": [], "entered": [], "reopened": [], "invited": []}
    candidates = [one for one in decision.application.candidates.all() if one.name or one.email]
    for one in candidates:
        before = {name: list(keys) for name, keys in effects.items()}
        try:
            with transaction.atomic():
                person = _appoint(one, day, effects)
                if person.is_active and not person.has_account:
                    if person.pk not in effects["invited"]:
                        account_actions.invite(person, by=by, batch=decision.batch)
                        effects["invited"].append(person.pk)
                    words = _("%(person)s is appointed %(role)s and receives an invitation to the portal.")
                elif person.is_active:
                    words = _("%(person)s is appointed %(role)s, with their existing account.")
                else:
                    words = _(
                        "%(person)s is appointed %(role)s but cannot sign in because the account is closed. "
                        "Ask an administrator to reopen it."
                    )
                told = words % {"person": person.shown, "role": one.get_role_display()}
                (recorded.done if person.is_active else recorded.left).append(told)
        except Refused as refused:
            effects = before
            if one.name:
                words = _("%(person)s was not appointed or invited. %(reason)s")
            else:
                words = _("The applicant’s %(role)s was not appointed or invited. %(reason)s")
            recorded.left.append(
                words % {"person": one.name, "role": one.get_role_display(), "reason": refused}
            )
    decision.effects |= effects
    if not candidates:
        recorded.left.append(_("The application names nobody, so nobody has been invited."))


def _appoint(candidate: Candidate, day: dt.date, effects: dict) -> User:
    """Returns the person, appointed, and notes the `effects`. Raises `Refused`."""
    if not (candidate.name and candidate.email):
        if candidate.name:
            raise Refused(_("The application gives no e-mail address."))
        raise Refused(_("The application gives no name."))
    agency, role = candidate.application.agency, candidate.role
    person = person_with(candidate.email)
    if person is None:
        person = enter_person(name=candidate.name, email=candidate.email)
        effects["entered"].append(person.pk)
    was_closed = not person.is_active
    if not person.appointments.lasting().filter(agency=agency, role=role).exists():
        made = appoint(person, agency=agency, role=role, post=candidate.post, starts=day)
        effects["appointed"].append(made.pk)
        person.refresh_from_db()  # somebody who had left can be invited again
        if was_closed and person.is_active:
            effects["reopened"].append(person.pk)
    return person


def _note_consideration(application: Application, day: PartialDate) -> int | None:
    """Records that the Group considered the application on that day, and returns its key.

    Returns None if that is recorded already.
    """
    considerations = application.considerations
    if considerations.filter(date=day).exists():
        return None
    last = considerations.aggregate(last=Max("position"))["last"]
    return Consideration.objects.create(
        application=application, position=0 if last is None else last + 1, date=day
    ).pk
