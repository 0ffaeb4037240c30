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
    0001_initial
    0002_mail_and_portal
    0003_told
    0004_mail_taken_back_and_summarized
agencies
    0001_initial
    0002_purposes_and_periods
    0003_named_unless_part
    0004_people
    0005_applications_answered_and_assessed
    0006_first_criteria
    0007_user_mails
    0008_purpose_keywords
    0009_calendar_key
    0010_what_an_agency_says
    0011_editions
    0012_criteria_of_editions
    0013_dossiers
    0014_application_prints
    0015_former_addresses
    0016_telephone
chairmanship
    0001_initial
    0002_one_chair
    0003_revision
    0004_circulars
    0005_workplan
    0006_handover
    0007_one_chair_at_the_end
    0008_outside_and_troika
    0009_narrative
    0010_narrative_answer
documents
    0001_initial
    0002_versions_and_symbols
    0003_life_of_a_document
    0004_public_addresses
    0005_text_prints
    0006_clearance
    0007_contributions
    0008_occasion_of_a_document
    0009_compiled_prints
    0010_event_of_a_document_removed
meetings
    0001_initial
    0002_proposals_comments_and_stages
    0003_when_a_meeting_was_called
    0004_proposal_deferred_from
    0005_whole_meetings
    0006_on_behalf
    0007_circulations_and_reports
    0008_attendance_coherent
    0009_packs_and_prints
    0010_undo_of_a_move
    0011_support_on_behalf
    0012_minutes_adopted_at_the_next_meeting
    0013_workplan
    0014_meeting_without_adoption
    0015_item_of_an_application
    0016_undo_of_an_answer_on_a_guest
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
