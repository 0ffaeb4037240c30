"""Tables that the worker makes, for tests: asked for by their page, made, and downloaded."""

from django.urls import reverse

from foundation.jobs import outbox
from foundation.models import Export, Job


def exported(client, address: str, query: dict) -> bytes:
    """Returns the content of a long table, once the page is asked for it and a worker has made it."""
    answer = client.get(address, query)
    assert answer.status_code == 302, answer.status_code
    export = Export.objects.latest("asked_at")
    assert answer.url == reverse("export", args=[export.pk])
    make(export)
    download = client.get(reverse("export_file", args=[export.pk]))
    assert download.headers["Content-Disposition"] == f'attachment; filename="{export.filename}"'
    return b"".join(download.streaming_content)


def make(export: Export) -> Job:
    """Lets a worker make an export. Returns the job as it ended."""
    job = Job.objects.filter(kind=Export.JOB, subject=str(export.pk)).first()
    outbox.do(job.pk)
    job.refresh_from_db()
    return job
