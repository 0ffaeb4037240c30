from celery import shared_task

from meetings.invitations.actions import invitations


@shared_task(name="meetings.tasks.invite_who_is_missing")
def invite_who_is_missing() -> int:
    return invitations.invite_who_is_missing()
