"""The secretariat, signed in, and an application."""

import pytest

from tests import factories


@pytest.fixture
def secretariat(client):
    person = factories.secretariat(name="Sam")
    client.force_login(person)
    return person


@pytest.fixture
def application():
    return factories.application()
