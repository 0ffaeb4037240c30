"""Tests what `tests.datasets` promises to all other tests."""

import datetime as dt
from pathlib import Path

import pytest

from agencies.models import Agency, Question
from foundation import archive
from foundation.dates import clock
from meetings.models import PaperFile
from tests import datasets, factories


def test_history_is_what_its_files_tell(history):
    files = [datasets.DEMO / "gmg-history.json", datasets.DEMO / "iom-2007.json"]
    assert archive.export() == archive.preview(files)


@pytest.mark.django_db(transaction=True)
def test_what_a_test_with_transactions_leaves_is_thrown_away_and_seeds_are_there_again(databases):
    factories.agency("IOM")
    Question.objects.all()._raw_delete("default")
    databases.spoil()
    databases.hold("empty")
    assert not Agency.objects.exists()
    assert Question.objects.exists()


def test_demo_is_of_the_day_and_the_rest_of_no_day():
    before = {name: datasets.key(name) for name in datasets.MAKE}
    with clock.moved_to(clock.today() + dt.timedelta(days=1)):
        after = {name: datasets.key(name) for name in datasets.MAKE}
    assert {name for name in datasets.MAKE if before[name] != after[name]} == {"demo", "short", "long"}


def test_demo_has_its_files(demo):
    assert [Path(row.file.path).read_bytes()[:4] for row in PaperFile.objects.all()] == [b"%PDF"]
