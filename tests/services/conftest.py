import pytest

from tests.services.harness import a_portal


@pytest.fixture(scope="package")
def portal(tmp_path_factory, databases):
    """One migrated portal for the tests of this folder."""
    with a_portal(tmp_path_factory.mktemp("portal"), databases) as portal:
        yield portal


@pytest.fixture
def portal_processes(portal):
    """The same portal with nothing running; what the test starts is ended after it."""
    yield portal
    portal.kill_all()
