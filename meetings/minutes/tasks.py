from celery import shared_task

from meetings.minutes import actions


@shared_task(name="meetings.tasks.write_down_what_stands")
def write_down_what_stands() -> int:
    return actions.write_down_what_stands()


@shared_task(name="meetings.tasks.pass_on_adoptions")
def pass_on_adoptions() -> int:
    return actions.pass_on_adoptions()
