import gc
import logging
import shutil

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import TransactionTestCase

from foundation.models import Portal
from foundation.portal import facts
from tests import datasets, mailserver
from tests.khal import Khal

LONGEST = ["tests/services/", "tests/e2e/"]


def pytest_itemcollected(item):
    """Makes a test with a database begin with its dataset, before all other fixtures."""
    if item.get_closest_marker("django_db") or "_django_db_helper" in item.fixturenames:
        item.fixturenames.insert(0, "dataset")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Runs the longest tests first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: next((n for n, one in enumerate(LONGEST) if item.nodeid.startswith(one)), 9))


def pytest_collection_finish(session):
    """Excludes what is loaded from garbage collection, which took a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(autouse=True)
def portal_asked_anew(request):
    """Forgets what the test before read of the portal. Without a database nothing is stored of it."""
    caches["pages"].clear()
    facts.forget()
    if "_django_db_helper" not in request.fixturenames and not request.node.get_closest_marker("django_db"):
        facts._kept.row = Portal()


@pytest.fixture(scope="session")
def databases(request, django_test_environment, django_db_blocker):
    """The datasets, for tests that need more than the one that their database has."""
    folder = request.config.cache.mkdir("datasets")
    with (
        datasets.on_this_database(folder, django_db_blocker).running() as databases,
        pytest.MonkeyPatch.context() as patch,
    ):
        # Otherwise Django would empty all tables after a test with transactions.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: databases.spoil())
        yield databases


@pytest.fixture(scope="session")
def django_db_setup(databases):
    """Replaces that of pytest-django, which would migrate."""


@pytest.fixture
def dataset(request, databases):
    """Prepares the rows that the test begins with."""
    databases.hold(next((name for name in ("demo", "history") if name in request.fixturenames), "empty"))


@pytest.fixture
def history(db):
    """The real history of the Group, with the whole IOM chairmanship of 2007. `dataset` prepares it."""


@pytest.fixture
def demo(transactional_db, databases, settings):
    """The demo as `make run` has it, with the password of the tests. `dataset` prepares its rows."""
    shutil.copytree(databases.files("demo"), settings.MEDIA_ROOT, dirs_exist_ok=True)


@pytest.fixture
def bare_refusals(monkeypatch, caplog):
    """Answers a refusal with its status only, without page and traceback: the table has a thousand."""
    caplog.set_level(logging.ERROR, "django.request")
    monkeypatch.setattr(
        "django.core.handlers.exception.get_exception_response",
        lambda request, resolver, status, exception: HttpResponse(status=status),
    )


@pytest.fixture
def server(settings):
    """A real mail server, to which the worker sends the mail."""
    with mailserver.running() as (server, port):
        settings.EMAIL_BACKEND = "foundation.mail.backend.Backend"
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield server


@pytest.fixture
def khal(tmp_path):
    """A real calendar program, to which a test gives the portal's calendar files."""
    with Khal(tmp_path).running() as khal:
        yield khal


@pytest.fixture
def mail_in_rows(settings):
    """Saves mail for the worker, as in production. Without this a test finds it in `mail.outbox`."""
    settings.EMAIL_BACKEND = "foundation.mail.backend.Backend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
