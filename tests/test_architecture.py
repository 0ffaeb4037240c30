"""Imports run one way: foundation ← agencies ← chairmanship ← documents ← meetings ← gmg_portal.

What an app knows of another counts as an import of it, in whatever form: the Python import, the name in a
string, the foreign key, the migration that must come first, the template and the address of a page.
Templates beside `base.html` are the frame, which all may use.
"""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver

from foundation.discovery import ORDER

ROOT = Path(__file__).resolve().parent.parent
APPS = "|".join(ORDER)
# 'meetings:meeting_detail', 'meetings/_item.html', 'emails/meetings/invite.txt', 'meetings.Meeting'
# The addresses and the folders of templates that go by the noun, not by the app that has them.
NOUNS = {
    "people": "agencies",
    "organizations": "agencies",
    "invitations": "agencies",
    "apply": "agencies",
    "applications": "chairmanship",
    "proposals": "meetings",
    "deciding": "meetings",
    "mail": "agencies",
    "circulars": "chairmanship",
    "workplan": "chairmanship",
    "outside": "chairmanship",
    "troika": "chairmanship",
}
NAME_IN_A_STRING = re.compile(rf"(?:emails/)?({APPS}|{'|'.join(NOUNS)})(?::\w+|/[\w./-]+|(?:\.\w+)+)")
NAME_IN_A_TAG = re.compile(r"{%\s*(?:include|extends|url)\s+(?:'([^']*)'|\"([^\"]*)\")")


def is_upward(app: str, other: str) -> bool:
    return other in ORDER and ORDER.index(other) > ORDER.index(app)


def app_in_a_name(name: str) -> str:
    """The app that this name of a page, template or model belongs to; empty for any other text."""
    found = NAME_IN_A_STRING.fullmatch(name)
    return NOUNS.get(found[1], found[1]) if found else ""


def upward_in_python(app: str, source: str) -> set[str]:
    """What this Python of an app names of the apps above it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = {alias.name: alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:  # a relative import stays in its app
            names = {node.module: node.module.split(".")[0]}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = {node.value: app_in_a_name(node.value)}
        else:
            continue
        found |= {name for name, other in names.items() if is_upward(app, other)}
    return found


def upward_in_template(app: str, source: str) -> set[str]:
    """The templates and pages of the apps above that this template of an app includes, extends or links."""
    names = {single or double for single, double in NAME_IN_A_TAG.findall(source)}
    return {name for name in names if is_upward(app, app_in_a_name(name))}


def upward_in_model(model: type[models.Model]) -> set[str]:
    """The fields by which a model refers to the apps above it."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return {
        f"{model._meta.label}.{field.name}"
        for field in fields
        if field.related_model and is_upward(model._meta.app_label, field.related_model._meta.app_label)
    }


def upward_in_migration(migration) -> set[str]:
    """The migrations of the apps above that this one waits for, and those below that must wait for it."""
    app = migration.app_label
    above = {f"{other}.{name}" for other, name in migration.dependencies if is_upward(app, other)}
    return above | {f"{other}.{name}" for other, name in migration.run_before if is_upward(other, app)}


def python_files(app):
    return sorted((ROOT / app).rglob("*.py"))


def template_files(app):
    names = [app, *(noun for noun, owner in NOUNS.items() if owner == app)]
    folders = [ROOT / app / "templates"]
    for name in names:
        folders += [ROOT / "templates" / name, ROOT / "templates" / "emails" / name]
    return sorted(path for folder in folders for path in folder.rglob("*.*"))


@pytest.mark.parametrize("app", ORDER)
def test_python_names_nothing_above(app):
    assert python_files(app)
    found = {str(path): upward_in_python(app, path.read_text()) for path in python_files(app)}
    assert not {path: names for path, names in found.items() if names}


@pytest.mark.parametrize("app", ORDER)
def test_templates_name_nothing_above(app):
    found = {str(path): upward_in_template(app, path.read_text()) for path in template_files(app)}
    assert not {path: names for path, names in found.items() if names}


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


def test_templates_are_where_they_are_looked_for():
    assert sum(len(template_files(app)) for app in ORDER) > 10


@pytest.mark.parametrize("app", ORDER)
def test_models_refer_to_nothing_above(app):
    assert not {name for model in apps.get_app_config(app).get_models() for name in upward_in_model(model)}


def test_migrations_wait_for_nothing_above():
    migrations = MigrationLoader(None).disk_migrations.values()
    assert not {name for one in migrations if one.app_label in ORDER for name in upward_in_migration(one)}


# The checks themselves: each finds what breaks the rule, and lets pass what keeps it -----------------


@pytest.mark.parametrize(
    "source",
    [
        "import meetings.models",
        "import os, meetings",
        "from meetings import models",
        "from meetings.models import Meeting as M",
        "def late():\n    from gmg_portal import views",
        "if TYPE_CHECKING:\n    import documents",
        "models.ForeignKey('meetings.Meeting', PROTECT)",
        "import_module('meetings.handover')",
        "redirect('meetings:meeting_detail', pk=1)",
        "render(request, 'meetings/_item.html')",
        "redirect('proposals:proposal_list')",
        "render(request, 'meetings/proposals/propose.html')",
        "render_to_string('emails/meetings/invite.txt')",
    ],
)
def test_python_that_names_what_is_above_is_found(source):
    assert upward_in_python("chairmanship", source)


@pytest.mark.parametrize(
    "source",
    [
        "import agencies.models",
        "from foundation import clock",
        "from . import rotation",
        "from .models import Chairmanship",
        "from django.contrib import auth",
        "import meetingsroom",
        "'''The meetings of a term.'''",
        "redirect('chairmanship:line')",
        "redirect('people:person_list')",
        "redirect('applications:application_list')",
        "'meetings'",
    ],
)
def test_python_that_names_what_is_below_or_foreign_passes(source):
    assert not upward_in_python("chairmanship", source)


@pytest.mark.parametrize(
    "source",
    [
        '{% include "meetings/_item.html" %}',
        "{% include 'meetings/_item.html' with item=one only %}",
        '{%extends "gmg_portal/frame.html" %}',
        "<a href=\"{% url 'meetings:meeting_detail' one.pk %}\">",
        "{% url 'documents:document_list' as address %}",
    ],
)
def test_a_template_that_names_what_is_above_is_found(source):
    assert upward_in_template("chairmanship", source)


@pytest.mark.parametrize(
    "source",
    [
        '{% extends "base.html" %}',
        '{% include "_htmx.html" %}',
        "{% include panel.template with facts=panel.facts %}",
        "{% url 'agencies:agency_detail' agency.slug %}",
        "{% url 'home' %}",
    ],
)
def test_a_template_that_names_what_is_below_or_the_frame_passes(source):
    assert not upward_in_template("chairmanship", source)


def test_a_model_that_refers_to_what_is_above_is_found(monkeypatch):
    meeting = apps.get_model("meetings", "Meeting")
    field = next(field for field in meeting._meta.fields if field.related_model)
    assert not upward_in_model(meeting)
    monkeypatch.setattr(meeting._meta, "app_label", "foundation")
    assert f"{meeting._meta.label}.{field.name}" in upward_in_model(meeting)


def test_a_migration_that_waits_for_what_is_above_is_found():
    migration = next(
        one for one in MigrationLoader(None).disk_migrations.values() if one.app_label == "agencies"
    )
    migration.dependencies = [*migration.dependencies, ("meetings", "0001_initial")]
    assert upward_in_migration(migration) == {"meetings.0001_initial"}
    migration.dependencies, migration.run_before = [], [("foundation", "0001_initial")]
    assert upward_in_migration(migration) == {"foundation.0001_initial"}
