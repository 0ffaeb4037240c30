"""The worker's task for the workplan."""

from celery import shared_task

from chairmanship.workplan import agreement


@shared_task(name="chairmanship.tasks.keep_what_was_agreed")
def keep_what_was_agreed() -> int:
    """Records the plan of each current term that has none after 30 days. Returns how many."""
    return agreement.keep_agreed_plans()
