"""The field that chooses an activity of the workplan."""

from foundation.web.choosers import Chooser


class ActivityChooser(Chooser):
    """An activity, with its period."""

    days = ("starts", "ends")

    def detail(self, activity) -> str:
        return activity.period
