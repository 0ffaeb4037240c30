"""Files of the storage as downloads. They never run or show within the portal's own pages."""

import logging
from collections.abc import Callable

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from foundation.files import docx, pandoc
from foundation.files.storage import AWAY, content_type

log = logging.getLogger(__name__)


def as_image(request, stored, *, kind: str) -> FileResponse | HttpResponse:
    """Returns a stored image for a page of the portal, as that media type and nothing else.

    Its address never gets another content. If the storage is away, a page says so. Raises `Http404` if the
    storage does not have the file.
    """
    answer = as_download(request, stored, name="image")
    if answer.status_code == 200:
        answer["Content-Type"] = kind
        answer["Content-Disposition"] = "inline"
        answer["Cache-Control"] = "private, max-age=86400"
    return answer


def as_word(request, write: Callable[[], bytes], *, name: str) -> HttpResponse:
    """Returns the Word file that `write` makes. If pandoc fails, a page says what to do instead."""
    try:
        content = write()
    except pandoc.Unable:
        log.exception("The Word file %s was not written", name)
        return render(request, "no_word.html", status=503)
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=docx.TYPE, headers=headers)


def as_download(request, stored, *, name: str) -> FileResponse | HttpResponse:
    """Returns the stored file under the name that people know. If the storage is away, a page says so.

    Raises `Http404` if the storage does not have the file.
    """
    try:
        content = stored.open("rb")
    except FileNotFoundError:
        log.error("The file %s is not where it was kept.", stored.name)
        raise Http404("The file is not where it was kept.") from None
    except AWAY:
        log.exception("The storage does not give %s", stored.name)
        return render(request, "503.html", status=503)
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=content_type(name))
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
