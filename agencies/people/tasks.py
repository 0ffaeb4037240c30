"""The tasks of people: forgetting those who left."""

from celery import shared_task

from agencies.people import actions


@shared_task(name="agencies.tasks.forget_who_left")
def forget_who_left() -> int:
    """Forgets all people who left the Group long enough ago. Returns how many."""
    return actions.forget_who_left()
