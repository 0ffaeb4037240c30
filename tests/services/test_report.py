"""The handover report, made by a real worker that is killed while it sets the pages."""

import json

import pytest

pytestmark = pytest.mark.slow  # test_last_day.py shows the same of a smaller one

WANT = """
from tests.samples import busy_term
from chairmanship.handover.actions import reports
reports.request_report(busy_term(meetings=120, decisions=800), by=None)
"""
LOOK = """
import hashlib, json, pathlib
from django.conf import settings
from chairmanship.models import HandoverReport
from foundation.models import Job
report, job = HandoverReport.objects.get(), Job.objects.get(kind="handover-report")
files = [path.read_bytes() for path in pathlib.Path(settings.MEDIA_ROOT, "reports").glob("*")]
print(json.dumps({
    "state": job.state, "step": job.step, "attempts": job.attempts,
    "files": len(files), "whole": all(file.endswith(b"%%EOF\\n") for file in files),
    "same": {hashlib.sha256(file).hexdigest() for file in files} == {report.sha256, report.summary_sha256},
}))
"""


@pytest.fixture
def portal(portal_processes):
    return portal_processes


def look(portal) -> dict:
    return json.loads(portal.python(LOOK))


def test_report_whose_worker_is_killed_comes_once_after_a_restart(portal):
    portal.start("worker")
    portal.start("beat")
    portal.python(WANT)
    portal.wait_for(lambda: "pages" in look(portal)["step"], "the pages are being set")
    portal.kill("worker")
    left = look(portal)
    assert (left["state"], left["files"]) != ("done", 2), "it was made before it could be killed"
    portal.start("worker")
    portal.wait_for(lambda: look(portal)["state"] == "done", "the report is made")
    made = look(portal)
    assert made == {"state": "done", "step": "", "attempts": 2, "files": 2, "whole": True, "same": True}
