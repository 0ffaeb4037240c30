from celery import shared_task

from meetings.calendar import planning


@shared_task(name="meetings.tasks.plan_ahead")
def plan_ahead() -> int:
    return planning.plan_ahead()
