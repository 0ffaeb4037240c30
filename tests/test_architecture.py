"""Checks that lower apps and rooms do not use upper ones, where `import-linter` does not look.

The apps stand above one another in the order of `discovery.ORDER`, and the rooms of an app in the order of
its `AppConfig`. `lint-imports` checks the imports. This file checks names in strings, templates, addresses,
foreign keys and migrations. Templates beside `base.html` are the frame, which all use.
"""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver

from foundation.discovery import ORDER

ROOT = Path(__file__).resolve().parent.parent
ROOMS = {app: list(getattr(apps.get_app_config(app), "rooms", ())) for app in ORDER}
# The namespaces of addresses that are named after the noun, not after their app.
NOUNS = {
    "people": "agencies",
    "organizations": "agencies",
    "invitations": "agencies",
    "apply": "agencies",
    "applications": "agencies",
    "mail": "agencies",
    "received": "agencies",
    "circulars": "chairmanship",
    "outside": "chairmanship",
    "troika": "chairmanship",
    "workplan": "chairmanship",
    "proposals": "meetings",
    "deciding": "meetings",
    "referring": "meetings",
}
# For example 'meetings:meeting_detail', 'meetings/agenda/_item.html', 'meetings.Meeting'.
NAME_IN_A_STRING = re.compile(
    rf"({'|'.join(ORDER)}|{'|'.join(NOUNS)})(?::\w+|(/[\w.-]+)+|(?:\.\w+)+)", re.ASCII
)
NAME_IN_A_TAG = re.compile(r"{%\s*(?:include|extends|url)\s+(?:'([^']*)'|\"([^\"]*)\")")


def is_upward(app: str, other: str) -> bool:
    return other in ORDER and ORDER.index(other) > ORDER.index(app)


def app_in_a_name(name: str) -> str:
    """Returns the app of a page, template or model with that name; "" for any other text."""
    found = NAME_IN_A_STRING.fullmatch(name)
    return NOUNS.get(found[1], found[1]) if found else ""


def upward_in_python(app: str, source: str) -> set[str]:
    """Returns the names in strings of this Python that belong to apps above."""
    strings = {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {name for name in strings if is_upward(app, app_in_a_name(name))}


def upward_in_template(place: str, source: str) -> set[str]:
    """Returns the templates and pages above that this template includes, extends or links.

    `place` is its folder: `meetings/agenda`, or `meetings` for the app itself. The address of a page in
    another room of the same app is allowed: pages link to one another both ways.
    """
    app, _, room = place.partition("/")
    found = set()
    for name in (single or double for single, double in NAME_IN_A_TAG.findall(source)):
        there = name.split("/")
        if is_upward(app, app_in_a_name(name)):
            found.add(name)
        elif room and there[0] == app and len(there) > 2:
            order = ROOMS[app]
            if there[1] in order and order.index(there[1]) > order.index(room):
                found.add(name)
    return found


def room_of(model: type[models.Model]) -> tuple[int, int]:
    """Returns where a model stands: the number of its app, and the number of its room there."""
    app, _, rest = model.__module__.partition(".")
    room = rest.split(".")[0]
    return ORDER.index(app), ROOMS[app].index(room) if room in ROOMS[app] else len(ROOMS[app])


def upward_in_model(model: type[models.Model]) -> set[str]:
    """Returns the fields by which a model refers to an app or a room above its own.

    References to the user model do not count, since Django takes that model from the settings.
    """
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return {
        f"{model._meta.label}.{field.name}"
        for field in fields
        if field.related_model
        and field.related_model is not get_user_model()
        and field.related_model._meta.app_label in ORDER
        and room_of(field.related_model) > room_of(model)
    }


def upward_in_migration(migration) -> set[str]:
    """Returns the migrations above that this one depends on, and those below that must run after it."""
    app = migration.app_label
    above = {f"{other}.{name}" for other, name in migration.dependencies if is_upward(app, other)}
    return above | {f"{other}.{name}" for other, name in migration.run_before if is_upward(other, app)}


def python_files(app):
    return sorted((ROOT / app).rglob("*.py"))


def templates_of(app):
    """Yields the templates of an app, each with its place."""
    folder = ROOT / "templates" / app
    for path in sorted(folder.rglob("*.*")):
        inside = path.relative_to(folder).parts
        yield f"{app}/{inside[0]}" if len(inside) > 1 else app, path


@pytest.mark.parametrize("app", ORDER)
def test_python_names_nothing_above(app):
    assert python_files(app)
    found = {str(path): upward_in_python(app, path.read_text()) for path in python_files(app)}
    assert not {path: names for path, names in found.items() if names}


@pytest.mark.parametrize("app", ORDER)
def test_templates_name_nothing_above(app):
    found = {str(path): upward_in_template(place, path.read_text()) for place, path in templates_of(app)}
    assert not {path: names for path, names in found.items() if names}


def test_rooms_are_the_same_for_python_templates_and_the_linter():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    linted = {one["containers"][0]: one["layers"][::-1] for one in contracts if "containers" in one}
    for app, rooms in ROOMS.items():
        folders = {path.parent.name for path in (ROOT / app).glob("*/__init__.py")}
        if app == "gmg_portal":
            assert not rooms
            continue
        assert folders - {"migrations", "management"} == set(rooms)
        assert [room for room in linted[app] if room in rooms] == rooms
        assert {place.partition("/")[2] for place, _ in templates_of(app)} <= set(rooms)


def test_every_namespace_of_the_addresses_is_known():
    def spaces(resolver):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                if pattern.namespace:
                    owner = getattr(pattern.urlconf_module, "__name__", "django").split(".")[0]
                    yield pattern.namespace, owner
                yield from spaces(pattern)

    found = dict(spaces(get_resolver()))
    del found["admin"]
    assert found == {name: NOUNS.get(name, name) for name in found}


@pytest.mark.parametrize("app", ORDER)
def test_models_refer_to_nothing_above(app):
    assert not {name for model in apps.get_app_config(app).get_models() for name in upward_in_model(model)}


def test_migrations_wait_for_nothing_above():
    migrations = MigrationLoader(None).disk_migrations.values()
    assert not {name for one in migrations if one.app_label in ORDER for name in upward_in_migration(one)}


# The checks themselves: each finds what breaks the rule, and accepts what keeps it ----------------


@pytest.mark.parametrize(
    "source",
    [
        "models.ForeignKey('meetings.Meeting', PROTECT)",
        "import_module('meetings.followup.handover')",
        "redirect('meetings:meeting_detail', pk=1)",
        "render(request, 'meetings/agenda/_item.html')",
        "redirect('proposals:proposal_list')",
    ],
)
def test_python_that_names_what_is_above_is_found(source):
    assert upward_in_python("chairmanship", source)


@pytest.mark.parametrize(
    "source",
    [
        "'''The meetings of a term.'''",
        "redirect('chairmanship:line')",
        "redirect('people:person_list')",
        "redirect('applications:application_list')",
        "render(request, 'agencies/members/member_list.html')",
        "'meetings'",
    ],
)
def test_python_that_names_what_is_below_or_foreign_passes(source):
    assert not upward_in_python("chairmanship", source)


@pytest.mark.parametrize(
    "source",
    [
        '{% include "meetings/agenda/_item.html" %}',
        "{% include 'meetings/agenda/_item.html' with item=one only %}",
        '{%extends "gmg_portal/frame.html" %}',
        "<a href=\"{% url 'meetings:meeting_detail' one.pk %}\">",
        "{% url 'documents:document_list' as address %}",
        '{% include "chairmanship/handover/_countdown.html" %}',
    ],
)
def test_a_template_that_names_what_is_above_is_found(source):
    assert upward_in_template("chairmanship/rotation", source)


@pytest.mark.parametrize(
    "source",
    [
        '{% extends "base.html" %}',
        '{% include "_htmx.html" %}',
        "{% include panel.template with facts=panel.facts %}",
        "{% url 'agencies:agency_detail' agency.slug %}",
        "{% url 'chairmanship:handover' term.slug %}",
        '{% include "chairmanship/rotation/_troika.html" %}',
        "{% url 'home' %}",
    ],
)
def test_a_template_that_names_what_is_below_or_the_frame_passes(source):
    assert not upward_in_template("chairmanship/outside", source)


def test_a_model_that_refers_to_what_is_above_is_found(monkeypatch):
    item = apps.get_model("meetings", "AgendaItem")
    assert not upward_in_model(item)
    monkeypatch.setattr(item, "__module__", "meetings.meeting.models")
    assert not upward_in_model(item)  # it refers to the meeting, which is in that room
    monkeypatch.setattr(item, "__module__", "documents.library.models")
    assert "meetings.AgendaItem.meeting" in upward_in_model(item)


def test_a_migration_that_waits_for_what_is_above_is_found():
    migration = next(
        one for one in MigrationLoader(None).disk_migrations.values() if one.app_label == "agencies"
    )
    migration.dependencies = [*migration.dependencies, ("meetings", "0001_initial")]
    assert upward_in_migration(migration) == {"meetings.0001_initial"}
    migration.dependencies, migration.run_before = [], [("foundation", "0001_initial")]
    assert upward_in_migration(migration) == {"foundation.0001_initial"}
