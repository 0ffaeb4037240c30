"""The portal's own settings for processes that a test starts; the environment comes from the harness."""

from gmg_portal.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.services"]  # noqa: F405
if REDIS_URL:  # noqa: F405
    CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] = f"{DATA_DIR}:"  # noqa: F405
EMAIL_TIMEOUT = 2  # seconds
CELERY_BEAT_SCHEDULER = "tests.services.beat:Scheduler"
