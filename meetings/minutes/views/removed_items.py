"""Text that somebody wrote on an item that another person removed meanwhile. It is shown again, not lost."""

import re

from auditlog.models import LogEntry
from django.utils.translation import gettext as _

from meetings.agenda.models import AgendaItem
from meetings.followup import actions as followup_actions
from meetings.meeting.audiences import Restricted
from meetings.meeting.models import Meeting
from meetings.minutes import actions
from meetings.minutes.forms import ItemMinutesForm

TEXT = re.compile(r"item([0-9]{1,18})-text")


def forms_of(data, meeting: Meeting, items, agencies) -> list[ItemMinutesForm]:
    """Returns the forms of removed items on which something was written since they were opened."""
    there = {item.pk for item in items}
    found = []
    for pk in (int(match[1]) for match in map(TEXT.fullmatch, data) if match):
        if pk in there:
            continue
        title = data.get(f"item{pk}-title", "").strip() or _("Discussed at the meeting")
        form = ItemMinutesForm(data, item=AgendaItem(pk=pk, meeting=meeting, title=title), agencies=agencies)
        # A form with errors was written on, too.
        if not form.is_valid() or form.is_rewritten or form.adds:
            found.append(form)
    return found


def settle(form: ItemMinutesForm, data, *, by) -> bool:
    """Puts the item back with its text, or leaves it out, as the writer chose.

    Returns whether they chose. Raises `Refused`.
    """
    pk = str(form.item.pk)
    if data.get("leave") == pk:
        return True
    if data.get("again") != pk:
        return False
    words, gone = form.cleaned_data, form.item
    again = {"title": gone.title, "text": words["text"], "restricted": for_whom(gone.pk)}
    item = actions.put_back(gone.meeting, **again, by=by)
    if words["decision"]:
        followup_actions.record_decision(item, text=words["decision"], by=by)
    if words["action"]:
        followup_actions.record_action(item, **form.action_fields(), by=by)
    return True


def for_whom(pk: int) -> str:
    """Returns the restriction of a deleted item from the audit trail; if it says nothing, principals only."""
    gone = (
        LogEntry.objects.get_for_model(AgendaItem).filter(object_id=pk, action=LogEntry.Action.DELETE).first()
    )
    return gone.changes["restricted"][0] if gone else Restricted.PRINCIPALS
