"""The tasks of the history."""

from celery import shared_task

from foundation.history import chain


@shared_task(name="foundation.tasks.seal_history")
def seal_history() -> int:
    """Seals the entries of the history that wait for it. Returns how many."""
    return chain.seal()
