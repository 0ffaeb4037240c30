"""The fields that choose an external event, or what the Group said."""

from chairmanship.outside.models import Event
from foundation.web.choosers import Chooser, ManyChooser


class OccasionChooser(Chooser):
    """An external event, with its days."""

    texts = ("title", "forum__name", "city")
    days = ("starts", "ends")

    def label_from_instance(self, occasion):
        return f"{occasion}, {occasion.days}"

    def detail(self, occasion) -> str:
        return occasion.city


class EventsChooser(ManyChooser):
    """Statements, contributions and briefings."""

    own = "forum"
    texts = ("forum", "city")
    days = ("date",)

    def names(self):
        return {"kind": dict(Event.Kind.choices)}

    def detail(self, event) -> str:
        return event.city
