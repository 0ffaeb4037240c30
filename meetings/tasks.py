from collections.abc import Callable

from celery import shared_task

from foundation import outbox
from meetings import adopting, chasing, inviting, minuting, packing, planning, reminding


@shared_task
def write_down_what_stands() -> int:
    return minuting.write_down_what_stands()


@shared_task
def pass_on_adoptions() -> int:
    return adopting.pass_on()


@shared_task
def remind_of_actions() -> int:
    return chasing.remind_of_actions()


@shared_task
def invite_who_is_missing() -> int:
    return inviting.invite_who_is_missing()


@shared_task
def remind_of_meetings() -> int:
    return reminding.remind_of_meetings()


@shared_task
def plan_ahead() -> int:
    return planning.plan_ahead()


@outbox.does(packing.JOB)
def make_pack(job: outbox.Held) -> Callable[[], None]:
    return packing.make(job)
