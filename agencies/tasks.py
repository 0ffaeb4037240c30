from celery import shared_task

from agencies import applying, leaving


@shared_task
def forget_who_left() -> int:
    return leaving.forget_who_left()


@shared_task
def forget_ended_applications() -> int:
    return applying.forget_ended()
