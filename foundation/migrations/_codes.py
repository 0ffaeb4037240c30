"""Changes the stored values of choices, for the migrations of all apps. See docs/adr/0019."""

from collections.abc import Callable

from django.db import migrations
from django.db.models import Case, Q, Value, When

AT_ONCE = 500  # rows


def recode(app: str, values: dict[str, dict[str, dict[str, str]]]) -> migrations.RunPython:
    """Returns the operation that changes old values to new ones, also in the audit log; and back.

    `values` has the new values by the old ones, by field, by model.
    """

    def change(apps, schema_editor, *, back: bool) -> None:
        using = schema_editor.connection.alias
        for name, fields in values.items():
            turned = {field: _turned(codes, back=back) for field, codes in fields.items()}
            for field, codes in turned.items():
                cases = [When(**{field: old}, then=Value(new)) for old, new in codes.items()]
                rows = apps.get_model(app, name)._base_manager.using(using).filter(**{f"{field}__in": [*codes]})
                rows.update(**{field: Case(*cases)})
            _change_history(apps, using, app, name, turned)

    return migrations.RunPython(
        lambda apps, editor: change(apps, editor, back=False),
        lambda apps, editor: change(apps, editor, back=True),
    )


def recode_facts(app: str, model: str, field: str, change: Callable) -> migrations.RunPython:
    """Returns the operation that changes values within a JSON field; and back.

    `change(value, turn)` returns the JSON value with each stored choice replaced by `turn(codes, choice)`,
    where `codes` has the new values by the old ones.
    """

    def run(apps, schema_editor, *, back: bool) -> None:
        def turn(codes: dict[str, str], choice):
            return _turned(codes, back=back).get(choice, choice)

        def changed(value):
            return value and change(value, turn)

        rows = apps.get_model(app, model)._base_manager.using(schema_editor.connection.alias)
        _save(rows, field, changed)

    return migrations.RunPython(
        lambda apps, editor: run(apps, editor, back=False), lambda apps, editor: run(apps, editor, back=True)
    )


def _turned(codes: dict[str, str], *, back: bool) -> dict[str, str]:
    return {new: old for old, new in codes.items()} if back else codes


def _change_history(apps, using: str, app: str, model: str, turned: dict[str, dict[str, str]]) -> None:
    """Changes the values in the audit log: each field has a pair there, its value before and after."""

    def changed(changes):
        found = dict(changes)
        for field, codes in turned.items():
            if isinstance(pair := found.get(field), list):
                found[field] = [codes.get(value, value) for value in pair]
        return found

    kinds = apps.get_model("contenttypes", "ContentType").objects.using(using)
    kind = kinds.filter(app_label=app, model=model.lower()).first()
    if kind:
        entries = apps.get_model("auditlog", "LogEntry").objects.using(using)
        named = Q(*[("changes__has_key", field) for field in turned], _connector=Q.OR)
        _save(entries.filter(named, content_type_id=kind.pk), "changes", changed)


def _save(rows, field: str, changed: Callable) -> None:
    waiting = []
    for row in rows.only("pk", field).order_by("pk").iterator(AT_ONCE):
        value = getattr(row, field)
        if (new := changed(value)) != value:
            setattr(row, field, new)
            waiting.append(row)
    rows.model._base_manager.using(rows.db).bulk_update(waiting, [field], batch_size=AT_ONCE)
