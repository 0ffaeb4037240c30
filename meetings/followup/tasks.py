from celery import shared_task

from meetings.followup import reminders


@shared_task(name="meetings.tasks.remind_of_actions")
def remind_of_actions() -> int:
    return reminders.remind_of_actions()
