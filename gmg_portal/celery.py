"""The worker and its timetable.

Every task asks what is due and not done yet. So a missed run is caught up, and a second one does nothing
more.
"""

import os

from celery import Celery

from foundation import discovery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gmg_portal.settings")

app = Celery("gmg_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()  # in each app
app.autodiscover_tasks(discovery.packages)  # in each room


def every(seconds: int, task: str) -> dict:
    """Returns the entry of a task that runs every so many seconds.

    An entry expires after that time, so that a worker that was away does not find a pile of them.
    """
    return {"task": task, "schedule": float(seconds), "options": {"expires": seconds}}


app.conf.beat_schedule = {
    "take up the jobs that are due": every(10, "foundation.tasks.sweep"),
    "clear away sessions that have ended": every(3600, "foundation.tasks.clear_sessions"),
    # In portions: after an import it takes a few minutes
    "seal the history": every(60, "foundation.tasks.seal_history"),
    # The next ten thousand seals, and after the last one all again
    "check the history": every(3600, "agencies.tasks.check_history"),
    "write down guesses at passwords": every(60, "agencies.tasks.tell_of_guesses"),
    "send the summaries of the day": every(60, "agencies.tasks.send_summaries"),
    "read the mailbox": every(60, "agencies.tasks.read_mailbox"),
    "forget what came by e-mail long ago": every(3600, "agencies.tasks.forget_received"),
    # Pages show the adoption by the clock, whether or not this ran
    "write down the minutes that stand": every(60, "meetings.tasks.write_down_what_stands"),
    "pass on the minutes that no meeting adopted": every(3600, "meetings.tasks.pass_on_adoptions"),
    "remove the earlier texts of minutes": every(3600, "meetings.tasks.remove_revisions"),
    # Pages show the state of a clearance by the clock, whether or not this ran
    "write down what was cleared": every(60, "documents.tasks.write_down_clearances"),
    "ask and remind of contributions": every(3600, "documents.tasks.remind_of_contributions"),
    "ask and remind of clearances": every(3600, "documents.tasks.remind_of_clearances"),
    # Waits until nobody has saved a version for a while
    "tell of new versions": every(600, "documents.tasks.tell_of_versions"),
    "forget imported texts that nobody saved": every(3600, "documents.tasks.forget_imports"),
    "forget what ended applications hold": every(3600, "agencies.tasks.forget_ended_applications"),
    "forget who left": every(3600, "agencies.tasks.forget_who_left"),
    # Retries what could not be made, for example because the disk was full
    "open, close and send what the handovers want": every(600, "chairmanship.tasks.run_handovers"),
    # Daily would be enough; hourly, it catches up soon after a pause
    "plan ahead": every(3600, "meetings.tasks.plan_ahead"),
    "invite who is missing": every(3600, "meetings.tasks.invite_who_is_missing"),
    "remind of topics, agendas and papers": every(3600, "meetings.tasks.remind_of_meetings"),
    "remind of actions": every(3600, "meetings.tasks.remind_of_actions"),
    # A second run keeps nothing twice
    "keep the workplan that was agreed": every(3600, "chairmanship.tasks.keep_what_was_agreed"),
}
