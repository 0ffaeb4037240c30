"""The portal's own settings, for the tests. DATABASE_URL and REDIS_URL decide on what they run."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "for-the-tests-only-and-long-enough-to-please-the-deployment-check")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("SECURE_SSL_REDIRECT", "0")
os.environ.setdefault("SECOND_FACTOR", "")  # the tests of the second factor demand it
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="gmg-tests-")  # never the data folder of a portal
os.environ.pop("MEDIA_ROOT", None)
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from gmg_portal.settings import *  # noqa: E402, F403

CELERY_TASK_ALWAYS_EAGER = True  # the tests of the worker start a real one
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_IDLE_MINUTES = SESSION_DAYS = 0  # tests move the clock; those of sessions turn them on
ACCOUNT_RATE_LIMITS = False  # the tests of signing in turn them on
# The browser tests load axe-core from the portal, as the content security policy of every page demands.
STATICFILES_DIRS = [*STATICFILES_DIRS, ("axe", str(BASE_DIR / "tests" / "e2e" / "vendor"))]  # noqa: F405
# No test has to survive a power cut.
if "init_command" in DATABASES["default"]["OPTIONS"]:  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"  # noqa: F405
# A server thread must not keep a connection to a database that the next test does not have.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
