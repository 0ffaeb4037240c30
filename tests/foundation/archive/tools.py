"""What the tests of the archive share."""

import json

from foundation import archive
from foundation.archive import FORMAT, Refused
from foundation.archive.lists import lists


def emptied():
    """Takes everything out of the portal that an archive holds, but the purposes."""
    models = {model for entries in lists() for model in entries.shape.models()}
    while models:
        for model in list(models):
            parents = {field.related_model for other in models - {model} for field in other._meta.fields}
            if model not in parents:
                model.objects.all()._raw_delete(using="default")
                models.remove(model)


def file(path, data=None, **lists):
    """A file of those data, or of those lists with the head that every archive has."""
    data = {"format": FORMAT, "title": "A test", **lists} if data is None else data
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def faults(*files, update=False):
    """The faults of those files, with nothing before their places."""
    before = archive.export()
    try:
        archive.read(files, update=update)
    except Refused as refused:
        assert archive.export() == before
        return refused.lines
    return []
