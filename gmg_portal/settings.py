"""Settings, read from environment variables only.

`.env.example` lists all of them. Without any, and with `DEBUG=1`, the portal uses SQLite, and Celery on the
filesystem, all under `DATA_DIR`.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from agencies.accounts import providers
from foundation.discovery import template_libraries

env = environ.FileAwareEnv()
BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str(
    "SECRET_KEY", default="only-for-the-demo-on-this-machine-never-in-service" if DEBUG else ""
)
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it to a long random text (50 characters or more) and keep it secret, "
        "or set DEBUG=1 to try the portal on your own machine."
    )
# Former keys: what they signed, encrypted or sealed can still be read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else [])
# The start of links in mails, without a slash at the end.
PORTAL_URL = env.str(
    "PORTAL_URL",
    default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
    if ALLOWED_HOSTS and not DEBUG
    else f"http://127.0.0.1:{env.int('PORT', 8000)}",  # as in run_portal
).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The Group -------------------------------------------------------------------------------------
GROUP_TIME_ZONE = env.str("GROUP_TIME_ZONE", default="Europe/Zurich")  # days begin at 00:00 here
HANDOVER_DAYS = env.int("HANDOVER_DAYS", default=45)  # days before the end of a term
HANDOVER_REPORT_DAYS = env.int("HANDOVER_REPORT_DAYS", default=30)  # days after it, for the chair's report
REPORT_PAPER = env.str("REPORT_PAPER", default="A4")  # or Letter

# Where things are kept -------------------------------------------------------------------------
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(DATA_DIR / "media"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
# Minutes of 200 items are one form, with eight fields each and long texts.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # bytes, files not counted
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",  # as long as all files are small
    "foundation.files.uploads.Bounded",
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # So readers do not wait for writers, and a second writer waits instead of failing halfway.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)  # seconds
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # What django-allauth counts for its limits, for all processes. It has nothing else. A table, as a cache
    # that drops entries would drop limits too.
    "default": {
        "BACKEND": "agencies.accounts.counting.Cache",
        "LOCATION": "agencies_counted",
        "KEY_FUNCTION": "agencies.accounts.counting.hidden",
    },
    # Pages as visitors get them, for a minute (`foundation.web.public`). Each process has its own.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}

# Celery ----------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 120,
        # A page that wakes a worker must not hang if Redis is down: the row in the outbox stays anyway.
        "socket_connect_timeout": 1,
        "socket_timeout": 2,
        "max_retries": 0,
    }
else:
    BROKER_DIR = DATA_DIR / "broker"
    for folder in ("queue", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT = "foundation.jobs.broker:Transport"
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # its replies would pile up in the folder
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.2,  # seconds until a worker sees a job, at most
    }
# How many jobs of a queue are done at once (foundation.jobs.queues). Mail has one connection to its server.
JOBS_AT_ONCE = {"mail": 1, "files": env.int("FILES_AT_ONCE", default=2 if REDIS_URL else 1)}
CELERY_TASK_DEFAULT_QUEUE = "quick"  # the timetable: deadlines, reminders and the sweep
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 300  # seconds; fails the job with a reason
CELERY_TASK_TIME_LIMIT = 330  # kills its process, which ends the lease of its job
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB; frees the memory after a large report
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULER = "gmg_portal.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_TIMEZONE = GROUP_TIME_ZONE

# The house -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "gmg_portal",
    "meetings",
    "documents",
    "chairmanship",
    "agencies",
    "foundation",
    "auditlog",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "rules",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "foundation.web.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "foundation.web.middleware.PagesGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "foundation.web.middleware.PrivateMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "foundation.web.middleware.ReadableMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "foundation.web.held.LoginRequiredMiddleware",
    "agencies.factors.middleware.SecondFactorMiddleware",
    "foundation.web.middleware.PostOnlyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "agencies.accounts.sessions.SessionMiddleware",
    "agencies.accounts.known.KnownMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "agencies.register.middleware.FormerAddressMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "foundation.web.middleware.SavedMiddleware",
    "foundation.web.choosers.ChooserMiddleware",
    "foundation.web.once.OnceMiddleware",  # the last, as it runs the view
]
ROOT_URLCONF = "gmg_portal.urls"
WSGI_APPLICATION = "gmg_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.portal.demo.context",
                "foundation.web.held.context",
            ],
            "libraries": template_libraries(BASE_DIR),
            "builtins": [
                "django.templatetags.i18n",
                "foundation.portal.templatetags.group",
                "foundation.web.templatetags.once",
                "agencies.register.templatetags.names",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# People ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = [
    "foundation.web.permissions.RulesBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"agencies.accounts.passwords.{name}"}
    for name in ("NotAboutOneself", "LongEnough", "NotWellKnown")
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "agencies.accounts.login.Adapter"
ACCOUNT_FORMS = {
    "login": "agencies.accounts.login.LoginForm",
    "change_password": "agencies.accounts.login.ChangePasswordForm",
    "set_password": "agencies.accounts.login.SetPasswordForm",
    "reset_password": "agencies.accounts.login.ResetPasswordForm",
    "reset_password_from_key": "agencies.accounts.login.ResetPasswordKeyForm",
    "reauthenticate": "agencies.accounts.login.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
# PDFs for visitors; passwords have limits of their own (`agencies.accounts.limits`); the rest are allauth's.
ACCOUNT_RATE_LIMITS = {
    "text_print": "20/h/ip",
    "login": "300/5m/ip",  # an office can have one address for all
    "reset_password": "30/5m/ip,3/5m/key",
    "sign_in_with": "60/m/ip",
    "sign_in_link": "20/h/ip,5/h/key",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up, but allauth requires it
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reaches only the owner of the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers get no mail when somebody types their address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=0 if DEBUG else 24 * 60)  # 0: no limit
SESSION_DAYS = env.int("SESSION_DAYS", default=30)  # after sign-in, however much it is used; 0: no limit
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# allauth's own generator would keep a second list of addresses.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"

# Of whom a second factor is demanded: secretariat, chair, superuser or everybody (`agencies.factors`).
SECOND_FACTOR = env.list("SECOND_FACTOR", default=[] if DEBUG else ["secretariat", "chair", "superuser"])
MFA_ADAPTER = "agencies.factors.adapter.Adapter"
MFA_FORMS = {
    "authenticate": "agencies.factors.forms.AuthenticateForm",
    "reauthenticate": "agencies.factors.forms.ReauthenticateForm",
    "login_webauthn": "agencies.factors.forms.LoginByPasskeyForm",
    "authenticate_webauthn": "agencies.factors.forms.AuthenticateByPasskeyForm",
    "reauthenticate_webauthn": "agencies.factors.forms.ReauthenticateByPasskeyForm",
    "activate_totp": "agencies.factors.forms.ActivateForm",
    "add_webauthn": "agencies.factors.forms.AddPasskeyForm",
    "edit_webauthn": "agencies.factors.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds, before and after
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG  # http://localhost
# Single sign-on. OIDC_PROVIDERS names the providers; each has settings of its own: OIDC_UNHCR_ISSUER.
OIDC_PROVIDERS = providers.read(env, env.list("OIDC_PROVIDERS", default=[]))
SOCIALACCOUNT_ADAPTER = "agencies.accounts.oidc.Adapter"
SOCIALACCOUNT_STORE_TOKENS = False
# Offers a link by mail, in place of the password, to people who have an account.
SIGN_IN_BY_MAIL = env.bool("SIGN_IN_BY_MAIL", default=False)

AUDITLOG_DISABLE_REMOTE_ADDR = True  # the audit trail says who, not from where

# Words and days --------------------------------------------------------------------------------
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en-gb")
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = GROUP_TIME_ZONE
USE_TZ = True
FORMAT_MODULE_PATH = ["gmg_portal.formats"]

# Files -----------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# In an S3-compatible bucket if one is set, which needs requirements/s3.txt; else on the disk.
FILES_BUCKET = env.str("FILES_BUCKET", default="")
if FILES_BUCKET:
    from botocore.config import Config  # from requirements/s3.txt

    # Times out before the web process does, so that the page can say so.
    FILES_PATIENCE = Config(connect_timeout=3, read_timeout=8, retries={"total_max_attempts": 2})
STORAGES = {
    # No file has a public address: a view decides who may have it, and streams it.
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": FILES_BUCKET,
            "endpoint_url": env.str("FILES_ENDPOINT_URL", default="") or None,
            "region_name": env.str("FILES_REGION", default="") or None,
            "access_key": env.str("FILES_ACCESS_KEY_ID", default="") or None,
            "secret_key": env.str("FILES_SECRET_ACCESS_KEY", default="") or None,
            "file_overwrite": False,
            "default_acl": None,
            "max_memory_size": 5 * 1024 * 1024,
            "client_config": FILES_PATIENCE,
        },
    }
    if FILES_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# Mail ------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
MAIL_TRANSPORT = EMAIL_CONFIG["EMAIL_BACKEND"]  # the worker sends with it
EMAIL_BACKEND = (
    "foundation.mail.backend.Backend"  # queues mail for the worker, in the transaction of the change
)
EMAIL_TIMEOUT = 30  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="GMG portal <portal@localhost>")
SERVER_EMAIL = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)
# Answers to mail of the secretariat go there. Empty: to the people of the secretariat.
SECRETARIAT_ADDRESS = env.str("SECRETARIAT_ADDRESS", default="")
# A mailbox that the portal reads: imap+ssl://user:password@host:993/INBOX. Empty: it reads none.
MAILBOX_URL = env.str("MAILBOX_URL", default="")
MAILBOX_ADDRESS = env.str("MAILBOX_ADDRESS", default="")  # else the user of that address, or the sender
MAILBOX_AFTER = env.str("MAILBOX_AFTER", default="seen")  # or delete, or move:Folder
MAILBOX_CHECKED_BY = env.str("MAILBOX_CHECKED_BY", default="")  # its server in Authentication-Results

# Security --------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
    }
}
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if DEBUG else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "foundation.web.held.csrf_failure"

# Earlier texts of minutes are removed so many days after their adoption; 0 keeps them.
REVISIONS_DAYS = env.int("REVISIONS_DAYS", default=365)
FORGET_AFTER_DAYS = env.int("FORGET_AFTER_DAYS", default=60)  # after the end of a person's last appointment
CLEARANCE_NEEDS_SIGN_IN = env.bool("CLEARANCE_NEEDS_SIGN_IN", default=False)  # after the link in the mail

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "foundation.web.logs.Formatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {name: {"level": "WARNING"} for name in ("fontTools", "pikepdf", "weasyprint")},
}
