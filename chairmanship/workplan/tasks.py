"""What the worker does for the workplan."""

from celery import shared_task

from chairmanship.workplan import agreement


@shared_task(name="chairmanship.tasks.keep_what_was_agreed")
def keep_what_was_agreed() -> int:
    """Keeps the plan of each term of which nobody said what was agreed. Gives how many."""
    return agreement.keep_agreed_plans()
