"""The evening of a term's last day: the report is made by the schedule, whatever happens to the worker."""

import datetime as dt
import json
import subprocess

import pytest

from tests import mailserver
from tests.services.harness import PATIENCE, a_portal

CHAIR_PASSES = """
import datetime as dt
from foundation.dates import clock
from tests import factories, samples
today = clock.today()
term = factories.term("IOM", str(today - dt.timedelta(days=364)), str(today))
samples.more_meetings(term, meetings={meetings}, decisions={decisions})
factories.term("UNDESA", str(today + dt.timedelta(days=1)), str(today + dt.timedelta(days=365)))
factories.person_of("UNDESA", email="incoming@example.org")
"""
# In one process: on a busy machine the worker is not kept from its work by those that look.
UNTIL = """
import time
from foundation.models import Job
until = time.monotonic() + {patience}
while not Job.objects.filter(kind="handover-report", **{{{what!r}: {words!r}}}).exists():
    assert time.monotonic() < until
    time.sleep(0.1)
"""
LOOK = """
import hashlib, json
from django.conf import settings
from chairmanship.models import HandoverReport
from foundation.dates import clock
from foundation.models import Job, Mail
report, job = HandoverReport.objects.first(), Job.objects.filter(kind="handover-report").first()
files = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
print(json.dumps({
    "reports": HandoverReport.objects.count(), "jobs": Job.objects.filter(kind="handover-report").count(),
    "mails": Mail.objects.filter(subject__contains="Open matters from IOM").count(),
    "step": job.step if job else "", "error": job.error if job else "",
    "made": report.standing if report and report.made_at and report.as_at == clock.today() else "",
    "files": len(files), "whole": all(file.endswith(b"%%EOF\\n") for file in files),
    "same": {hashlib.sha256(file).hexdigest() for file in files} == {report.sha256, report.summary_sha256},
}))
"""
ATTEMPTS = "from foundation.models import Job; print(Job.objects.get(kind='handover-report').attempts)"
MADE_ONCE = {
    "reports": 1, "jobs": 1, "mails": 1, "step": "", "error": "",
    "made": "provisional", "files": 2, "whole": True, "same": True,
}  # fmt: skip
NOT_YET = {"made": "", "files": 0}
SMALL_DISK = 'mount -t tmpfs -o size=40k none "$0" && exec "$@"'


def where_it_is_evening() -> str:
    """A zone in which it is after seven in the evening, and not yet eight."""
    ahead = 19 - dt.datetime.now(dt.UTC).hour
    return f"Etc/GMT{-(ahead if ahead <= 14 else ahead - 24):+d}"  # those names count westwards


@pytest.fixture
def portal(tmp_path, databases):
    with mailserver.running() as (server, port), a_portal(tmp_path, databases) as portal:
        portal.environment |= {
            "GROUP_TIME_ZONE": where_it_is_evening(),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        }
        portal.server = server
        yield portal
        portal.kill_all()


def wait_until(portal, what, words) -> None:
    portal.python(UNTIL.format(what=what, words=words, patience=PATIENCE))


def look(portal) -> dict:
    return json.loads(portal.python(LOOK))


def sent(portal) -> list[str]:
    """Whom the open matters were sent to."""
    return [to for to, message in portal.server.got if "Open matters from IOM" in message["subject"]]


def runs_on(portal) -> None:
    """Another worker takes it up: it is made once, and nothing more is due."""
    portal.start("worker")
    portal.wait_for(lambda: sent(portal) and look(portal)["made"], "the matters are sent and the report made")
    portal.kill("worker")
    portal.kill("beat")
    assert portal.python("from chairmanship.handover import tasks; print(tasks.run_handovers())") == "0"
    assert look(portal) == MADE_ONCE
    assert sent(portal) == [["incoming@example.org"]]


@pytest.mark.parametrize("size", [(20, 120), pytest.param((80, 500), marks=pytest.mark.slow)])
def test_report_whose_worker_is_killed_on_the_last_day_is_made_once(portal, size):
    portal.python(CHAIR_PASSES.format(meetings=size[0], decisions=size[1]))
    portal.start("worker")
    portal.start("beat")
    wait_until(portal, "step__contains", "pages")
    portal.kill("worker")
    assert NOT_YET.items() <= look(portal).items()
    runs_on(portal)
    assert portal.python(ATTEMPTS) == "2"


def test_report_that_finds_the_disk_full_on_the_last_day_comes_when_there_is_place(portal):
    media = portal.data_dir / "media"
    media.mkdir()
    small = ["unshare", "--map-root-user", "--mount", "sh", "-c", SMALL_DISK, str(media)]
    if subprocess.run([*small, "true"], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk of their own")
    portal.python(CHAIR_PASSES.format(meetings=2, decisions=2))
    worker = portal.start("worker", within=small)
    portal.start("beat")
    wait_until(portal, "error__contains", "full or unavailable")
    assert NOT_YET.items() <= look(portal).items()
    disk = f"/proc/{worker.pid}/root{media}"
    left = subprocess.run(["find", disk, "-type", "f"], capture_output=True, text=True, check=True).stdout
    assert left == ""
    portal.kill("worker")
    runs_on(portal)
