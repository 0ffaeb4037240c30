"""The worker's task for invitations."""

from celery import shared_task

from meetings.invitations.actions import invitations


@shared_task(name="meetings.tasks.invite_who_is_missing")
def invite_who_is_missing() -> int:
    """Invites people who were appointed after a meeting was convened. Returns how many."""
    return invitations.invite_who_is_missing()
