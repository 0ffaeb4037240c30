"""The handover of a term: it opens, closes and tells the next chair by itself, once, whenever the worker
runs.
"""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.storage import FileSystemStorage

from chairmanship.handover import queries, tasks
from chairmanship.handover import report as report_of_handover
from chairmanship.handover.actions import handover, reports
from chairmanship.models import Handover, HandoverReport, OpenMatter
from chairmanship.rotation import rotation
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from foundation.verbs import Refused
from meetings.agenda.actions import change_item
from meetings.models import AgendaItem, Decision
from tests import factories
from tests.chairmanship.handover.handovers import AFTER, EVENING, LAST, OPENS, mailed_to, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_handover_opens_and_tells_the_troika_once(term):
    with clock.moved_to(OPENS - dt.timedelta(days=1)):
        work()
        assert not Handover.objects.exists()
    for _ in range(2):
        with clock.moved_to(OPENS):
            work()
    assert mailed_to("Chair passes from IOM to UNDESA after 30 June 2007") == [
        "iom@example.org", "undesa@example.org", "unhcr@example.org",
    ]  # fmt: skip
    assert "/chair/iom-2007-01/handover/" in mail.outbox[0].body
    assert "ends in 45 days, on 30 June 2007" in mail.outbox[0].body


def test_handover_opens_when_the_setting_says(term, settings):
    settings.HANDOVER_DAYS = 10
    with clock.moved_to(dt.date(2007, 6, 19)):
        assert not queries.is_open(term)
    with clock.moved_to(dt.date(2007, 6, 20)):
        assert queries.is_open(term)


def test_handover_of_a_short_term_opens_with_it(people):
    term = factories.term("IOM", "2007-06-15", "2007-06-30")
    assert queries.opens_on(term) == term.starts


def test_open_matters_are_sent_and_the_report_made_on_the_last_day_whoever_pressed_nothing(term):
    with clock.moved_to(dt.datetime(2007, 6, 30, 17, 59, tzinfo=clock.zone())):
        work()
        assert not HandoverReport.objects.exists()
    with clock.moved_to(dt.datetime(2007, 6, 30, 18, 0, tzinfo=clock.zone())):
        work()
        work()
    report = term.reports.get()
    assert (report.standing, report.as_at, report.version) == ("provisional", LAST, 1)
    assert report.filename == "gmg-handover-report-iom-2007-01-v1-provisional.pdf"
    assert mailed_to("Open matters from IOM, chair in January to June 2007") == ["undesa@example.org"]
    assert [one for one in mail.outbox if "report" in one.subject] == []
    text = " ".join(mail.outbox[-1].body.split())
    assert "One matter was open" in text
    assert "IOM is expected to release it to you or issue it by 30 July 2007." in text
    assert "a version with the facts only, without the narrative, from 31 July 2007." in text
    assert "/chair/iom-2007-01/handover/" in text


def test_worker_that_was_down_on_the_last_day_catches_up(term):
    with clock.moved_to(dt.date(2007, 7, 20)):
        work()
        work()
    assert term.reports.get().is_provisional
    assert mailed_to("Open matters from IOM") == ["undesa@example.org"]
    assert mailed_to("Chair passes") == []  # it has passed; that it will is no news


def test_history_hands_nothing_over(term):
    with clock.moved_to(dt.date(2012, 1, 1)):
        work()
    assert not Handover.objects.exists()
    assert not HandoverReport.objects.exists()


def test_draft_that_was_being_made_as_the_term_ended_is_made_anew_as_provisional(term):
    with clock.moved_to(LAST):
        reports.request_report(term, by=None)
        work()
    assert term.reports.get().standing == "draft"
    with clock.moved_to(AFTER):
        work()
        work()
    assert term.reports.get().is_provisional
    assert mailed_to("Open matters from IOM") == ["undesa@example.org"]


def test_report_that_the_portal_makes_as_the_term_ends_is_made_for_nobody(term, people):
    with clock.moved_to(LAST):
        reports.request_report(term, by=people["IOM"])
        assert term.reports.get().requested_by == people["IOM"]
    with clock.moved_to(AFTER):
        tasks.run_handovers()
        assert term.reports.get().requested_by is None
        reports.request_report(term, by=people["IOM"])
        assert term.reports.get().requested_by == people["IOM"]


def test_report_issued_before_the_end_is_told_of_with_the_open_matters(term):
    with clock.moved_to(LAST):
        reports.issue_report(made(term), by=None)
        work()
    with clock.moved_to(AFTER):
        work()
        work()
    assert [report.standing for report in term.reports.all()] == ["issued"]
    assert mailed_to("Open matters from IOM") == ["undesa@example.org"]
    assert "IOM has issued its handover report." in mail.outbox[-1].body
    assert mailed_to("issued") == []


def test_next_chair_is_told_when_the_report_is_issued(term):
    with clock.moved_to(AFTER):
        work()
        work()
    with clock.moved_to(dt.date(2007, 7, 10)):
        reports.issue_report(term.reports.get(), by=None)
        work()
        work()
    assert mailed_to("Handover report of IOM, January to June 2007, issued") == ["undesa@example.org"]
    report = term.reports.get()
    assert (report.is_issued, len(report.sha256)) == (True, 64)


def test_handover_to_nobody_waits_for_somebody(people):
    term = factories.term("IOM", "2007-01-01", "2007-06-30")
    factories.secretariat(email="sec@example.org")
    for day in (AFTER, dt.date(2007, 7, 2)):
        with clock.moved_to(day):
            work()
            work()
    assert mailed_to("Nobody to receive the handover of IOM") == ["sec@example.org"]
    assert term.reports.count() == 1
    factories.term("UNDESA", "2007-09-01", "2007-12-31")
    with clock.moved_to(dt.date(2007, 8, 3)):
        work()
        work()
        assert "You can open a version with the facts only" in mail.outbox[-1].body
    assert mailed_to("Open matters from IOM") == ["undesa@example.org"]


def test_handover_to_an_agency_without_people_is_told_to_the_secretariat(people):
    factories.term("IOM", "2007-01-01", "2007-06-30")
    factories.term("FAO", "2007-07-01", "2007-12-31")
    factories.secretariat(email="sec@example.org")
    with clock.moved_to(AFTER):
        work()
        work()
    assert mailed_to("Nobody to receive the handover of IOM") == ["sec@example.org"]
    assert "the next chair, FAO, because it has no focal point" in mail.outbox[-1].body


def test_end_that_is_moved_while_the_handover_is_open_moves_it(term):
    with clock.moved_to(OPENS):
        work()
    following = type(term).objects.get(starts=term.ends + dt.timedelta(days=1))
    following.starts = dt.date(2007, 9, 1)
    following.save()
    term.ends = dt.date(2007, 8, 31)
    term.save()
    with clock.moved_to(AFTER):
        work()
        assert not HandoverReport.objects.exists()
    with clock.moved_to(dt.date(2007, 7, 17)):
        work()
        assert queries.is_open(term)
    with clock.moved_to(dt.date(2007, 9, 1)):
        work()
    assert queries.handover_of(term).closed_for == dt.date(2007, 8, 31)
    assert len(mailed_to("after 30 June 2007")) == 3
    assert "undesa@example.org" in mailed_to("after 31 August 2007")


def test_co_chairs_each_hand_over_to_who_stays_or_comes(people):
    one = factories.term("IOM", "2007-01-01", "2007-06-30", capacity="co_chair")
    other = factories.term("ILO", "2007-01-01", "2007-12-31", capacity="co_chair")
    comes = factories.term("UNDESA", "2008-01-01", "2008-06-30")
    assert rotation.successors(one) == [other]
    assert rotation.successors(other) == [comes]
    with clock.moved_to(AFTER):
        work()
        work()
    assert mailed_to("Open matters from IOM") == ["ilo@example.org"]


# Faults ---------------------------------------------------------------------------------------------


def made(term) -> HandoverReport:
    reports.request_report(term, by=None)
    for pk in Job.objects.due().values_list("pk", flat=True):
        outbox.do(pk)
    return term.reports.get(state="draft")


def test_report_that_finds_the_disk_full_leaves_no_half_file_and_comes_when_there_is_place(
    term, settings, monkeypatch
):
    def full(self, name, content):
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read()[:1000])  # as much as there was place for
        raise OSError(28, "No space left on device")

    with clock.moved_to(AFTER):
        with monkeypatch.context() as patched:
            patched.setattr(FileSystemStorage, "_save", full)
            work()
            work()
        report = term.reports.get()
        assert (report.made_at, report.pdf.name) == (None, "")
        assert "full or unavailable" in reports.report_job(report).error
        assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
        assert mailed_to("Open matters from IOM") == ["undesa@example.org"]  # they wait for no report
    with clock.moved_to(dt.date(2007, 7, 2)):
        work()
        work()
    report = term.reports.get()
    assert report.is_provisional
    with report.pdf.open() as file:
        assert file.read().endswith(b"%%EOF\n")
    assert mailed_to("Open matters from IOM") == ["undesa@example.org"]


def test_report_that_was_given_up_is_wanted_again_by_the_next_run(term, monkeypatch):
    with clock.moved_to(AFTER):
        with monkeypatch.context() as patched:
            patched.setattr(report_of_handover, "render", lambda *args, **kwargs: 1 / 0)
            work()
            for minutes in (1, 2, 3):
                with clock.moved_to(dt.datetime(2007, 7, 1, 8, minutes, tzinfo=dt.UTC)):
                    for pk in Job.objects.due().values_list("pk", flat=True):
                        outbox.do(pk)
        assert reports.report_job(term.reports.get()).state == "failed"
    with clock.moved_to(dt.date(2007, 7, 2)):
        work()
    assert term.reports.get().is_provisional


def test_worker_that_died_in_the_middle_of_closing_closes_once(term, monkeypatch):
    """What it wrote before it died is gone with its transaction."""
    create = OpenMatter.objects.create
    with clock.moved_to(AFTER):
        with monkeypatch.context() as patched:
            patched.setattr(OpenMatter.objects, "create", lambda **fields: create(**fields) and 1 / 0)
            with pytest.raises(ZeroDivisionError):
                handover.run_due()
        assert not Handover.objects.filter(closed_at__isnull=False).exists()
        assert not OpenMatter.objects.exists()
        work()
        work()
    assert term.reports.count() == 1
    assert queries.handover_of(term).open_matters.count() == 1
    assert len(mailed_to("Open matters from IOM")) == 1


def test_draft_is_made_anew_without_what_was_closed_to_some_of_its_readers(term, people):
    met = factories.meeting("2007-05-14", called_at=clock.now(), agenda_state="adopted")
    item = AgendaItem.objects.create(meeting=met, position=1, title="Safe houses in Alboria")
    Decision.objects.create(item=item, position=0, text="Nobody publishes where they are.")
    with clock.moved_to(EVENING):
        draft = reports.request_report(term, by=people["IOM"])
        work()
        draft.refresh_from_db()
        assert "Nobody publishes" in str(draft.facts)
        change_item(item, changes={"restricted": "principals"}, revision=0, by=people["IOM"])
        draft.refresh_from_db()
        with pytest.raises(Refused, match="still being created"):
            reports.issue_report(draft, by=people["IOM"])
        work()
        draft.refresh_from_db()
        assert "Nobody publishes" not in str(draft.facts)
        assert "Alboria" not in str(draft.facts)
        assert reports.issue_report(draft, by=people["IOM"]).is_issued
