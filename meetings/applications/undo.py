"""Undo for a decision on an application, until its mail goes: everything is again as it was."""

import datetime as dt

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from agencies.applications.actions.reviewing import hold
from agencies.models import Agency, Application, Appointment, Consideration, Dossier, User
from foundation.dates import clock
from foundation.mail.letters import RECALL
from foundation.mail.recall import recall, recallable
from foundation.verbs import Refused, keep
from meetings.applications.decisions import latest
from meetings.applications.models import ApplicationDecision
from meetings.followup import actions as followup_actions
from meetings.meeting.locks import locked


def undo_until(decision: ApplicationDecision) -> dt.datetime | None:
    """Returns until when the decision can be undone (aware); None if it is too late.

    It can be undone for a minute, and longer while none of its mails has gone.
    """
    if decision.corrected_at or not decision.effects or decision.letter_sent_at:
        return None
    until, waits = decision.recorded_at + RECALL, recallable(decision.batch)
    if waits.gone:
        return None
    return until if waits or clock.now() < until else None


@transaction.atomic
def take_back_decision(decision: ApplicationDecision, *, by: User) -> str:
    """Undoes a decision that nobody was told of: application, membership, appointments and minutes.

    Returns what happened, as sentences. Raises `Refused` if it is too late, or if something has been built on
    it since.
    """
    meeting = decision.meeting and locked(decision.meeting)
    application = hold(decision.application)
    held = ApplicationDecision.objects.select_for_update(of=["self"]).filter(pk=decision.pk).first()
    if held is None:
        raise Refused(_("Somebody else has already undone or corrected this decision."))
    if undo_until(held) is None or (came := recall(held.batch)).gone:
        raise Refused(
            _(
                "It is too late to undo this: its e-mails have been sent. If it was entered in error, the "
                "secretariat can correct it."
            )
        )
    if application.outcome != held.outcome or latest(application) != held:
        raise Refused(_("The application has changed since, so this decision can no longer be undone."))
    effects, line, membership = held.effects, held.line, held.membership
    try:
        if line:
            line.item.meeting = meeting
            followup_actions.remove_line(line, by=by)
        held.delete()
        Appointment.objects.filter(pk__in=effects.get("appointed", ())).delete()
        if membership:
            membership.delete()
    except ProtectedError:
        raise Refused(
            _("Somebody has already worked with what the decision opened, so it can no longer be undone.")
        ) from None
    Consideration.objects.filter(pk=effects.get("considered")).delete()
    restore(application, effects, shown_as="")
    User.objects.filter(pk__in=effects.get("reopened", ())).update(is_active=False)
    for person in User.objects.filter(pk__in=effects.get("entered", ())):
        _delete_unless_used(person)
    for agency in Agency.objects.filter(pk=effects.get("entered_agency")):
        _delete_unless_used(agency)
    words = _("The decision was not recorded. The application is %(state)s again.") % {
        "state": application.get_outcome_display() or _("open")
    }
    return f"{came.sentence} {words}" if came.people else words


def restore(application: Application, effects: dict, **values) -> Application:
    """Gives a locked application the state from before a decision with these effects. Returns it."""
    if "asked" in effects:
        dossier = Dossier.objects.filter(application=application).exclude(asked="").exclude(email="").first()
        if dossier:  # the applicant has not answered what the decision asked for
            dossier.is_restored = True
            keep(dossier, asked=effects["asked"])
    application.is_restored = True
    agency = effects.get("agency", application.agency_id)
    return keep(
        application,
        outcome=effects["outcome"],
        agency_id=agency,
        moved_at=clock.now(),
        shown_until=None,
        **values,
    )


def _delete_unless_used(thing: User | Agency) -> None:
    """Deletes what the decision entered in the register, unless somebody has used it since."""
    try:
        with transaction.atomic():
            thing.delete()
    except ProtectedError:
        pass
