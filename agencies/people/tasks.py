"""What the worker does for people: it forgets those who left."""

from celery import shared_task

from agencies.people import actions


@shared_task(name="agencies.tasks.forget_who_left")
def forget_who_left() -> int:
    """Forgets all who left the Group long enough ago; gives how many."""
    return actions.forget_who_left()
