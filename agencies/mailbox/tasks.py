"""The tasks of the mailbox: it is read every minute, and what is old is deleted."""

from celery import shared_task

from agencies.mailbox import reading


@shared_task(name="agencies.tasks.read_mailbox", soft_time_limit=150, time_limit=180)
def read_mailbox() -> int:
    """Files what is new in the mailbox. Returns how many messages."""
    return reading.read_new()


@shared_task(name="agencies.tasks.forget_received")
def forget_received() -> int:
    """Deletes what came longer ago than it is kept. Returns how many messages."""
    return reading.forget_old()
