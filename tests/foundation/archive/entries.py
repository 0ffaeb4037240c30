"""Entries for the tests of merging."""

import json

from foundation import archive

TERM = {"agency": "IOM", "from": "2007-01-01", "to": "2007-06-30"}
AGENCIES = [{"acronym": "IOM", "name": "Migration"}, {"acronym": "ILO", "name": "Labour"}]


def meeting(**more):
    return {"meetings": [{"level": "working", "date": "2007-02-01", **more}]}


def names_in_archive(term, key, name="title"):
    return [entry[name] for entry in json.loads(archive.export(term)).get(key, ())]


def application(**said):
    return {"applications": [{"applicant": "UNESCO", **said}]}
