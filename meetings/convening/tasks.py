from celery import shared_task

from meetings.convening import reminders


@shared_task(name="meetings.tasks.remind_of_meetings")
def remind_of_meetings() -> int:
    return reminders.remind_of_meetings()
