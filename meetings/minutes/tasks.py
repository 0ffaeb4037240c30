"""The worker's tasks for minutes."""

from celery import shared_task

from meetings.minutes import actions


@shared_task(name="meetings.tasks.write_down_what_stands")
def write_down_what_stands() -> int:
    """Records the adoption of minutes whose date has passed. Returns of how many meetings."""
    return actions.write_down_what_stands()


@shared_task(name="meetings.tasks.pass_on_adoptions")
def pass_on_adoptions() -> int:
    """Puts waiting minutes on the next agenda. Returns how many items are new."""
    return actions.pass_on_adoptions()


@shared_task(name="meetings.tasks.remove_revisions")
def remove_revisions() -> int:
    """Removes the revisions of minutes that were adopted long ago. Returns how many."""
    return actions.remove_revisions()
