from celery import shared_task

from documents.clearance import mail, outcomes


@shared_task(name="documents.tasks.write_down_clearances")
def write_down_clearances() -> int:
    return outcomes.write_down()


@shared_task(name="documents.tasks.remind_of_clearances")
def remind_of_clearances() -> int:
    return mail.remind()
