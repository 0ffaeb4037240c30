"""The verbs of decisions and action points: recorded, changed, reported, settled; and items carried over."""

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people import rules as people_rules
from foundation.corrections import mark
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.verbs import Refused, Stale
from meetings.agenda.actions import add_version, put_on
from meetings.agenda.locks import locked_item
from meetings.agenda.models import AgendaItem
from meetings.followup import mail
from meetings.followup.link_mail import confirm_said_by_link
from meetings.followup.models import Action, Decision
from meetings.meeting.locks import locked, next_position, open_minutes
from meetings.meeting.models import Meeting


@transaction.atomic
def record_decision(item: AgendaItem, *, text: str, by: User) -> Decision:
    """Records a decision under an item, after its other ones. Returns it. Raises `Refused`."""
    item = locked_item(item)
    open_minutes(item.meeting)
    return Decision.objects.create(item=item, position=next_position(item.decisions), text=text)


@transaction.atomic
def record_action(
    item: AgendaItem,
    *,
    text: str,
    agency: Agency | None = None,
    office: str = "",
    due: PartialDate | None = None,
    by: User,
) -> Action:
    """Records an action point for an agency, an office or nobody yet. Returns it. Raises `Refused`."""
    item = locked_item(item)
    open_minutes(item.meeting)
    return Action.objects.create(
        item=item,
        position=next_position(item.actions),
        text=text,
        agency=agency,
        office=office,
        due=due,
        done=False,
    )


@transaction.atomic
def change_line(line: Decision | Action, *, changes: dict, by: User) -> Decision | Action:
    """Changes a decision or an action point while the minutes are open. Returns it. Raises `Refused`."""
    open_minutes(locked_item(line.item).meeting)
    line = _line(line)
    for name, value in changes.items():
        setattr(line, name, value)
    line.save()
    return line


@transaction.atomic
def correct_decision(decision: Decision, *, reason: str, by: User) -> Decision:
    """Marks a decision as entered in error while the minutes are open. It stays there, struck out.

    Returns it. Raises `Refused`.
    """
    open_minutes(locked_item(decision.item).meeting)
    decision = _line(decision)
    _refuse_superseding(decision)
    return mark(decision, reason=reason, by=by)


@transaction.atomic
def remove_line(line: Decision | Action, *, by: User) -> None:
    """Deletes a decision or an action point while the minutes are open. Raises `Refused`."""
    open_minutes(locked_item(line.item).meeting)
    line = _line(line)
    if isinstance(line, Decision):
        _refuse_superseding(line)
    line.delete()


def _line(line):
    found = type(line).objects.select_for_update().filter(pk=line.pk).first()
    if found is None:
        raise Refused(_("Somebody else has just deleted this line."))
    if isinstance(found, Decision):
        _refuse_corrected(found)
    return found


def _refuse_superseding(decision: Decision) -> None:
    """Refuses to let a decision go that another one names as its successor."""
    if earlier := decision.supersedes.select_related("item__meeting").first():
        raise Refused(
            _(
                "This decision supersedes the decision of %(day)s, “%(text)s”. Update the status of that "
                "decision first."
            )
            % {"day": earlier.item.meeting.date, "text": Truncator(earlier.text).words(12)}
        )


def _refuse_corrected(decision: Decision) -> None:
    if decision.corrected_at:
        raise Refused(f"{decision.corrected} {_('It stays as it is.')}")


@transaction.atomic
def report_action(
    action: Action,
    *,
    done: bool,
    by: User,
    report: str | None = None,
    seen: str | None = None,
    by_link: bool = False,
) -> Action:
    """Reports that an action point is done, or how far it is. Returns it.

    `by_link` if it came by the link in a mail to `by`; that is confirmed by mail. If others report for an
    agency, the agency is told. Raises `Stale` if somebody else has reported since the writer saw the text
    `seen`.
    """
    action = Action.objects.select_for_update().get(pk=action.pk)
    report = action.report if report is None else report.strip()
    if seen is not None and action.report not in (seen, report):
        raise Stale(action)
    if (action.done, action.report) == (done, report):
        return action
    action.done, action.report, action.reported_at, action.reported_by = done, report, clock.now(), by
    action.reported_on_behalf = people_rules.is_for_another(action.agency, by)
    action.by_link, action.link_of = by_link, by if by_link else None
    action.save()
    if by_link:
        confirm_said_by_link(action, by=by)
    elif action.reported_on_behalf:
        mail.tell_of_report(action, by=by)
    return action


@transaction.atomic
def settle_decision(
    decision: Decision, *, state: str, superseded_by: Decision | None = None, note: str = "", by: User
) -> Decision:
    """Records whether a decision is in force, implemented or superseded. Returns it. Raises `Refused`.

    A decision with a successor is superseded, whatever else is said of it.
    """
    # The first decision is the lock for all. Two people at once could otherwise make a ring of decisions.
    Decision.objects.select_for_update(of=["self"]).order_by("pk").first()
    decision = Decision.objects.select_for_update(of=["self"]).get(pk=decision.pk)
    _refuse_corrected(decision)
    if superseded_by is not None:
        state = Decision.State.SUPERSEDED
        seen = {decision.pk}
        other: Decision | None = Decision.objects.get(pk=superseded_by.pk)
        while other is not None:
            if other.pk in seen:
                raise Refused(
                    _("The decision would end up superseding itself. Choose the decision that is in force.")
                )
            seen.add(other.pk)
            other = other.superseded_by
    decision.state, decision.superseded_by, decision.note = state, superseded_by, note.strip()
    decision.save()
    return decision


@transaction.atomic
def carry_over(item: AgendaItem, *, to: Meeting, by: User) -> AgendaItem:
    """Adds an item that was not reached to the agenda of `to`. Returns the new item. Raises `Refused`."""
    to = locked(to)
    if to.minutes_stand or to.stage == Meeting.Stage.CANCELLED:
        raise Refused(_("The agenda of this meeting can no longer be changed."))
    if item.carried_to.exists():
        raise Refused(_("“%(item)s” has already been carried over.") % {"item": item})
    if item.application and to.agenda.filter(application=item.application).exists():
        raise Refused(
            _("The application of %(applicant)s is already on this agenda.") % {"applicant": item.application}
        )
    if item.document and to.agenda.filter(document=item.document).exists():
        raise Refused(_("“%(document)s” is already on this agenda.") % {"document": item.document})
    carried = AgendaItem(
        meeting=to,
        carried_from=item,
        **{
            name: getattr(item, name)
            for name in (
                "title",
                "summary",
                "asked",
                "length",
                "leads",
                "restricted",
                "proposed_by",
                "paper_by",
                "application",
                "document",
            )
        },
    )
    put_on(to, carried)
    add_version(carried, by=by)
    carried.purposes.set(item.purposes.all())
    return carried
