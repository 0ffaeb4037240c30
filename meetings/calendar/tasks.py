"""The worker's task for planning ahead."""

from celery import shared_task

from meetings.calendar import planning


@shared_task(name="meetings.tasks.plan_ahead")
def plan_ahead() -> int:
    """Suggests the dates that are missing. Returns how many suggestions are new."""
    return planning.plan_ahead()
