"""What somebody wrote on an item that another person took off the agenda meanwhile: handed back, not lost."""

import re

from meetings import minuting
from meetings.forms import ItemMinutesForm
from meetings.models import AgendaItem, Meeting

TEXT = re.compile(r"item([0-9]{1,18})-text")


def forms_of(data, meeting: Meeting, items, agencies) -> list[ItemMinutesForm]:
    """The forms of items that are gone, as far as something was written on them since they were opened."""
    there = {item.pk for item in items}
    found = []
    for pk in (int(match[1]) for match in map(TEXT.fullmatch, data) if match):
        if pk in there:
            continue
        title = data.get(f"item{pk}-title", "").strip() or "Taken up at the meeting"
        form = ItemMinutesForm(data, item=AgendaItem(pk=pk, meeting=meeting, title=title), agencies=agencies)
        # What cannot be taken as it is was written here as well.
        if not form.is_valid() or form.is_rewritten or form.adds:
            found.append(form)
    return found


def settled(form: ItemMinutesForm, data, *, by) -> bool:
    """Whether the writer has said what becomes of it: back on the agenda with its words, or left out."""
    pk = str(form.item.pk)
    if data.get("leave") == pk:
        return True
    if data.get("again") != pk:
        return False
    words = form.cleaned_data
    item = minuting.put_back(form.item.meeting, title=form.item.title, text=words["text"], by=by)
    if words["decision"]:
        minuting.record_decision(item, text=words["decision"], by=by)
    if words["action"]:
        minuting.record_action(item, **form.action_fields(), by=by)
    return True
