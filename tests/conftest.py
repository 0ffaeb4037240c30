import shutil

import pytest
from django.test import TransactionTestCase

from tests import datasets, mailserver


def pytest_itemcollected(item):
    """A test with a database begins with its dataset: that comes before all other fixtures."""
    if item.get_closest_marker("django_db") or "_django_db_helper" in item.fixturenames:
        item.fixturenames.insert(0, "dataset")


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """In place of pytest-django's: the databases of `tests.datasets`."""
    kept = datasets.on_this_database(request.config.cache.mkdir("datasets"))
    with django_db_blocker.unblock(), kept.running(), pytest.MonkeyPatch.context() as patch:
        # Django would empty all tables after a test with transactions.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: kept.spoil())
        yield kept


@pytest.fixture
def dataset(request, django_db_setup, django_db_blocker):
    name = next((name for name in ("demo", "history") if name in request.fixturenames), "empty")
    with django_db_blocker.unblock():
        django_db_setup.hold(name)


@pytest.fixture
def history(db):
    """The real history of the Group, and the IOM chairmanship of 2007 whole. `dataset` has put it there."""


@pytest.fixture
def demo(transactional_db, django_db_setup, settings):
    """The demo as `make run` has it, with the password of the tests. `dataset` has put its rows there."""
    shutil.copytree(django_db_setup.files("demo"), settings.MEDIA_ROOT, dirs_exist_ok=True)


@pytest.fixture
def server(settings):
    """A real mail server to which the worker hands what was written."""
    with mailserver.running() as (server, port):
        settings.EMAIL_BACKEND = "foundation.mail.Backend"
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield server


@pytest.fixture
def mail_in_rows(settings):
    """Mail is written down for the worker as in service; otherwise a test finds it in `mail.outbox`."""
    settings.EMAIL_BACKEND = "foundation.mail.Backend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
