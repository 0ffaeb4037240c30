"""The field that chooses a decision."""

from django.utils.text import Truncator

from foundation.text.words import opened
from foundation.web.choosers import Chooser
from meetings.meeting.choosers import levels

LONGEST = 90


class DecisionChooser(Chooser):
    """A decision by its date and the start of its text."""

    own = "text"
    texts = ("words", "item__words", "item__meeting__words")
    days = ("item__meeting__date",)

    def names(self):
        return {"item__meeting__level": levels()}

    def label_from_instance(self, decision):
        return f"{decision.item.meeting.date}: {Truncator(decision.text).chars(LONGEST)}"

    def detail(self, decision) -> str:
        return decision.item.title


class NumberedDecisionChooser(DecisionChooser):
    """A decision by its number, its meeting and the start of its text. It needs `numbered`."""

    def label_from_instance(self, decision):
        return f"{opened(decision.named)}: {Truncator(decision.text).chars(LONGEST)}"
