"""The worker's task for reminders of action points."""

from celery import shared_task

from meetings.followup import reminders


@shared_task(name="meetings.tasks.remind_of_actions")
def remind_of_actions() -> int:
    """Queues the reminders that are due. Returns how many action points they are about."""
    return reminders.remind_of_actions()
