"""The history of what was made in bulk, written in bulk: who made what, and when."""

import datetime as dt
from operator import attrgetter

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import F, Max

from documents.models import Step
from gmg_portal.scale.year import Year
from meetings.models import Attendance, Invitation, Meeting

UNTOLD = (Invitation, Attendance, Step)  # so many that they would be most of the history
MINUTES = 365 * 24 * 60  # of a year
EMPTY = (None, "", [], {})
ADOPTED = {"minutes": ["circulated", "adopted"]}


def write(year: Year) -> None:
    """Writes that all that the year made was made by its people, each thing on some day of it."""
    people, since, entries = year.people, year.moment(year.first), []
    for model, rows in year.made.items():
        if not auditlog.contains(model) or model in UNTOLD:
            continue
        left_out = auditlog.get_model_fields(model)["exclude_fields"]
        fields = [one for one in model._meta.concrete_fields if one.name not in left_out]
        kind = ContentType.objects.get_for_model(model)
        for row in rows:
            told = {
                "content_type": kind,
                "object_pk": str(row.pk),
                "object_id": row.pk,
                "object_repr": f"{model._meta.verbose_name} {row.pk}",
                "actor": year.dice.choice(people),
                "timestamp": since + dt.timedelta(minutes=year.dice.randrange(MINUTES)),
            }
            entries.append(LogEntry(**told, action=LogEntry.Action.CREATE, changes=_made(row, fields)))
            if model is Meeting:
                entries.append(LogEntry(**told, action=LogEntry.Action.UPDATE, changes=ADOPTED))
    entries.sort(key=attrgetter("timestamp"))
    LogEntry.objects.bulk_create(entries)


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
