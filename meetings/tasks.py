from celery import shared_task

from meetings import actions


@shared_task
def write_down_what_stands() -> int:
    return actions.write_down_what_stands()
