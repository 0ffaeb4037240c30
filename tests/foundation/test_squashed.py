"""A database from before the migrations were squashed. All of this goes when the last `replaces` goes."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db

# What such a database has written down. The list is a copy: it does not follow what the migrations replace.
OLD = """
foundation
    0001_squashed_0004_mail_taken_back_and_summarized
    0005_words
    0006_codes
    0007_names_of_the_group
    0008_forms_sent_once
agencies
    0001_squashed_0016_telephone
    0017_codes
    0018_names
    0019_words
    0020_texts
    0021_secretariat_roles
    0022_corrections
chairmanship
    0001_squashed_0010_narrative_answer
    0011_codes
    0012_words
    0013_circular_language
    0014_texts
    0015_release_of_reports
    0016_event_purposes
    0017_report
    0018_published_report
    0019_report_images
documents
    0001_squashed_0010_event_of_a_document_removed
    0011_codes
    0012_words
    0013_texts
    0014_imported_text
    0015_unread
    0016_contribution_revisions
    0017_institutional_kinds
    0018_speaking
    0019_publication_requests
    0020_level_of_clearance
meetings
    0001_squashed_0016_undo_of_an_answer_on_a_guest
    0017_codes
    0018_words
    0019_texts
    0020_minutes_given_over_and_notice
    0021_corrigenda_and_readers
    0022_referred_documents
    0023_application_corrections
"""


def old_names() -> list[tuple[str, str]]:
    names, app = [], ""
    for line in OLD.strip().splitlines():
        if line.startswith(" "):
            names.append((app, line.strip()))
        else:
            app = line
    return names


@pytest.fixture
def recorder():
    """The records of a database of that time. A migration that came later stays written down."""
    recorder = MigrationRecorder(connection)
    for squashed, migration in MigrationLoader(connection).replacements.items():
        for name in [squashed, *migration.replaces]:
            recorder.record_unapplied(*name)
    for name in old_names():
        recorder.record_applied(*name)
    return recorder


def plan():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def test_a_database_of_that_time_is_taken_as_migrated(recorder, client):
    squashed = MigrationLoader(connection).replacements.keys()
    assert {app for app, _ in squashed} == {app for app, _ in old_names()}
    assert not squashed & recorder.applied_migrations().keys()
    assert plan() == []
    assert client.get("/readyz").status_code == 200
    call_command("migrate", verbosity=0, skip_checks=False)
    assert squashed <= recorder.applied_migrations().keys()


@pytest.mark.parametrize("app", sorted({app for app, _ in old_names()}))
def test_an_older_database_is_refused_and_not_ready(recorder, client, app):
    recorder.record_unapplied(*max(name for name in old_names() if name[0] == app))
    before = recorder.applied_migrations().keys()
    with pytest.raises(CommandError, match=f"too old. {app}.0001_squashed"):
        call_command("migrate", verbosity=0, skip_checks=False)
    assert recorder.applied_migrations().keys() == before
    assert client.get("/readyz").text == "migrations: 1 not applied; run manage.py migrate\n"


@pytest.mark.parametrize("app", sorted({app for app, _ in old_names()}))
def test_a_database_of_a_release_before_is_refused(recorder, app):
    for name in old_names():
        if name[0] == app:
            recorder.record_unapplied(*name)
    recorder.record_applied(app, "0001_initial")
    with pytest.raises(CommandError, match=rf"too old. {app}.0001_squashed\S* replaces \d+; 0 are there"):
        call_command("migrate", verbosity=0, skip_checks=False)
