"""What the page of an application shows of the Group's decisions, and what the applicant sees of them."""

from django.utils.translation import gettext_lazy as _

from foundation.web.panels import Panel
from meetings.agenda.models import AgendaItem
from meetings.applications import letters, undo
from meetings.applications.models import ApplicationDecision
from meetings.meeting.models import Meeting

MOST_AHEAD = 20  # meetings to choose from


def of_application(application, user):
    """Returns the items and decisions on the application, and what the user may do."""
    readable = AgendaItem.objects.for_reader(user).select_related("meeting")
    items = [
        item
        for item in readable.filter(
            application=application, meeting__in=Meeting.objects.visible_to(user)
        ).order_by("meeting__date")
        if user.has_perm("meetings.read_agenda", item.meeting)
    ]
    puts = application.is_pending and user.has_perm("meetings.plan_meeting")
    ahead = Meeting.objects.visible_to(user).ahead().exclude(agenda_state=Meeting.Agenda.ADOPTED)
    return {
        "application": application,
        "items": items,
        "ahead": ahead.exclude(agenda__application=application)[:MOST_AHEAD] if puts else (),
        "decisions": _entered(application, user),
        "may_decide": user.has_perm("meetings.decide_application")
        and any(application.can_become(outcome) for outcome in application.DECIDED),
    }


def _entered(application, user):
    """Returns all decisions, those that were entered in error included. Only the last one can be undone."""
    rows = ApplicationDecision.entered.filter(application=application)
    decisions = list(
        rows.select_related(
            "application", "meeting", "recorded_by", "corrected_by", "letter_sent_by", "line__item"
        )
    )
    last = max((one.pk for one in decisions if not one.corrected_at), default=None)
    return [_shown(one, user, is_last=one.pk == last) for one in decisions]


def _shown(decision, user, *, is_last):
    """Returns the decision with what the user may do with it, and where a corrigendum is issued."""
    may_decide = is_last and user.has_perm("meetings.decide_application")
    decision.undo_until = undo.undo_until(decision) if may_decide else None
    decision.may_correct = not decision.corrected_at and user.has_perm("meetings.correct_application")
    decision.may_send = decision.awaits_letter and user.has_perm("meetings.send_refusal")
    decision.letter_is_undoable = user.has_perm("meetings.send_refusal") and letters.is_undoable(decision)
    line = decision.line
    decision.needs_corrigendum = bool(
        decision.corrected_at
        and line
        and not line.corrected_at
        and decision.meeting.minutes_stand
        and user.has_perm("meetings.write_minutes", decision.meeting)
    )
    return decision


def of_applicant(application, user):
    """Returns the decisions for the applicant, without who recorded them or where; None if there are none.

    A refusal is shown once its letter has gone, with the letter instead of the reason in the minutes.
    """
    rows = application.decisions.all() if application else ()
    decisions = [one for one in rows if not one.is_withheld]
    return {"decisions": decisions} if decisions else None


PANELS = [
    Panel(
        "application",
        10,
        _("Decisions of the Group"),
        "meetings/applications/_application_decisions.html",
        of_application,
    ),
    Panel(
        "applicant",
        10,
        _("Decisions of the Group"),
        "meetings/applications/_applicant_decisions.html",
        of_applicant,
    ),
]
