"""A line of three chairs in March 2007, for the tests of planning."""

import pytest

from foundation.dates import clock
from tests import factories
from tests.chairmanship.rotation.line import TODAY


@pytest.fixture
def march():
    with clock.moved_to(TODAY):
        yield


@pytest.fixture
def terms():
    for acronym in ("IOM", "UNDESA", "ILO", "FAO", "WHO"):
        factories.membership(acronym, "2003")
    return [
        factories.term("IOM", "2007-01-01", "2007-06-30"),
        factories.term("UNDESA", "2007-07-01", "2007-12-31"),
        factories.term("ILO", "2008-01-01", "2008-12-31"),
    ]
