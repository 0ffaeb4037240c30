"""Checks squashed migrations. Remove this module with the last `replaces`."""

from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

HINT = "Nothing was changed. Run migrate with the version before this one, then with this one."


@register(Tags.database)
def check_all_or_none_of_the_replaced(databases=None, **kwargs) -> list[Error]:
    """Returns an error for each app that the database has from before, but not with all that was replaced.

    `migrate` runs this check first. Without it Django would leave such an app as it is without a word, or
    fail with an error that nobody understands.
    """
    errors = []
    for alias in databases or []:
        applied = MigrationRecorder(connections[alias]).applied_migrations()
        for (app, name), migration in MigrationLoader(connections[alias]).replacements.items():
            there, needed = sum(one in applied for one in migration.replaces), len(migration.replaces)
            is_there = (app, name) in applied or not any(of == app for of, _ in applied)
            if there < needed and not is_there:
                said = f"This database is too old. {app}.{name} replaces {needed}; {there} are there."
                errors.append(Error(said, hint=HINT, id="foundation.E001"))
    return errors
