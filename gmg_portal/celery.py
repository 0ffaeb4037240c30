"""The worker and its timetable.

Every entry of the timetable asks "what is due and not done yet", so that a missed run is caught up
and a second one does nothing more.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gmg_portal.settings")

app = Celery("gmg_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "take up the jobs that are due": {
        "task": "foundation.tasks.sweep",
        "schedule": 10.0,
        "options": {"expires": 10},  # a worker that was away is not met by a heap of them
    },
    "send the summaries of the day": {
        "task": "agencies.tasks.send_summaries",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "write down the minutes that stand": {
        "task": "meetings.tasks.write_down_what_stands",
        "schedule": 60.0,  # a reader sees by the clock that they stand, whether or not this ran
        "options": {"expires": 60},
    },
    "pass on the minutes that no meeting adopted": {
        "task": "meetings.tasks.pass_on_adoptions",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "write down what was cleared": {
        "task": "documents.tasks.write_down_clearances",
        "schedule": 60.0,  # a reader sees by the clock how it stands, whether or not this ran
        "options": {"expires": 60},
    },
    "ask and remind of contributions": {
        "task": "documents.tasks.remind_of_contributions",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "ask and remind of clearances": {
        "task": "documents.tasks.remind_of_clearances",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "forget what ended applications hold": {
        "task": "agencies.tasks.forget_ended_applications",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "forget who left": {
        "task": "agencies.tasks.forget_who_left",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "open, close and send what the handovers want": {
        "task": "chairmanship.tasks.run_handovers",
        "schedule": 600.0,  # what could not be made, as on a full disk, is tried again then
        "options": {"expires": 600},
    },
    "plan ahead": {
        "task": "meetings.tasks.plan_ahead",
        "schedule": 3600.0,  # a day would do; so it catches up soon after a pause, and proposes nothing twice
        "options": {"expires": 3600},
    },
    "invite who is missing": {
        "task": "meetings.tasks.invite_who_is_missing",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "remind of topics, agendas and papers": {
        "task": "meetings.tasks.remind_of_meetings",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "remind of actions": {
        "task": "meetings.tasks.remind_of_actions",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "keep the workplan that was agreed": {
        "task": "chairmanship.tasks.keep_what_was_agreed",
        "schedule": 3600.0,  # nothing is kept twice
        "options": {"expires": 3600},
    },
}
