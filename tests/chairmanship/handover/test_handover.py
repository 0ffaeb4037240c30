"""The handover of a term: it opens, closes and sends its report by itself, once, whenever the worker runs."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chairmanship.handover import queries, tasks
from chairmanship.handover import report as report_of_handover
from chairmanship.handover.actions import handover, reports
from chairmanship.handover.awaiting import awaiting
from chairmanship.models import Achievement, Handover, HandoverReport, OpenMatter
from chairmanship.rotation import rotation
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from foundation.verbs import Refused
from meetings.agenda.actions import change_item
from meetings.models import Action, AgendaItem, Decision, Proposal
from tests import factories

pytestmark = pytest.mark.django_db

OPENS, LAST, AFTER = dt.date(2007, 5, 16), dt.date(2007, 6, 30), dt.date(2007, 7, 1)
EVENING = dt.datetime(2007, 6, 30, 18, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def people():
    return {
        name: factories.person_of(name, email=f"{name.lower()}@example.org")
        for name in ("UNHCR", "IOM", "UNDESA", "ILO")
    }


@pytest.fixture
def term(people):
    factories.term("UNHCR", "2006-07-01", "2006-12-31")
    term = factories.term("IOM", "2007-01-01", "2007-06-30")
    factories.term("UNDESA", "2007-07-01", "2007-12-31")
    return term


def work() -> None:
    """What the worker does: its timetable, then every job that is due."""
    tasks.run_handovers()
    for pk in Job.objects.due().values_list("pk", flat=True):
        outbox.do(pk)


def told(subject: str) -> list[str]:
    return sorted(to for one in mail.outbox if subject in one.subject for to in one.to)


def open_matters(term):
    """One matter of each kind that the meetings know, and one of them for principals only."""
    met = factories.meeting("2007-05-14", called_at=clock.now(), agenda_state="adopted")
    stood = factories.meeting("2007-04-20", called_at=clock.now(), minutes="adopted")
    item = AgendaItem.objects.create(meeting=stood, position=0, title="Item")
    closed = AgendaItem.objects.create(meeting=stood, position=1, title="Closed", restricted="principals")
    Action.objects.create(item=item, position=0, text="Find the money.", done=False)
    Action.objects.create(item=item, position=1, text="Send it.", done=False, agency=term.agency)
    Action.objects.create(item=closed, position=0, text="Tell nobody.", done=False)
    Proposal.objects.create(
        title="Topic",
        proposed_by=factories.agency("ILO"),
        entered_by=factories.user(),
        proposed_at=clock.now(),
    )
    factories.application("IFAD", "2007-03-01")
    return met


def test_handover_opens_and_tells_the_troika_once(term):
    with clock.moved_to(OPENS - dt.timedelta(days=1)):
        work()
        assert not Handover.objects.exists()
    for _ in range(2):
        with clock.moved_to(OPENS):
            work()
    assert told("The chair passes on 30 June 2007: IOM to UNDESA") == [
        "iom@example.org", "undesa@example.org", "unhcr@example.org",
    ]  # fmt: skip
    assert "/chair/iom-2007-01/handover/" in mail.outbox[0].body
    assert "In 45 days" in mail.outbox[0].body


def test_handover_opens_when_the_setting_says(term, settings):
    settings.HANDOVER_DAYS = 10
    with clock.moved_to(dt.date(2007, 6, 19)):
        assert not queries.is_open(term)
    with clock.moved_to(dt.date(2007, 6, 20)):
        assert queries.is_open(term)


def test_handover_of_a_short_term_opens_with_it(people):
    term = factories.term("IOM", "2007-06-15", "2007-06-30")
    assert queries.opens_on(term) == term.starts


def test_report_is_made_on_the_last_day_and_sent_whoever_pressed_nothing(term):
    with clock.moved_to(dt.datetime(2007, 6, 30, 17, 59, tzinfo=clock.zone())):
        work()
        assert not HandoverReport.objects.exists()
    with clock.moved_to(dt.datetime(2007, 6, 30, 18, 0, tzinfo=clock.zone())):
        work()
        work()
    report = term.reports.get()
    assert (report.standing, report.as_at, report.version) == ("provisional", LAST, 1)
    assert report.filename == "gmg-handover-report-iom-2007-01-v1-provisional.pdf"
    assert told("The provisional handover report of IOM") == ["undesa@example.org"]
    assert "expected by 30 July 2007" in mail.outbox[-1].body


def test_worker_that_was_down_on_the_last_day_catches_up(term):
    with clock.moved_to(dt.date(2007, 7, 20)):
        work()
        work()
    assert term.reports.get().is_provisional
    assert told("The provisional handover report of IOM") == ["undesa@example.org"]
    assert told("The chair passes") == []  # it has passed; that it will is no news


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
    assert told("provisional handover report") == ["undesa@example.org"]


def test_report_that_the_portal_makes_as_the_term_ends_is_made_for_nobody(term, people):
    with clock.moved_to(LAST):
        reports.request_report(term, by=people["IOM"])
        assert term.reports.get().requested_by == people["IOM"]
    with clock.moved_to(AFTER):
        tasks.run_handovers()
        assert term.reports.get().requested_by is None
        reports.request_report(term, by=people["IOM"])
        assert term.reports.get().requested_by == people["IOM"]


def test_issued_report_goes_as_it_is(term):
    with clock.moved_to(LAST):
        reports.issue_report(made(term), by=None)
        work()
    with clock.moved_to(AFTER):
        work()
    assert [report.standing for report in term.reports.all()] == ["issued"]
    assert told("The handover report of IOM") == ["undesa@example.org"]


def test_next_chair_is_told_when_the_report_is_issued(term):
    with clock.moved_to(AFTER):
        work()
        work()
    with clock.moved_to(dt.date(2007, 7, 10)):
        reports.issue_report(term.reports.get(), by=None)
        work()
        work()
    assert told("Issued: the handover report of IOM") == ["undesa@example.org"]
    assert told("provisional") == ["undesa@example.org"]
    report = term.reports.get()
    assert (report.is_issued, len(report.sha256)) == (True, 64)


def test_handover_to_nobody_waits_for_somebody(people):
    term = factories.term("IOM", "2007-01-01", "2007-06-30")
    factories.secretariat(email="sec@example.org")
    for day in (AFTER, dt.date(2007, 7, 2)):
        with clock.moved_to(day):
            work()
            work()
    assert told("waits for somebody to take it over") == ["sec@example.org"]
    assert term.reports.count() == 1
    factories.term("UNDESA", "2007-09-01", "2007-12-31")
    with clock.moved_to(dt.date(2007, 8, 3)):
        work()
        work()
    assert told("The provisional handover report of IOM") == ["undesa@example.org"]


def test_handover_to_an_agency_without_people_is_told_to_the_secretariat(people):
    factories.term("IOM", "2007-01-01", "2007-06-30")
    factories.term("FAO", "2007-07-01", "2007-12-31")
    factories.secretariat(email="sec@example.org")
    with clock.moved_to(AFTER):
        work()
        work()
    assert told("waits for somebody") == ["sec@example.org"]
    assert "FAO follows, and nobody there" in mail.outbox[-1].body


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
    assert len(told("The chair passes on 30 June 2007")) == 3
    assert "undesa@example.org" in told("The chair passes on 31 August 2007")


def test_co_chairs_each_hand_over_to_who_stays_or_comes(people):
    one = factories.term("IOM", "2007-01-01", "2007-06-30", capacity="co-chair")
    other = factories.term("ILO", "2007-01-01", "2007-12-31", capacity="co-chair")
    comes = factories.term("UNDESA", "2008-01-01", "2008-06-30")
    assert rotation.successors(one) == [other]
    assert rotation.successors(other) == [comes]
    with clock.moved_to(AFTER):
        work()
        work()
    assert told("The provisional handover report of IOM") == ["ilo@example.org"]


# What is open ---------------------------------------------------------------------------------------


def test_checklist_tells_what_every_app_knows(term, client, people):
    with clock.moved_to(dt.date(2007, 6, 1)):
        open_matters(term)
        client.force_login(people["IOM"])
        text = client.get("/chair/iom-2007-01/handover/").content.decode()
    for words in (
        "In 29 days the chair passes from IOM to UNDESA.",
        "The minutes of the working level meeting of 14 May 2007 are not written.",
        "“Topic”, proposed by ILO, has no answer.",
        "Nobody is named for “Find the money.” (20 April 2007).",
        "The application of IFAD is received.",
        "No meeting is fixed for the half-year after the term.",
        "Nothing is written yet on what was difficult.",
        "Open actions, which pass on by themselves: one",
        "IOM: Send it. Open.",
    ):
        assert words in text, words
    assert "Tell nobody" not in text
    assert 'href="/chair/iom-2007-01/narrative/#id_challenges"' in text


def test_checklist_gets_shorter_as_things_are_settled(term, people):
    one = people["IOM"]
    with clock.moved_to(dt.date(2007, 6, 1)):
        before = {row["kind"].slug: len(row["matters"]) for row in queries.open_matters(term, one)}
        Achievement.objects.create(term=term, level="global", position=0, text="Much.")
        factories.meeting("2007-09-10", "principals")
        now = {row["kind"].slug: len(row["matters"]) for row in queries.open_matters(term, one)}
    assert (before["narrative"], now["narrative"]) == (5, 4)
    assert (before["next-meetings"], now["next-meetings"]) == (1, 0)


def test_what_was_open_is_kept_with_what_became_of_it(term, client, people):
    with clock.moved_to(dt.date(2007, 6, 1)):
        met = open_matters(term)
        handover.add_line(term, text="The mailing list", by=people["IOM"])
    with clock.moved_to(AFTER):
        work()
        work()
    with clock.moved_to(dt.date(2007, 8, 1)):
        met.minutes, met.adopted_on = "adopted", factories.date("2007-07-15")
        met.save()
        Action.objects.filter(text="Send it.").update(done=True)
        Proposal.objects.update(answer="declined", reason="No.")
        handover.tick(queries.handover_of(term).lines.get(), done=True, by=people["UNDESA"])
        left = {group["title"]: group for group in queries.matters_left_open(queries.handover_of(term))}
        client.force_login(people["UNDESA"])
        text = client.get("/chair/undesa-2007-07/").content.decode()
        mine = client.get("/chair/iom-2007-01/handover/").content.decode()
    became = {name: [matter.became for matter in group["matters"]] for name, group in left.items()}
    assert became["Minutes that do not stand yet"] == ["They stand, adopted on 15 July 2007."]
    assert became["Open actions"] == ["Done."]
    assert became["Proposals without an answer"] == ["Declined."]
    assert became["Outside of the portal"] == ["Done on 1 August 2007."]
    assert became["Applications"] == [""]
    assert "What was open when IOM passed on the chair" in text
    assert "What was open at the change" in mine
    client.logout()
    assert "What was open when" not in client.get("/chair/undesa-2007-07/").content.decode()
    client.force_login(people["ILO"])
    assert "What was open when" not in client.get("/chair/undesa-2007-07/").content.decode()


def test_snapshot_keeps_the_words_of_the_day(term):
    with clock.moved_to(dt.date(2007, 6, 1)):
        open_matters(term)
    with clock.moved_to(AFTER):
        work()
        kept = queries.handover_of(term)
        before = [str(matter) for matter in kept.open_matters.all()]
        Proposal.objects.update(title="Another")
        work()
        assert [str(matter) for matter in kept.open_matters.all()] == before
    assert "“Topic”, proposed by ILO, has no answer." in before
    assert not [one for one in before if "Tell nobody" in one]


def test_handover_page_takes_the_same_queries_for_many_matters(term, client, people):
    client.force_login(people["IOM"])

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/chair/iom-2007-01/handover/").status_code == 200
        return len(seen)

    with clock.moved_to(dt.date(2007, 6, 1)):
        open_matters(term)
        handover.add_line(term, text="One", by=people["IOM"])
        queries()
        few = queries()
        item = AgendaItem.objects.get(title="Item")
        for number in range(10, 30):
            Action.objects.create(item=item, position=number, text="Do.", done=False)
            factories.meeting("2007-05-15", called_at=clock.now(), city=f"City {number}")
            handover.add_line(term, text=f"Line {number}", by=people["IOM"])
        assert queries() == few
    with clock.moved_to(AFTER):
        work()
        closed = queries()
        assert closed < few + 10


# What people do -------------------------------------------------------------------------------------


def test_lines_are_added_ticked_and_removed_by_both_chairs(term, client, people):
    with clock.moved_to(dt.date(2007, 6, 1)):
        client.force_login(people["IOM"])
        assert client.post("/chair/iom-2007-01/handover/add/", {"text": ""}).status_code == 200
        assert client.post("/chair/iom-2007-01/handover/add/", {"text": "Website access"}).status_code == 302
        line = queries.handover_of(term).lines.get()
        client.force_login(people["UNDESA"])
        client.post(f"/chair/iom-2007-01/handover/{line.pk}/", {"done": ""})
        line.refresh_from_db()
        assert line.done_by == people["UNDESA"]
        client.post(f"/chair/iom-2007-01/handover/{line.pk}/", {"undo": ""})
        line.refresh_from_db()
        assert (line.done_at, line.done_by) == (None, None)
        client.force_login(people["UNHCR"])  # of the troika, yet neither of the two
        assert client.post(f"/chair/iom-2007-01/handover/{line.pk}/", {"remove": ""}).status_code == 403
        client.force_login(people["IOM"])
        client.post(f"/chair/iom-2007-01/handover/{line.pk}/", {"remove": ""})
        assert not queries.handover_of(term).lines.exists()


def test_line_of_another_term_is_not_found(term, client, people):
    with clock.moved_to(dt.date(2007, 6, 1)):
        other = handover.add_line(rotation.terms_before(term)[0], text="Old", by=people["IOM"])
        client.force_login(people["IOM"])
        assert client.post(f"/chair/iom-2007-01/handover/{other.pk}/", {"done": ""}).status_code == 404


def test_next_chair_says_that_it_has_taken_over(term, client, people):
    client.force_login(people["UNDESA"])
    with clock.moved_to(AFTER):
        work()
        work()
        assert any("IOM has passed the chair on" in one.sentence for one in awaiting(people["UNDESA"]))
        assert any("Issue the handover report" in one.sentence for one in awaiting(people["IOM"]))
        client.post("/chair/iom-2007-01/handover/taken-over/", {"remarks": "Where is the key?"})
        kept = queries.handover_of(term)
        assert (kept.taken_over_by, kept.remarks) == (people["UNDESA"], "Where is the key?")
        assert not any("passed the chair on" in one.sentence for one in awaiting(people["UNDESA"]))
        client.force_login(people["IOM"])
        assert client.post("/chair/iom-2007-01/handover/taken-over/").status_code == 403
        assert "Where is the key?" in client.get("/chair/iom-2007-01/handover/").content.decode()


def test_chair_has_passed_by_the_clock_before_the_worker_runs(term, client, people):
    """As when a term is shortened to yesterday, or the worker is down."""
    with clock.moved_to(dt.date(2007, 6, 1)):
        met = open_matters(term)
    with clock.moved_to(AFTER):
        pages = {}
        for name in ("IOM", "UNDESA"):
            client.force_login(people[name])
            pages[name] = client.get("/chair/iom-2007-01/handover/").content.decode()
        assert not Handover.objects.exists()
        assert any("IOM has passed the chair on" in one.sentence for one in awaiting(people["UNDESA"]))
        assert any("Issue the handover report" in one.sentence for one in awaiting(people["IOM"]))
    for text in pages.values():
        assert "over since 30 June 2007" in text
        assert "opens by itself" not in text
    answer, minutes = 'href="/proposals/waiting/"', f'href="/meetings/{met.pk}/minutes/"'
    assert (answer in pages["IOM"], minutes in pages["IOM"]) == (False, True)  # its own minutes it may finish
    assert (answer in pages["UNDESA"], minutes in pages["UNDESA"]) == (True, True)
    assert 'href="/chair/iom-2007-01/narrative/#id_challenges"' in pages["IOM"]
    assert 'href="/chair/iom-2007-01/narrative/#id_challenges"' not in pages["UNDESA"]


def test_handover_is_not_over_on_the_evening_of_the_last_day(term, client, people):
    with clock.moved_to(dt.datetime(2007, 6, 30, 18, 30, tzinfo=clock.zone())):
        work()
        client.force_login(people["UNDESA"])
        text = client.get("/chair/iom-2007-01/handover/").content.decode()
        assert not any("has passed the chair on" in one.sentence for one in awaiting(people["UNDESA"]))
        assert any("Issue the handover report" in one.sentence for one in awaiting(people["IOM"]))
    assert "open since 16 May 2007" in text
    assert "over since" not in text


def test_nothing_is_taken_over_before_the_handover_opens(term, people):
    with clock.moved_to(dt.date(2007, 3, 1)), pytest.raises(Refused, match="opens on 16 May 2007"):
        handover.take_over(term, remarks="", by=people["UNDESA"])


def test_countdown_awaits_the_troika_only(term, people):
    with clock.moved_to(dt.date(2007, 6, 28)):
        for name, hears in (("IOM", True), ("UNDESA", True), ("UNHCR", True), ("ILO", False)):
            sentences = [one.sentence for one in awaiting(people[name])]
            assert ("The chair passes from IOM to UNDESA in two days." in sentences) is hears


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
        assert "full or away" in reports.report_job(report).error
        assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
        assert told("handover report") == []
    with clock.moved_to(dt.date(2007, 7, 2)):
        work()
        work()
    report = term.reports.get()
    assert report.is_provisional
    with report.pdf.open() as file:
        assert file.read().endswith(b"%%EOF\n")
    assert told("The provisional handover report") == ["undesa@example.org"]


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
    assert queries.handover_of(term).open_matters.count() == 6
    assert len(told("provisional handover report")) == 1


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
        with pytest.raises(Refused, match="still being made"):
            reports.issue_report(draft, by=people["IOM"])
        work()
        draft.refresh_from_db()
        assert "Nobody publishes" not in str(draft.facts)
        assert "Alboria" not in str(draft.facts)
        assert reports.issue_report(draft, by=people["IOM"]).is_issued
