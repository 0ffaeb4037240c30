from pathlib import Path

import pytest
from django.core.management import call_command

from tests import mailserver, migrated

DEMO = Path(__file__).parent.parent / "gmg_portal" / "demo"


def pytest_configure(config):
    migrated.keep_in(config.cache.mkdir("migrated"))


@pytest.fixture
def history(db):
    """The real history of the Group, and the IOM chairmanship of 2007 whole."""
    call_command("import_archive", DEMO / "gmg-history.json", DEMO / "iom-2007.json", verbosity=0)


@pytest.fixture
def server(settings):
    """A real mail server to which the worker hands what was written."""
    with mailserver.running() as (server, port):
        settings.EMAIL_BACKEND = "foundation.mail.backend.Backend"
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield server


@pytest.fixture
def mail_in_rows(settings):
    """Mail is written down for the worker as in service; otherwise a test finds it in `mail.outbox`."""
    settings.EMAIL_BACKEND = "foundation.mail.backend.Backend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
