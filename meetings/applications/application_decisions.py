"""What the Group decided on an application, for its steps and its PDF."""

from agencies.applications.progress import Decided


def decisions(application) -> list[Decided]:
    """Returns the decisions on an application, the earliest first."""
    return [
        Decided(outcome=one.outcome, date=one.date, where=one.where, reason=one.reason)
        for one in application.decisions.select_related("meeting")
    ]
