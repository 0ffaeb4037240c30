"""The worker's task for reminders before meetings."""

from celery import shared_task

from meetings.convening import reminders


@shared_task(name="meetings.tasks.remind_of_meetings")
def remind_of_meetings() -> int:
    """Queues the reminders that are due. Returns how many people are reminded."""
    return reminders.remind_of_meetings()
