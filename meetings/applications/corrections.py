"""A decision on an application that was entered in error: it is corrected, and both entries are shown.

What followed from it is put right as far as the portal can; the rest is said. To reverse what the Group
really decided is not this: it takes a new decision of the Group.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.accounts import actions as account_actions
from agencies.applications.actions.reviewing import hold
from agencies.applications.mail import tell_applicant
from agencies.models import Agency, Application, Appointment, Consideration, Dossier, Membership, User
from agencies.people.actions import correct_appointment
from agencies.people.mail import tell
from agencies.register.actions import correct_membership
from chairmanship.models import Chairmanship
from foundation.corrections import mark
from foundation.dates.partial import PartialDate
from foundation.mail.kinds import Kind
from foundation.mail.recall import recall
from foundation.models import Mail
from foundation.portal import group
from foundation.text.words import listed
from foundation.verbs import Refused, keep
from meetings.applications.actions import Recorded, record_decision
from meetings.applications.decisions import in_words, latest
from meetings.applications.models import ApplicationDecision
from meetings.applications.undo import restore
from meetings.attendance.models import Attendance
from meetings.followup import actions as followup_actions
from meetings.followup.models import Decision
from meetings.invitations.actions import invitations
from meetings.invitations.mail import waiting
from meetings.invitations.models import Invitation
from meetings.meeting.locks import locked
from meetings.meeting.models import Meeting

Outcome = Application.Outcome


@dataclass
class Corrected:
    """What a correction did, and what is left for somebody to do, as sentences."""

    decision: ApplicationDecision
    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    recorded: Recorded | None = None


def effects_of(decision: ApplicationDecision) -> dict:
    """Returns the effects of a decision; of one from before they were kept, only the state before it."""
    if decision.effects:
        return decision.effects
    before = ""
    for entry in LogEntry.objects.get_for_object(decision.application).order_by("-timestamp", "-pk"):
        old, new = (entry.changes_dict or {}).get("outcome", ("", ""))
        if new == decision.outcome:
            before = "" if old == "None" else old
            break
    return {"outcome": before or Outcome.UNDER_REVIEW}


def stands(decision: ApplicationDecision) -> bool:
    """Whether the application has its state from this decision, so that a correction changes it."""
    application = decision.application
    return application.outcome == decision.outcome and latest(application) == decision


def membership_of(decision: ApplicationDecision) -> Membership | None:
    """Returns the membership that the decision opened; None if there is none, or if it is corrected."""
    membership = decision.membership
    return None if membership is None or membership.corrected_at else membership


@transaction.atomic
def correct_decision(
    decision: ApplicationDecision, *, reason: str, by: User, right: dict | None = None
) -> Corrected:
    """Marks a decision as entered in error, and puts right what followed from it.

    `right` has the values of `record_decision` if the Group decided something else. Returns what was done and
    what is left for a person. Raises `Refused`, and then nothing is saved.
    """
    ahead = _meetings_ahead(decision)
    keys = {one.pk for one in (decision.meeting, (right or {}).get("meeting"), *ahead) if one}
    meetings = {pk: locked(Meeting(pk=pk)) for pk in sorted(keys)}  # locked first, as in all verbs
    application = hold(decision.application)
    decision = ApplicationDecision.entered.select_for_update(of=["self"]).get(pk=decision.pk)
    decision.application = application
    was_last, effects, membership = stands(decision), effects_of(decision), membership_of(decision)
    if right and not was_last:
        raise Refused(
            _("The application has changed since this decision. Correct it first, then record the right one.")
        )
    told = _stop_mails(decision, effects)
    corrected = Corrected(mark(decision, reason=reason, by=by))
    if membership:
        correct_membership(membership, reason=reason, by=by)
        corrected.done.append(
            _("The membership of %(agency)s from %(joins)s no longer counts.")
            % {"agency": membership.agency, "joins": membership.starts}
        )
    is_admitted = bool(right) and right["outcome"] == Outcome.ADMITTED
    _correct_people(corrected, effects, set() if is_admitted else told, by=by)
    if membership:
        _invite_again([meetings[one.pk] for one in ahead], corrected)
        corrected.left += _consequences(membership)
    _correct_line(corrected, membership, by=by)
    others = application.decisions.filter(date=decision.date)
    if not others.exists():
        Consideration.objects.filter(pk=effects.get("considered")).delete()
    if was_last:
        restore(application, effects, shown_as="")
        if not right:
            corrected.done.append(
                _("The application is %(state)s again.")
                % {"state": application.get_outcome_display() or _("open")}
            )
    elif not right:
        corrected.done.append(
            _("The application stays as it is: %(state)s.")
            % {"state": application.get_outcome_display() or _("open")}
        )
    if "applicant" in told:
        _tell_applicant(corrected, follows=bool(right) and right["outcome"] != Outcome.DECLINED)
    if right:
        corrected.recorded = record_decision(application, by=by, **right)
    return corrected


def _meetings_ahead(decision: ApplicationDecision) -> list[Meeting]:
    """Returns the coming meetings to which people of the agency are invited, if it opened a membership."""
    membership = membership_of(decision)
    if membership is None:
        return []
    of_agency = Q(agency=membership.agency_id) | Q(agency__part_of=membership.agency_id)
    invited = Invitation.objects.valid().filter(of_agency)
    return list(Meeting.objects.convened().ahead().filter(pk__in=invited.values("meeting")).distinct())


def _stop_mails(decision: ApplicationDecision, effects: dict) -> set[str]:
    """Recalls the mails that have not gone.

    Returns who was told: "applicant", and the addresses of those invited.
    """
    told = set()
    if decision.letter:
        recall(decision.letter_batch)
        if decision.letter_sent_at and _gone(decision.letter_batch):
            told.add("applicant")
        return told
    if not decision.effects:  # from before mails about it could be recalled
        return {"applicant"} if Dossier.objects.filter(application=decision.application).exists() else set()
    recall(decision.batch)
    gone = _gone(decision.batch)
    dossier = Dossier.objects.filter(application=decision.application).first()
    for to in gone:
        told.add("applicant" if dossier and to == dossier.email.casefold() else to)
    return told


def _gone(batch: str) -> set[str]:
    rows = Mail.objects.filter(batch=batch, recalled_at=None).values_list("to", flat=True)
    return {to.casefold() for addresses in rows for to in addresses}


def _correct_people(corrected: Corrected, effects: dict, told: set[str], *, by: User) -> None:
    """Marks the appointments as entered in error, and withdraws the invitations that nobody has used."""
    decision, ended = corrected.decision, []
    for one in Appointment.objects.filter(pk__in=effects.get("appointed", ())).select_related("person"):
        correct_appointment(one, reason=decision.correction, by=by)
        ended.append(one.person.shown)
    if ended:
        corrected.done.append(
            _("These appointments no longer count: %(people)s.") % {"people": listed(dict.fromkeys(ended))}
        )
    if decision.outcome == Outcome.ADMITTED and "appointed" not in effects:
        corrected.left.append(
            _("Check the people of the agency: the portal does not know whom this decision appointed.")
        )
    for person in User.objects.filter(pk__in=effects.get("invited", ())):
        if person.appointments.lasting().exists():
            continue
        if not account_actions.withdraw(person, by=by):
            corrected.left.append(
                _(
                    "%(person)s has used the invitation. The account stays, without an appointment. If "
                    "nobody needs it, ask an administrator to close it."
                )
                % {"person": person.shown}
            )
        else:
            corrected.done.append(_("The invitation of %(person)s is withdrawn.") % {"person": person.shown})
        if person.email and person.email.casefold() in told:
            tell(
                [person],
                subject=_("Your invitation to the portal of the %(group)s was sent in error")
                % {"group": group.name()},
                template="meetings/applications/mail/invitation_withdrawn.txt",
                context={"application": decision.application, "person": person},
                why=_("You receive this e-mail because you were invited to the portal in error."),
                batch=decision.correction_batch,
                kind=Kind.ACCOUNT,
            )


def _invite_again(meetings: list[Meeting], corrected: Corrected) -> None:
    """Withdraws the invitations of the agency's people to coming meetings, and tells them."""
    for meeting in meetings:
        if meeting.stage == Meeting.Stage.CALLED and not meeting.is_over and not waiting(meeting):
            invitations.invite(meeting)
    if meetings:
        corrected.done.append(
            _("Invitations of its people to coming meetings are withdrawn: %(meetings)s.")
            % {"meetings": listed(str(one) for one in meetings)}
        )


def _consequences(membership: Membership) -> Iterator[str]:
    """Yields what has followed from a membership and stays, because only a person can judge it."""
    agency: Agency = membership.agency
    own = Q(agency=agency) | Q(agency__part_of=agency)
    replies = Invitation.objects.filter(own, replied_at__isnull=False, withdrawn_at=None).count()
    if replies:
        words = ngettext(
            "%(count)s reply of %(agency)s to an invitation stays in the record of its meeting.",
            "%(count)s replies of %(agency)s to invitations stay in the record of their meetings.",
            replies,
        )
        yield words % {"count": replies, "agency": agency}
    since = membership.starts.earliest
    present = Attendance.objects.filter(agency=agency, meeting__date__earliest__gte=since)
    if count := present.values("meeting").distinct().count():
        words = ngettext(
            "%(agency)s stays among the participants of %(count)s meeting. Check how its minutes name it.",
            "%(agency)s stays among the participants of %(count)s meetings. Check how their minutes name it.",
            count,
        )
        yield words % {"count": count, "agency": agency}
    terms = Chairmanship.objects.filter(agency=agency, ends__gte=since)
    if terms:
        yield _("%(agency)s has a term in the line of chairs: %(terms)s. Change the rotation.") % {
            "agency": agency,
            "terms": listed(term.period for term in terms),
        }
    if agency.actions.open().exists():
        yield _("%(agency)s is responsible for open action points. Give them to somebody else.") % {
            "agency": agency
        }
    if not agency.memberships.exists():
        yield _("%(agency)s stays in the register of agencies, without a membership.") % {"agency": agency}


def line_of(decision: ApplicationDecision, membership: Membership | None = None) -> Decision | None:
    """Returns the line in the minutes that records the decision; None if there is none."""
    if decision.line or decision.effects or decision.meeting is None:
        return decision.line
    words = in_words(decision, membership and membership.starts)
    lines = Decision.objects.standing().filter(
        item__meeting=decision.meeting, item__application=decision.application
    )
    return lines.filter(text=words).first()


def _correct_line(corrected: Corrected, membership: Membership | None, *, by: User) -> None:
    """Strikes out the line in the minutes. Adopted minutes change only by a corrigendum."""
    decision = corrected.decision
    line, meeting = line_of(decision, membership or decision.membership), decision.meeting
    if meeting is None:
        return
    if line is None:
        if meeting.agenda.filter(application=decision.application).exists():
            corrected.left.append(
                _("Check the minutes of %(meeting)s: the portal wrote no line there.")
                % {"meeting": meeting.named}
            )
        return
    if decision.line_id is None:
        keep(decision, line=line)
    if locked(meeting).minutes_stand:
        corrected.left.append(
            _("The minutes of %(meeting)s are adopted and say it. Issue a corrigendum.")
            % {"meeting": meeting.named}
        )
        return
    followup_actions.correct_decision(line, reason=decision.correction, by=by)
    corrected.done.append(
        _("The line in the minutes of %(meeting)s is struck out.") % {"meeting": meeting.named}
    )


def _tell_applicant(corrected: Corrected, *, follows: bool) -> None:
    """Tells the applicant that it was an error. `follows` if another mail says what was decided."""
    decision = corrected.decision
    is_told = tell_applicant(
        decision.application,
        subject=_("Correction: the Group’s decision on your application"),
        template="meetings/applications/mail/corrected.txt",
        context={"outcome": decision.outcome, "day": PartialDate.of(decision.date), "follows": follows},
        batch=decision.correction_batch,
    )
    if is_told:
        corrected.done.append(_("The applicant is told by e-mail that it was entered in error."))
    else:
        corrected.left.append(_("The applicant may have been told. Write to them yourself."))
