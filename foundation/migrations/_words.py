"""Fills and indexes the columns that a search looks through, for the migrations of all apps."""

import logging

from django.db import DatabaseError, migrations, transaction

from foundation.text import searching

log = logging.getLogger(__name__)


def fill_words(app: str, *models: str, at_once: int = 1000) -> migrations.RunPython:
    """Returns the operation that writes the words of all rows of these models."""

    def run(apps, schema_editor) -> None:
        for name in models:
            model = apps.get_model(app, name)
            before = model._base_manager.using(schema_editor.connection.alias).count()
            assert searching.fill(model, schema_editor.connection.alias, at_once=at_once) == before

    return migrations.RunPython(run, migrations.RunPython.noop)


def index_words(app: str, *models: str) -> migrations.RunPython:
    """Returns the operation that lets PostgreSQL find a part of a word by an index of its trigrams.

    Without the right to add the extension the search is as good, but reads all rows. SQLite always does.
    """

    def run(apps, schema_editor) -> None:
        connection = schema_editor.connection
        if connection.vendor != "postgresql":
            return
        try:
            with transaction.atomic(connection.alias), connection.cursor() as cursor:
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError:
            log.warning("PostgreSQL does not allow pg_trgm: the search works without an index.")
            return
        for name in models:
            table = apps.get_model(app, name)._meta.db_table
            with connection.cursor() as cursor:
                cursor.execute(
                    f'CREATE INDEX "{table}_words" ON "{table}" USING gin ("words" gin_trgm_ops)'
                )

    def undo(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for name in models:
                table = apps.get_model(app, name)._meta.db_table
                with schema_editor.connection.cursor() as cursor:
                    cursor.execute(f'DROP INDEX IF EXISTS "{table}_words"')

    return migrations.RunPython(run, undo)
