"""A term, and a way to read archives, for the tests of merging."""

import pytest

from tests import factories
from tests.foundation.archive.tools import faults, file


@pytest.fixture
def term():
    return factories.term("IOM")


@pytest.fixture
def read(tmp_path):
    """Reads archives of those lists, all in one call; gives the faults."""

    def read(*archives, update=False):
        files = [file(tmp_path / f"{number}.json", **lists) for number, lists in enumerate(archives)]
        return [line.replace(f"{tmp_path}/", "") for line in faults(*files, update=update)]

    return read
