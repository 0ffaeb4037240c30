from celery import shared_task

from chairmanship.workplan import agreement


@shared_task(name="chairmanship.tasks.keep_what_was_agreed")
def keep_what_was_agreed() -> int:
    return agreement.keep_what_was_agreed()
