"""Goes when the last `replaces` goes: migrations that took the place of several older ones."""

from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

HINT = "Nothing was changed. Run migrate with the version before this one, then with this one."


@register(Tags.database)
def check_all_or_none_of_the_replaced(databases=None, **kwargs) -> list[Error]:
    """An error for each app of which a database has some of the replaced migrations, but not all.

    `migrate` asks this before it begins. Django itself would leave such an app as it is without a word, or
    fail with words that nobody understands.
    """
    errors = []
    for alias in databases or []:
        applied = MigrationRecorder(connections[alias]).applied_migrations()
        for (app, name), migration in MigrationLoader(connections[alias]).replacements.items():
            there, needed = sum(one in applied for one in migration.replaces), len(migration.replaces)
            if 0 < there < needed:
                said = f"This database is too old. {app}.{name} replaces {needed}; {there} are there."
                errors.append(Error(said, hint=HINT, id="foundation.E001"))
    return errors
