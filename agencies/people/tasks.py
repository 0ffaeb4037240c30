"""The tasks of people: forgetting those who left, and watching over the history."""

from celery import shared_task

from agencies.people import actions, history


@shared_task(name="agencies.tasks.forget_who_left")
def forget_who_left() -> int:
    """Forgets all people who left the Group long enough ago. Returns how many."""
    return actions.forget_who_left()


@shared_task(name="agencies.tasks.check_history")
def check_history() -> int:
    """Checks the next part of the history. Returns how many things were found."""
    return history.check_history()
