from collections.abc import Iterable

from agencies.people.rules import own_agencies
from meetings.followup.models import Action


def reportable(actions: Iterable[Action], user) -> Iterable[Action]:
    """The actions, each with `may_report`: whether that person can say how it stands."""
    own, reports_all = own_agencies(user), user.has_perm("meetings.report_action", None)
    for action in actions:
        action.may_report = reports_all or action.agency_id in own
    return actions
