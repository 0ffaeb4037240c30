"""The result of a call for contributions as a PDF, which a worker makes, or as a table, narrowed as asked."""

import hashlib
import json

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.contributions import compiled, mail
from documents.contributions.compiled import Compiled
from documents.contributions.models import Answers, Call, CompiledPrint
from documents.document.views import get_document_of_group
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.exports.tables import Asked, Table
from foundation.files import pdf
from foundation.files.storage import forget
from foundation.jobs import outbox
from foundation.portal import demo, group
from foundation.text.words import listed

JOB = "contributions"
MOST = 20  # PDFs kept per call: each way to narrow it makes one
COLUMNS_UPRIGHT, COLUMNS_TURNED = (
    4,
    8,
)  # columns that fit on the page; with more, each entry is shown as a list


# How wide a column of these answers is. That of the agency is 1.2.
WIDTHS = {
    Answers.TEXT: 2, Answers.LONG: 5, Answers.CHOICE: 1.2, Answers.NUMBER: 1.2, Answers.PERIOD: 1.5,
    Answers.PLACE: 1.5, Answers.PURPOSES: 3,
}  # fmt: skip


def filename(call: Call) -> str:
    """Returns the file name without its ending."""
    return f"{group.slug()}-{call.document.slug}-contributions"


def facts(found: Compiled) -> list[str]:
    """Returns the lines under the title."""
    day = PartialDate.of(clock.day_of(found.call.opened_at))
    count = len(found.contributions)
    lines = [
        ngettext(
            "%(count)s response to the call of %(date)s", "%(count)s responses to the call of %(date)s", count
        )
        % {"count": count, "date": day}
    ]
    if missing := listed(one.agency for one in mail.missing(found.call)):
        lines.append(_("No response yet from %(agencies)s") % {"agencies": missing})
    if narrowed := compiled.filters_in_words(found.call, found.asked):
        lines.append(_("Filtered by %(filters)s") % {"filters": " · ".join(narrowed)})
    return lines


def as_html(found: Compiled) -> str:
    """Returns the page (HTML) from which the PDF is made."""
    columns = len(found.call.columns) + 1
    widths = [1.2, *(WIDTHS[column.kind] for column in found.call.columns)]
    said = {
        "found": found,
        "call": found.call,
        "facts": facts(found),
        "widths": [f"{width / sum(widths):.1%}" for width in widths],
        "form": "narrow" if columns <= COLUMNS_UPRIGHT else "wide" if columns <= COLUMNS_TURNED else "list",
        "demonstration": demo.words() if demo.is_demo() else "",
    }
    return render_to_string("pdf/contributions.html", said)


def fingerprint(found: Compiled) -> str:
    """Returns a hash of everything that the PDF says."""
    content = [found.call.document.title, found.call.questions, facts(found)]
    content += [[row.agency, [cell.words for cell in row.cells]] for row in found.rows]
    content += [
        [one.agency.acronym, one.text, [file.sha256 for file in one.files.all()]]
        for one in found.contributions
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _key(asked: dict) -> str:
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def latest_print(found: Compiled) -> CompiledPrint | None:
    """Returns the PDF for that narrowing, made or still to be made; None if nobody asked for it."""
    return CompiledPrint.objects.filter(call=found.call, key=_key(found.asked)).first()


def is_fresh(made: CompiledPrint | None, found: Compiled) -> bool:
    """Whether the PDF is made and still up to date."""
    return bool(made and made.file and made.fingerprint == fingerprint(found))


@transaction.atomic
def ask_for(found: Compiled) -> CompiledPrint:
    """Returns the PDF; if it is not up to date, a worker will make it.

    Deletes the oldest PDFs of the call if there are more than `MOST`.
    """
    made, is_new = CompiledPrint.objects.get_or_create(
        call=found.call, key=_key(found.asked), defaults={"asked": found.asked}
    )
    if is_new:
        for old in CompiledPrint.objects.filter(call=found.call).order_by("-pk")[MOST:]:
            if old.file:
                forget(old.file.name)
            old.delete()
    if not is_fresh(made, found):
        outbox.put(JOB, made.pk)
    return made


def make(job: outbox.Held):
    """Makes the PDF, outside of any transaction. Returns the function that saves it.

    Raises `outbox.Failed`.
    """
    made = CompiledPrint.objects.select_related("call__document").filter(pk=job.subject).first()
    if made is None:
        raise outbox.Failed(_("Newer PDFs of this call have replaced this one."))
    found = compiled.compile_call(made.call, made.asked)
    mark = fingerprint(found)
    try:
        printed = pdf.render(as_html(found), tell=job.tell)
    except pdf.Unavailable as error:
        raise outbox.Failed(str(error)) from error

    def keep():
        made.take(printed.content, name=f"{filename(made.call)}.pdf", pages=printed.pages, fingerprint=mark)

    return keep


def table(asked: Asked) -> Table:
    """Returns the entries of a call, narrowed as the user asked."""
    document = get_document_of_group(asked.user, asked.kwargs["pk"])
    call = get_object_or_404(Call, pk=asked.kwargs["number"], document=document)
    call.document = document
    columns, rows = compiled.sheet_rows(
        call, compiled.compile_call(call, compiled.filters_of(call, asked.GET)).rows
    )
    return Table(f"contributions-{document.slug}", columns, len(rows), rows)


TABLES = {"documents:call_compiled": table}
