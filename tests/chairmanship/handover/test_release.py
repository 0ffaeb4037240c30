"""Who reads the report of a past term: until it is released or issued, after that, and the facts alone."""

import datetime as dt
from io import BytesIO

import pytest
from django.core import mail
from django.utils.html import strip_tags
from docx import Document as Word
from pypdf import PdfReader

from chairmanship.handover import contact_removal, queries
from chairmanship.handover import report as report_of_handover
from chairmanship.handover.actions import handover, release, reports
from chairmanship.handover.awaiting import awaiting
from chairmanship.models import Achievement, Challenge, Handover, HandoverReport, Recommendation
from chairmanship.rotation import plan
from foundation.dates import clock
from foundation.files.pdf import Pdf
from foundation.models import Job
from foundation.verbs import Refused
from tests import factories
from tests.chairmanship.handover.handovers import AFTER, LAST, OPENS, mailed_to, work
from tests.chairmanship.rotation.line import keep_move, swap_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

BEFORE = dt.datetime(2007, 6, 30, 15, 59, tzinfo=dt.UTC)  # 17:59 in Geneva
CLOSED = dt.datetime(2007, 6, 30, 16, 0, tzinfo=dt.UTC)
DUE, FACTS = dt.date(2007, 7, 30), dt.date(2007, 7, 31)
PAGE, REPORT = "/chair/iom-2007-01/handover/", "/chair/iom-2007-01/report/"
VERSIONS = f"{REPORT}versions/"
SECRETS = ("Doing well", "Too little time", "A longer term", "An objective")


@pytest.fixture
def roles(term, people):
    """Each role by its name. WHO chairs after UNDESA: it is of the troika once the term is over."""
    term.theme, term.objective = "Skills", "<p>An objective</p>"
    term.save()
    Achievement.objects.create(term=term, section="global", position=0, text="Doing well")
    Challenge.objects.create(term=term, position=0, text="Too little time")
    Recommendation.objects.create(term=term, position=0, text="A longer term")
    factories.term("WHO", "2008-01-01", "2008-06-30")
    return {
        "outgoing": people["IOM"],
        "next": people["UNDESA"],
        "chair after": factories.person_of("WHO", email="who@example.org"),
        "before": people["UNHCR"],
        "member": people["ILO"],
        "secretariat": factories.secretariat(email="sec@example.org"),
        "nobody": factories.user(),
    }


@pytest.fixture(autouse=True)
def quick():
    """Sets no pages, which takes a second or two. `undo` sets them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(report_of_handover, "render", lambda *args, **kwargs: Pdf(b"%PDF-1.7", 1))
        yield patched


@pytest.fixture
def closed(term, roles):
    """The worker has closed the term, made the report, and sent what it sends."""
    with clock.moved_to(CLOSED):
        work()
    mail.outbox.clear()
    return term.reports.get()


def see(client, person, path, **data):
    """Returns the page as that person gets it."""
    client.logout()
    if person:
        client.force_login(person)
    return client.get(path, data)


def words(answer) -> str:
    return " ".join(strip_tags(answer.text).split())


def status(client, person, path) -> int:
    answer = see(client, person, path)
    answer.getvalue()  # closes the file
    return answer.status_code


def readers(client, roles, version, kind="pdf") -> list[str]:
    """Returns the roles that get that version as a file of that kind. The others are refused."""
    address = f"{REPORT}{version}/{kind}"
    got = {name: status(client, person, address) for name, person in roles.items()}
    assert set(got.values()) <= {200, 403}
    assert status(client, None, address) == 302
    return [name for name, code in got.items() if code == 200]


def press(client, person, path):
    client.force_login(person)
    return client.post(path, follow=True)


# Until it is released or issued ---------------------------------------------------------------------


def test_draft_is_for_the_troika_until_the_evening_of_the_last_day_and_then_for_its_chair(
    term, roles, client
):
    with clock.moved_to(BEFORE):
        reports.request_report(term, by=roles["outgoing"])
        work()
        assert readers(client, roles, 1) == ["outgoing", "next", "before", "secretariat"]
    with clock.moved_to(CLOSED):  # by the clock: no worker has run
        assert readers(client, roles, 1) == ["outgoing", "secretariat"]
        work()
        assert term.reports.get().is_provisional
        assert readers(client, roles, 1) == ["outgoing", "secretariat"]
        assert readers(client, roles, 1, "docx") == ["outgoing", "secretariat"]
    for day in (AFTER, dt.date(2007, 9, 1)):
        with clock.moved_to(day):
            assert readers(client, roles, 1) == ["outgoing", "secretariat"]


@pytest.mark.parametrize("day", [CLOSED, AFTER, FACTS])
def test_next_chair_sees_nothing_of_the_report_on_any_page(closed, term, roles, client, day):
    with clock.moved_to(day):
        for name in ("next", "chair after"):
            if day == CLOSED and name == "chair after":
                continue  # not of the troika yet
            text = see(client, roles[name], PAGE).text
            assert not [secret for secret in SECRETS if secret in text]
            assert f"{REPORT}1/" not in text
            assert "Report so far" not in text
            assert "IOM has not released" in text
            term_page = see(client, roles[name], term.get_absolute_url()).text
            assert not [secret for secret in SECRETS if secret in term_page]
            for page in (REPORT, VERSIONS):
                assert see(client, roles[name], page).status_code == 403
        mine = see(client, roles["outgoing"], REPORT).text
        assert [secret for secret in SECRETS if secret not in mine] == []
        assert f"{REPORT}1/pdf" in see(client, roles["outgoing"], PAGE).text


def test_open_matters_hold_nothing_of_the_report(term, people, client):
    with clock.moved_to(AFTER):
        assert "The narrative does not" in see(client, people["IOM"], PAGE).text
        assert "The narrative does not" not in see(client, people["UNDESA"], PAGE).text
        work()
        assert not queries.handover_of(term).open_matters.filter(kind="narrative").exists()
        assert "One matter was open" in mail.outbox[-1].body


# Releasing ------------------------------------------------------------------------------------------


def test_released_report_is_read_by_the_next_chair_and_nobody_else(closed, term, roles, client):
    with clock.moved_to(AFTER):
        page = words(see(client, roles["outgoing"], PAGE))
        assert "Only IOM and the secretariat can read the report, until it is released or issued." in page
        assert "The next chair can then read the report with the narrative, and every later update" in page
        answer = press(client, roles["outgoing"], f"{REPORT}1/release/")
        assert "The report is released. The next chair can read it." in answer.text
        assert "Released to the next chair on 1 July 2007" in words(answer)
        assert "Release report" not in answer.text
        work()
        assert mailed_to("Provisional handover report of IOM, January to June 2007, released to you") == [
            "undesa@example.org"
        ]
        assert readers(client, roles, 1) == ["outgoing", "next", "secretariat"]
        page = see(client, roles["next"], PAGE).text
        assert f"{REPORT}1/pdf" in page
        text = see(client, roles["next"], REPORT).text
        assert [secret for secret in SECRETS if secret not in text] == []
        assert "Release report" not in page
    closed.refresh_from_db()
    assert (closed.released_by, clock.day_of(closed.released_at)) == (roles["outgoing"], AFTER)


def test_report_that_is_made_again_stays_released(closed, term, roles, client):
    with clock.moved_to(AFTER):
        release.release_report(closed, by=roles["outgoing"])
        reports.request_report(term, by=roles["outgoing"])
        work()
        assert "next" in readers(client, roles, 1)


def test_eight_presses_release_once(closed, roles, client):
    with clock.moved_to(AFTER):
        press(client, roles["outgoing"], f"{REPORT}1/release/")
    with clock.moved_to(AFTER + dt.timedelta(days=1)):
        for _ in range(7):
            assert press(client, roles["secretariat"], f"{REPORT}1/release/").status_code == 200
        work()
    closed.refresh_from_db()
    assert (closed.released_by, clock.day_of(closed.released_at)) == (roles["outgoing"], AFTER)
    assert mailed_to("released to you") == ["undesa@example.org"]


def test_report_cannot_be_released_before_the_end_nor_before_it_is_made_nor_when_issued(term, roles, client):
    with clock.moved_to(OPENS):
        draft = reports.request_report(term, by=roles["outgoing"])
        work()
        answer = press(client, roles["outgoing"], f"{REPORT}1/release/")
        assert "You can release the report from 18:00 on 30 June 2007." in answer.text
        assert "Release report" not in answer.text
    with clock.moved_to(AFTER):
        draft.refresh_from_db()
        reports.issue_report(draft, by=roles["outgoing"])
        assert "already issued" in press(client, roles["outgoing"], f"{REPORT}1/release/").text
        work()
        again = reports.request_report(term, by=roles["outgoing"])
        with pytest.raises(Refused, match="already issued"):
            release.release_report(again, by=roles["outgoing"])
    other = factories.term("ILO", "2006-01-01", "2006-06-30")
    with clock.moved_to(AFTER), pytest.raises(Refused, match="still being created"):
        release.release_report(reports.request_report(other, by=None), by=roles["member"])


def test_released_report_that_is_issued_is_told_of_once_and_read_by_all_who_sign_in(closed, roles, client):
    with clock.moved_to(AFTER):
        release.release_report(closed, by=roles["outgoing"])
        reports.issue_report(closed, by=roles["outgoing"])
        work()
        work()
        assert mailed_to("Handover report of IOM, January to June 2007, issued") == ["undesa@example.org"]
        assert readers(client, roles, 1) == list(roles)


def test_taking_over_waits_for_no_report(closed, term, roles, client):
    with clock.moved_to(AFTER):
        answer = press(client, roles["next"], f"{PAGE}taken-over/")
        assert "you confirmed the handover" in answer.text
    assert queries.handover_of(term).taken_over_by == roles["next"]


def test_changed_next_chair_of_a_released_report_is_told_before_it_is_kept(closed, term, roles):
    undesa, who = (type(term).objects.by_slug(slug) for slug in ("undesa-2007-07", "who-2008-01"))
    with clock.moved_to(LAST):
        assert "released" not in str(plan.make_plan(swap_of(undesa, who)).effects)
        HandoverReport.objects.update(released_at=clock.now())
        said = [effect.sentence for effect in plan.make_plan(swap_of(undesa, who)).effects]
        assert "The report that IOM released to the next chair could be read by WHO." in said
        keep_move(swap_of(undesa, who))


# The facts ------------------------------------------------------------------------------------------


def open_facts(client, person):
    return press(client, person, f"{PAGE}facts/open/")


def test_facts_are_opened_by_the_next_chair_when_the_report_is_overdue(closed, term, roles, client):
    with clock.moved_to(DUE):
        page = words(see(client, roles["next"], PAGE))
        assert "you can open a version with the facts only, without the narrative, from 31 July 2007" in page
        assert "Open the facts" not in page
        assert "You can open the facts from 31 July 2007" in open_facts(client, roles["next"]).text
        assert not HandoverReport.objects.filter(state="facts").exists()
    with clock.moved_to(FACTS):
        assert [one.sentence for one in awaiting(roles["next"]) if "facts only" in one.sentence] == [
            "IOM has not released or issued its handover report. You can open a version with the facts only."
        ]
        assert "Open the facts" in see(client, roles["next"], PAGE).text
        for name in ("outgoing", "chair after", "before", "member", "secretariat", "nobody"):
            assert open_facts(client, roles[name]).status_code == 403
            answer = see(client, roles[name], PAGE)
            assert "Open the facts" not in answer.text
        answer = open_facts(client, roles["next"])
        assert "The version with the facts is being created. It is waiting for its turn." in words(answer)
        assert "hx-trigger" in answer.text
        work()
        assert "Download the facts as PDF" in see(client, roles["next"], PAGE).text
        assert readers(client, roles, 0) == ["outgoing", "next", "secretariat"]
        assert readers(client, roles, 1) == ["outgoing", "secretariat"]
        assert not [one for one in awaiting(roles["next"]) if "facts only" in one.sentence]


def test_facts_come_when_the_setting_says(closed, term, roles, client, settings):
    settings.HANDOVER_REPORT_DAYS = 10
    with clock.moved_to(dt.date(2007, 7, 10)):
        assert "can open the facts from 11 July" in open_facts(client, roles["next"]).text
    with clock.moved_to(dt.date(2007, 7, 11)):
        open_facts(client, roles["next"])
        assert release.facts_of(term)


def test_facts_hold_no_narrative_and_say_what_they_are(closed, term, roles, client, quick):
    quick.undo()
    with clock.moved_to(FACTS):
        open_facts(client, roles["next"])
        work()
        answer = see(client, roles["next"], f"{REPORT}0/pdf")
        pdf = PdfReader(BytesIO(answer.getvalue()))
        assert 'filename="gmg-handover-report-iom-2007-01-facts-only.pdf"' in answer["Content-Disposition"]
        said = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
        word = Word(BytesIO(see(client, roles["next"], f"{REPORT}0/docx").getvalue()))
    written = " ".join(paragraph.text for paragraph in word.paragraphs)
    for text in (said, written):
        assert "Facts of the portal only. The chair has not issued its report." in text
        assert "International" in text or "IOM" in text
        assert not [secret for secret in (*SECRETS, "Skills") if secret in text]
    facts = release.facts_of(term)
    assert not [secret for secret in (*SECRETS, "Skills") if secret in str(facts.facts)]
    attached = b"".join(content for contents in pdf.attachments.values() for content in contents)
    assert not [secret for secret in SECRETS if secret.encode() in attached]


def test_eight_presses_open_the_facts_once(closed, term, roles, client):
    with clock.moved_to(FACTS):
        for _ in range(8):
            open_facts(client, roles["next"])
        assert Job.objects.filter(kind=reports.REPORT_JOB).unfinished().count() == 1
        work()
    assert [report.version for report in term.reports.all()] == [1, 0]
    assert mail.outbox == []


def test_progress_of_the_facts_is_asked_for_and_answers_only_what_changed(closed, term, roles, client):
    ask = {"path": f"{PAGE}facts/", "headers": {"HX-Request": "true"}}
    with clock.moved_to(FACTS):
        open_facts(client, roles["next"])
        assert client.get(data={"seen": "It is waiting for its turn."}, **ask).status_code == 204
        work()
        answer = client.get(data={"seen": "It is waiting for its turn."}, **ask)
        assert "Download the facts as PDF" in answer.text
        assert "<html" not in answer.text
        assert client.get(f"{PAGE}facts/").status_code == 302


def test_facts_that_could_not_be_made_say_why_and_are_tried_again(closed, term, roles, client):
    with clock.moved_to(FACTS):
        open_facts(client, roles["next"])
        Job.objects.unfinished().update(failed_at=clock.now(), error="The disk is full.")
        page = see(client, roles["next"], PAGE).text
        assert "We could not create the version with the facts" in page
        assert "The disk is full." in page
        assert "Try again" in page
        open_facts(client, roles["next"])
        work()
        assert "Download the facts as PDF" in see(client, roles["next"], PAGE).text


def test_facts_leave_the_versions_of_the_chair_alone(closed, term, roles, client):
    with clock.moved_to(FACTS):
        open_facts(client, roles["next"])
        work()
        page = see(client, roles["outgoing"], VERSIONS).text
        assert "Issue version 1" in page
        assert "facts only" not in page
        assert "cannot be issued" in press(client, roles["outgoing"], f"{REPORT}0/issue/").text
        assert press(client, roles["outgoing"], f"{REPORT}0/release/").status_code == 404
        reports.issue_report(closed, by=roles["outgoing"])
        work()
        assert "There is no newer draft." in see(client, roles["outgoing"], VERSIONS).text
        assert reports.request_report(term, by=None).version == 2
        page = see(client, roles["next"], PAGE).text
        assert "Open the facts" not in page
        assert "Download the facts" not in page
        assert f"{REPORT}1/pdf" in page
        assert "You can read the report of IOM now" in open_facts(client, roles["next"]).text


def test_facts_that_are_made_again_by_the_portal_are_of_the_day_on_which_they_were_opened(
    closed, term, roles, client
):
    with clock.moved_to(FACTS):
        open_facts(client, roles["next"])
        work()
    with clock.moved_to(dt.date(2007, 8, 9)):
        reports.issue_report(closed, by=roles["outgoing"])
        reports.make_drafts_anew()
        work()
        facts = release.facts_of(term)
        assert (facts.as_at, clock.day_of(facts.made_at)) == (FACTS, dt.date(2007, 8, 9))
        assert facts.facts["facts_only"]


def test_contact_detail_that_is_removed_goes_from_the_facts_and_from_a_released_report(
    closed, term, roles, client
):
    met = factories.meeting("2007-05-14", called_at=clock.now(), agenda_state="adopted", minutes="adopted")
    met.purpose = "Ask ana@example.org."
    met.save()
    with clock.moved_to(FACTS):
        open_facts(client, roles["next"])
        reports.request_report(term, by=roles["outgoing"])
        work()
        release.release_report(closed, by=roles["outgoing"])
        made = list(term.reports.all())
        assert ["ana@example.org" in str(report.facts) for report in made] == [True, True]
        met.purpose = "Ask somebody."
        met.save()
        mail.outbox.clear()
        contact_removal.forget(["ana@example.org"])
        work()
        for report in made:
            report.refresh_from_db()
        assert ["ana@example.org" in str(report.facts) for report in made] == [False, False]
        assert readers(client, roles, 1) == ["outgoing", "next", "secretariat"]
        assert readers(client, roles, 0) == ["outgoing", "next", "secretariat"]
        assert mail.outbox == []


def test_term_that_is_extended_closes_its_facts_again(closed, term, roles, client):
    with clock.moved_to(FACTS):
        open_facts(client, roles["next"])
        work()
        type(term).objects.filter(agency__acronym="UNDESA").update(starts=dt.date(2007, 9, 1))
        type(term).objects.filter(pk=term.pk).update(ends=dt.date(2007, 8, 31))
        assert "next" not in readers(client, roles, 0)


# What is said beforehand ----------------------------------------------------------------------------


def test_both_chairs_are_told_beforehand_what_becomes_of_the_report(term, roles, client):
    with clock.moved_to(OPENS):
        work()
        text = " ".join(mail.outbox[0].body.split())
        assert "At 18:00 on the last day, the portal records what is open and sends it" in text
        assert "Only IOM and the secretariat can read it, until IOM releases it" in text
        assert "This is expected by 30 July 2007." in text
        assert "the next chair can open a version with the facts only, without the narrative, from 31" in text
        for name in ("outgoing", "next", "before"):
            page = words(see(client, roles[name], PAGE))
            assert "From 18:00 on the last day, only IOM and the secretariat can read the report" in page
            assert "can open a version with the facts only, without the narrative, from 31 July 2007" in page
    with clock.moved_to(AFTER):
        page = words(see(client, roles["outgoing"], PAGE))
        assert "Please release or issue it by 30 July 2007." in page
        assert "can open a version with the facts only, without the narrative, from 31 July 2007" in page
    with clock.moved_to(FACTS):
        page = words(see(client, roles["outgoing"], PAGE))
        assert "Since 31 July 2007, the next chair can open a version with the facts only" in page


def reminded() -> list[str]:
    return mailed_to("Your handover report is due by 30 July 2007")


def test_outgoing_chair_is_reminded_once_of_a_report_that_is_soon_due(closed, term, roles):
    with clock.moved_to(dt.date(2007, 7, 22)):
        work()
        assert reminded() == []
    for day in (23, 24, 30, 31):
        with clock.moved_to(dt.date(2007, 7, day)):
            work()
            work()
    assert reminded() == ["iom@example.org"]
    text = " ".join(mail.outbox[-1].body.split())
    assert "the next chair can open a version with the facts only, without your narrative" in text


@pytest.mark.parametrize("act", [release.release_report, reports.issue_report])
def test_nobody_is_reminded_of_a_report_that_is_out(closed, roles, act):
    with clock.moved_to(AFTER):
        act(closed, by=roles["outgoing"])
    with clock.moved_to(dt.date(2007, 7, 24)):
        work()
    assert reminded() == []


def test_worker_that_was_down_until_the_report_was_overdue_reminds_nobody(term, roles):
    with clock.moved_to(dt.date(2007, 8, 1)):
        work()
    assert mailed_to("Your handover report") == []


# History and the past -------------------------------------------------------------------------------


def test_term_from_before_the_portal_is_about_to_do_nothing(term, roles, client):
    with clock.moved_to(dt.date(2012, 1, 1)):
        assert term.is_history
        for name in ("outgoing", "secretariat"):
            for path in (PAGE, term.get_absolute_url(), REPORT):
                text = words(see(client, roles[name], path)).lower()
                for promise in (
                    "shortly",
                    "facts only",
                    "is about to",
                    " will ",
                    "on the last day",
                    "expected by",
                    "by itself",
                ):
                    assert promise not in text, (path, promise)
        client.force_login(roles["next"])
        assert client.post(f"{PAGE}facts/open/").status_code == 403
        assert not Handover.objects.exists()


def test_history_without_a_next_chair_does_not_wait_for_one(people, client):
    last = factories.term("IOM", "2006-01-01", "2006-06-30")
    client.force_login(factories.secretariat())
    with clock.moved_to(dt.date(2012, 1, 1)):
        page = words(client.get(queries.page(last)))
    assert "The term of IOM has ended." in page
    assert "No next chair is named" not in page


def test_moved_last_day_has_the_report_made_again(closed, term, roles):
    type(term).objects.filter(agency__acronym="UNDESA").update(starts=dt.date(2007, 9, 1))
    type(term).objects.filter(pk=term.pk).update(ends=dt.date(2007, 8, 31))
    with clock.moved_to(dt.date(2007, 9, 1)):
        work()
        work()
    assert term.reports.get().as_at == dt.date(2007, 9, 1)


def test_lines_of_the_handover_are_kept_by_the_next_chair_as_before(closed, term, roles, client):
    with clock.moved_to(AFTER):
        handover.add_line(term, text="The key", by=roles["outgoing"])
        assert "The key" in see(client, roles["next"], PAGE).text
