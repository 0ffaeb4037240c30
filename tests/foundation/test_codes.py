"""Choices: what is stored are codes, what is shown are labels, and an archive has its own words."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from chairmanship.models import Level
from chairmanship.rotation.archive import LEVEL
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
