"""Brings stored texts to the one form of ADR 22, for the migrations of all apps."""

import re

from django.db import migrations

from foundation.text import rich

AT_ONCE = 200  # rows
WAS_RICH = re.compile(r"<(?:p|h3|h4|blockquote|ul|ol)>")

DASHED = re.compile(r"<p[^>]*>- [^<]*(?:<br>- [^<]*)*</p>")  # how a list was written in plain text


def _as_list(found: re.Match) -> str:
    points = re.sub(r"^<p[^>]*>- |</p>$", "", found[0]).split("<br>- ")
    return f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>"


def as_stored(text: str) -> str:
    """Returns a text from before, rich or plain, in the one form. What was struck out was `<del>` then."""
    if not WAS_RICH.match(text):
        return rich.clean(DASHED.sub(_as_list, rich.from_plain(text)))
    return rich.clean(text.replace("<del>", "<s>").replace("</del>", "</s>"))


def bring_texts(app: str, fields: dict[str, tuple[str, ...]], *, also=None, but=None) -> migrations.RunPython:
    """Returns the operation that changes the texts in these fields, by model. It cannot be undone.

    `but` has, by model, a lookup for rows that stay. `also(row, field)` may change more of a row; it returns
    the names of what it changed.
    """

    def run(apps, schema_editor) -> None:
        for model, names in fields.items():
            rows = apps.get_model(app, model)._base_manager.using(schema_editor.connection.alias)
            found = rows.exclude(**(but or {}).get(model, {"pk": None}))
            for name in names:
                _bring(found, name, also)

    return migrations.RunPython(run)


def _bring(rows, field: str, also) -> None:
    waiting, changed = [], {field}
    for row in rows.exclude(**{field: ""}).order_by("pk").iterator(AT_ONCE):
        before = getattr(row, field)
        if (text := as_stored(before)) != before:
            setattr(row, field, text)
            changed |= set(also(row, field) if also else ())
            waiting.append(row)
    rows.model._base_manager.using(rows.db).bulk_update(waiting, sorted(changed), batch_size=AT_ONCE)
