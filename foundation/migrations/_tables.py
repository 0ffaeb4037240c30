"""Creates the tables of an app at once, for its squashed migration."""

from django.db.migrations.operations.base import Operation


class CreateTables(Operation):
    """Does what its `CreateModel`s do, and renders the models of the portal once for all of them.

    Django by itself renders all related models again after each, which took most of the time of a first
    `migrate`. So their foreign keys may also form a circle.
    """

    serialization_expand_args = ["models"]

    def __init__(self, models):
        self.models = models

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for one in self.models:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for one in self.models:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for one in reversed(self.models):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.models)} tables"
