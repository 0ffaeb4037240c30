"""Choices: what is stored are codes, what is shown are labels, and an archive has its own words."""

import importlib
import re
from types import SimpleNamespace

import pytest
from auditlog.models import LogEntry
from django.apps import apps
from django.db import connection, models
from django.utils.functional import Promise

from chairmanship.models import Level
from chairmanship.rotation.archive import LEVEL
from documents.models import Document
from foundation.archive.lists import Shape, lists
from foundation.archive.values import Choice
from meetings.archive import OFFICE
from meetings.models import Action

HOUSE = ("foundation", "agencies", "chairmanship", "documents", "meetings", "gmg_portal")
CODE = re.compile("[a-z]+(_[a-z]+)*")


def every_choice_class() -> list[type[models.Choices]]:
    """All classes of choices of the house, also those of no field."""
    found, waiting = set(), [models.TextChoices, models.IntegerChoices]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.split(".")[0] in HOUSE:
                found.add(one)
    return sorted(found, key=lambda one: (one.__module__, one.__qualname__))


def fields_with_choices():
    return [
        field
        for app in HOUSE
        if apps.is_installed(app)
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        if field.choices
    ]


@pytest.mark.parametrize("choices", every_choice_class(), ids=lambda one: one.__qualname__)
def test_choices_have_codes_and_labels_that_can_be_translated(choices):
    assert len(choices) > 1
    for one in choices:
        # The empty code means that something has not happened yet, or has no limit.
        assert CODE.fullmatch(one.value) or one.value == "", one
        assert isinstance(one.label, Promise), one
        assert str(one.label).strip(), one
    assert len(set(map(str, choices.labels))) == len(choices)


def test_every_field_with_choices_stores_codes():
    found = fields_with_choices()
    assert len(found) > 30
    for field in found:
        for value, label in field.flatchoices:
            assert CODE.fullmatch(value) or value == "", field
            assert isinstance(label, Promise), field


def choice_keys(shape: Shape):
    for key in shape.keys:
        if isinstance(key, Choice):
            yield key
    for rows in shape.rows:
        yield from choice_keys(rows)


KEYS = [key for entries in lists() for key in choice_keys(entries.shape) if key.field.flatchoices]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: str(key.field))
def test_archive_has_a_word_for_each_code_and_reads_it_back(key):
    codes = [value for value, _ in key.field.flatchoices if value]
    assert sorted(key.words) == sorted(codes)
    assert [key.read(key.write(code)) for code in codes] == codes
    for code in set(codes) - set(key.words.values()):
        with pytest.raises(ValueError, match="is none of"):
            key.read(code)


def test_archive_has_a_word_for_each_level_of_an_achievement():
    assert sorted(LEVEL) == sorted(Level.values)


def test_archive_has_a_word_for_each_office():
    assert sorted(OFFICE) == sorted(Action.Office.values)
    assert len(set(OFFICE.values())) == len(OFFICE)


MIGRATIONS = [
    "agencies.migrations.0017_codes",
    "chairmanship.migrations.0011_codes",
    "documents.migrations.0011_codes",
    "foundation.migrations.0006_codes",
    "meetings.migrations.0017_codes",
]


@pytest.mark.parametrize("name", MIGRATIONS)
def test_migration_leaves_only_values_that_the_field_offers(name):
    app, values = name.split(".")[0], importlib.import_module(name).VALUES
    for model, fields in values.items():
        for field, codes in fields.items():
            offered = {value for value, _ in apps.get_model(app, model)._meta.get_field(field).flatchoices}
            assert set(codes.values()) <= offered
            assert not set(codes) & offered
            assert len(set(codes.values())) == len(codes)


def test_migration_changes_what_a_report_says_of_the_chair():
    change = importlib.import_module("chairmanship.migrations.0011_codes").change_report
    facts = {"capacity": "co-chair", "chapters": {"overview": {"capacity": "co-chair", "place": ""}, "a": []}}
    changed = change(facts, lambda codes, value: codes.get(value, value))
    assert changed["capacity"] == changed["chapters"]["overview"]["capacity"] == "co_chair"
    assert changed["chapters"].keys() == facts["chapters"].keys()
    assert change({}, None) == {}


def test_migration_changes_values_and_history_there_and_back(db):
    document = Document.objects.create(title="A note", kind="survey")
    document.kind = "information_note"
    document.save()
    entry = LogEntry.objects.get_for_object(document).first()
    values = importlib.import_module("documents.migrations.0011_codes").VALUES
    operation = importlib.import_module("foundation.migrations._codes").recode("documents", values)
    operation.reverse_code(apps, SimpleNamespace(connection=connection))
    assert Document.objects.get().kind == "information note"
    entry.refresh_from_db()
    assert entry.changes["kind"] == ["survey", "information note"]
    operation.code(apps, SimpleNamespace(connection=connection))
    assert Document.objects.get().kind == "information_note"
    entry.refresh_from_db()
    assert entry.changes["kind"] == ["survey", "information_note"]
    assert entry.changes_display_dict["kind"] == ["survey", "information note"]


@pytest.mark.parametrize(
    ("title", "standing", "kind"),
    [
        ("GMG website", "", "website"),
        ("Schedule of GMG meetings", "", "schedule"),
        ("Criteria for the admission of new members", "", "criteria"),
        ("How we work", "working_methods", "working_methods"),
        ("Form of 2012", "application_template", "template"),
        ("A website on child labour", "", "other"),
    ],
)
def test_migration_gives_institutional_work_its_kind(db, title, standing, kind):
    migration = importlib.import_module("documents.migrations.0017_institutional_kinds")
    document = Document.objects.create(title=title, kind="other", standing=standing)
    migration.give_kinds(apps, None)
    document.refresh_from_db()
    assert document.kind == kind


def test_migration_leaves_two_documents_of_one_title_apart(db):
    migration = importlib.import_module("documents.migrations.0017_institutional_kinds")
    for kind in ("other", "template"):
        Document.objects.create(title="Form", kind=kind, standing="application_template")
    migration.give_kinds(apps, None)
    assert sorted(Document.objects.values_list("kind", flat=True)) == ["other", "template"]
