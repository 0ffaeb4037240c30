"""Exports are asked for, made by the worker, and deleted after a day."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.exports.models import Export
from foundation.exports.tables import AT_ONCE, Table, table_of
from foundation.files import sheets
from foundation.files.storage import ending, forget
from foundation.jobs import outbox


@transaction.atomic
def ask_for(table: Table, address: str, *, kind: sheets.Kind, by) -> Export:
    """Returns the export of that address. The worker makes it, once for all who ask before it is done."""
    values = {
        "owner": by.pk,
        "address": address,
        "filename": sheets.filename(table.name, kind),
        "rows": table.count,
        "asked_at": clock.now(),
    }
    mark = Export.mark_of(by, address)
    export, is_new = Export.objects.select_for_update().get_or_create(mark=mark, defaults=values)
    if not is_new:
        forget(export.file.name)
        Export.objects.filter(pk=export.pk).update(**values, file="", size=None)
    outbox.put(Export.JOB, export.pk)
    return export


def make(job: outbox.Held) -> Callable[[], None]:
    """Makes the file, outside any transaction. Returns a function that stores it. Raises `outbox.Failed`."""
    export = Export.objects.get(pk=job.subject)
    try:
        user = get_user_model().objects.get(pk=export.owner, is_active=True)
        table = table_of(user, export.address)
    except (get_user_model().DoesNotExist, PermissionDenied, Http404):
        raise outbox.Failed(_("You can no longer open the page with this table.")) from None
    content = tempfile.TemporaryFile()  # noqa: SIM115  # closed by `keep`
    try:
        rows = _told(table.rows, table.count, job)
        kind = cast(sheets.Kind, ending(export.filename))
        sheets.write(content, table.name, table.columns, rows, kind)
    except BaseException:
        content.close()
        raise

    def keep() -> None:
        with content:
            export.take(content)

    return keep


def _told(rows: Iterable, count: int, job: outbox.Held) -> Iterator:
    """Yields the rows, and tells how many of them are written."""
    for done, row in enumerate(rows):
        if done % AT_ONCE == 0:
            numbers = {"done": done, "count": max(count, done)}
            words = _("%(done)s of %(count)s rows")
            job.tell(words % {name: number_format(one, force_grouping=True) for name, one in numbers.items()})
        yield row


@transaction.atomic
def forget_outdated() -> None:
    """Deletes the exports that are older than a day, with their files."""
    outdated = Export.objects.outdated().select_for_update()
    for name in outdated.exclude(file="").values_list("file", flat=True):
        forget(name)
    outdated.delete()
