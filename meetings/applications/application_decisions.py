"""What the Group decided on an application, for its way and its PDF."""

from agencies.applications.progress import Decided


def decisions(application) -> list[Decided]:
    """In order, the first first."""
    return [
        Decided(outcome=one.outcome, date=one.date, where=one.where, reason=one.reason)
        for one in application.decisions.select_related("meeting")
    ]
