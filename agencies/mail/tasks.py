"""The tasks of mail: the summaries of the day."""

from celery import shared_task

from agencies.mail import actions
from foundation.mail import summaries


@shared_task(name="agencies.tasks.send_summaries")
def send_summaries() -> int:
    """Sends the summaries that are due. Returns how many."""
    actions.recall_summaries_of_leavers()
    return summaries.send_due()
