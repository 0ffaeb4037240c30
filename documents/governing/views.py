"""The pages of governing documents: the list, and the one in force on a day."""

import datetime as dt

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.models import Edition
from documents.document.models import Document
from documents.document.views import sees_all
from documents.governing import queries
from foundation.dates import clock, reading, shown
from foundation.web.public import public_page


@require_safe
@public_page
def standing_list(request):
    today = clock.today()
    edition = Edition.objects.in_force(today) if queries.reads_editions(request.user) else None
    rows = []
    for slug, which in queries.SLUGS.items():
        texts = queries.line(which, request.user)
        is_as_editions = which in Document.AS_EDITIONS
        rows.append(
            {
                "slug": slug,
                "which": which,
                "is_as_editions": is_as_editions,
                "edition": edition if is_as_editions else None,
                "text": None if is_as_editions else queries.in_force(texts, today),
                "texts": texts,
                "undated": queries.undated(which, request.user),
            }
        )
    return render(
        request, "documents/governing/standing_list.html", {"rows": rows, "sees_all": sees_all(request.user)}
    )


@require_safe
@public_page
def standing_detail(request, which):
    """Shows the document in force on the day asked for, else today, and what it changed."""
    if which not in queries.SLUGS:
        raise Http404
    typed = request.GET.get("on", "")
    day, refusal = _day(typed)
    if queries.SLUGS[which] in Document.AS_EDITIONS:
        return _editions(request, queries.SLUGS[which], day, refusal, typed)
    texts = queries.line(queries.SLUGS[which], request.user)
    text = queries.in_force(texts, day)
    everything = sees_all(request.user)
    before = queries.text_before(texts, text) if text else None
    context = {
        "which": queries.SLUGS[which],
        "day": day,
        "refusal": refusal,
        "typed": typed if refusal else shown.day(day),
        "text": text,
        "texts": texts,
        "undated": queries.undated(queries.SLUGS[which], request.user),
        "before": before,
        "versions": queries.read_by(text, all_of_them=everything) if text else (),
        "compared": queries.changes(before, text, all_of_them=everything) if text else None,
        "purposes": queries.purposes_in(text) if text else (),
        "sees_all": everything,
    }
    return render(request, "documents/governing/standing_detail.html", context)


def _editions(request, which, day: dt.date, refusal: str, typed: str):
    """Shows the edition by which applications are judged on that day, and the documents from before."""
    reads = queries.reads_editions(request.user)
    context = {
        "which": which,
        "is_template": which == Document.Standing.APPLICATION_TEMPLATE,
        "day": day,
        "refusal": refusal,
        "typed": typed if refusal else shown.day(day),
        "edition": Edition.objects.in_force(day) if reads else None,
        "editions": queries.editions() if reads else (),
        "texts": queries.line(which, request.user),
        "undated": queries.undated(which, request.user),
        "may_write": request.user.has_perm("agencies.review_applications"),
        "sees_all": sees_all(request.user),
    }
    return render(request, "documents/governing/standing_editions.html", context)


def _day(typed: str) -> tuple[dt.date, str]:
    """Returns the day asked for, else today; and why what was typed could not be read."""
    if not typed.strip():
        return clock.today(), ""
    try:
        return reading.read_day(typed), ""
    except reading.NotADate as why:
        return clock.today(), str(why)
