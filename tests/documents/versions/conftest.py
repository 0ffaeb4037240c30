import pytest

from documents.library import actions as library_actions
from tests import factories


@pytest.fixture(autouse=True)
def _storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ana(client):
    factories.membership("IOM", "2003")
    person = factories.person_of("IOM", name="Ana")
    client.force_login(person)
    return person


@pytest.fixture
def document(ana):
    return library_actions.begin(title="Brochure", kind="brochure", lead=factories.agency("IOM"), by=ana)
