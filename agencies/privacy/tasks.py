from celery import shared_task

from agencies.privacy import forgetting


@shared_task(name="agencies.tasks.forget_who_left")
def forget_who_left() -> int:
    return forgetting.forget_who_left()
