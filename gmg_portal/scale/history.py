"""The history of what was made in bulk, written in bulk: who made what, and when."""

import datetime as dt
from collections.abc import Iterable
from random import Random

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import F, Max

from agencies.models import User
from documents.models import Step
from meetings.models import Attendance, Invitation, Meeting

UNTOLD = (Invitation, Attendance, Step)  # so many that they would be most of the history
EMPTY = (None, "", [], {})
ADOPTED = {"minutes": ["circulated", "adopted"]}


def write(
    made: Iterable[tuple[type[models.Model], list]], *, by: list[User], since: dt.datetime, dice: Random
):
    """Writes that each of these rows was made by one of these people, within the year."""
    entries = []
    for model, rows in made:
        if not auditlog.contains(model) or model in UNTOLD:
            continue
        left_out = auditlog.get_model_fields(model)["exclude_fields"]
        fields = [one for one in model._meta.concrete_fields if one.name not in left_out]
        kind = ContentType.objects.get_for_model(model)
        for row in rows:
            at, actor = since + dt.timedelta(minutes=dice.randrange(500_000)), dice.choice(by)
            told = {"content_type": kind, "object_pk": str(row.pk), "object_id": row.pk, "actor": actor}
            told |= {"object_repr": row.title if model is Meeting else f"{model.__name__} {row.pk}"}
            entries.append(
                LogEntry(**told, timestamp=at, action=LogEntry.Action.CREATE, changes=_made(row, fields))
            )
            if model is Meeting:
                entries.append(LogEntry(**told, timestamp=at, action=LogEntry.Action.UPDATE, changes=ADOPTED))
    entries.sort(key=lambda entry: entry.timestamp)
    LogEntry.objects.bulk_create(entries, batch_size=5000)


def _made(row: models.Model, fields: list[models.Field]) -> dict[str, list[str]]:
    values = ((one.name, getattr(row, one.attname)) for one in fields)
    return {name: ["None", str(value)] for name, value in values if value not in EMPTY}


def move_up(last: int) -> None:
    """Moves the entries up to that key above all others, as the history is read by its keys."""
    top = LogEntry.objects.aggregate(top=Max("pk"))["top"]
    LogEntry.objects.filter(pk__lte=last).update(id=F("id") + top)
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), [LogEntry]):
            cursor.execute(line)
