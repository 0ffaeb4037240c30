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
    "write down the minutes that stand": {
        "task": "meetings.tasks.write_down_what_stands",
        "schedule": 60.0,  # a reader sees by the clock that they stand, whether or not this ran
        "options": {"expires": 60},
    },
}
