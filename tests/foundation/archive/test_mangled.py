"""Whatever stands in a file: it is read, or refused with its faults and nothing written. Never a crash."""

import copy
import json
import random

import pytest

from chairmanship.models import Chairmanship
from foundation import archive
from tests.foundation.archive.rich import rich
from tests.foundation.archive.tools import emptied, faults

pytestmark = pytest.mark.django_db

ODD = [None, True, False, 0, 1, -1, 1.5, 10**30, [], {}, [None], [[]], {"": None}, [{}]]
ODD += ["", " ", "x", "\0", "\ud800", "2007", "2007-02-30", "chair", "troika", "9" * 50]
ODD += ["IOM", "RC", "ECE", "rc-2007-01", "Statement"]


def spots(value):
    """Every place within a value: its container and its key."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(inner, dict | list):
            yield from spots(inner)


def mangled(chance: random.Random) -> dict:
    data = rich()
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        container, key = chance.choice(list(spots(data)))
        how = chance.choice(["drop", "odd", "odd", "swap", "double"])
        if how == "drop":
            del container[key]
        elif how == "odd":
            container[key] = copy.deepcopy(chance.choice(ODD))
        elif how == "swap":
            other, its_key = chance.choice(list(spots(data)))
            container[key] = copy.deepcopy(other[its_key])
        elif isinstance(container, list):
            container.append(copy.deepcopy(container[key]))
        else:
            container[chance.choice(["", "é", *container])] = copy.deepcopy(container[key])
    return data


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 6))]
)
def test_mangled_archive_is_read_or_refused(tmp_path, seed):
    chance = random.Random(seed)
    path = tmp_path / "a.json"
    empty = archive.export()
    for _ in range(20):
        path.write_text(json.dumps(mangled(chance)))
        lines = faults(path)
        if lines:
            assert all(line.isprintable() and ": " in line for line in lines)
            assert archive.export() == empty
            continue
        written = archive.export()
        assert not any(tally.new or tally.changed for tally in archive.read([path]))
        assert archive.export() == written
        terms = {term.slug: archive.export(term) for term in Chairmanship.objects.all()[:2]}
        emptied()
        path.write_bytes(written)
        archive.read([path])
        assert archive.export() == written
        for slug, data in terms.items():
            emptied()
            path.write_bytes(data)
            archive.read([path])
            assert archive.export(Chairmanship.objects.by_slug(slug)) == data
        emptied()
