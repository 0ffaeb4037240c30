"""What is open at a handover, and what both chairs do about it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chairmanship.handover import queries
from chairmanship.handover.actions import handover
from chairmanship.handover.awaiting import awaiting
from chairmanship.models import Achievement, Chairmanship, Handover, WorkplanActivity
from chairmanship.rotation import rotation
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.models import Action, AgendaItem, Proposal
from tests import factories
from tests.chairmanship.handover.handovers import AFTER, open_matters, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


# What is open ---------------------------------------------------------------------------------------


def test_checklist_tells_what_every_app_knows(term, client, people):
    with clock.moved_to(dt.date(2007, 6, 1)):
        open_matters(term)
        client.force_login(people["IOM"])
        text = client.get("/chair/iom-2007-01/handover/").content.decode()
    for words in (
        "The term of IOM ends in 29 days. Next chair: UNDESA.",
        "The minutes of the working-level meeting of 14 May 2007 are not written yet.",
        "“Topic”, proposed by ILO, has no answer.",
        "Nobody is responsible for “Find the money.” (20 April 2007).",
        "Application of IFAD: submitted.",
        "No meeting is scheduled for the six months after the term.",
        "The narrative does not describe any challenges yet.",
        "Open action points (1), passed on automatically",
        "IOM: Send it. Open.",
    ):
        assert words in text, words
    assert "Tell nobody" not in text
    assert 'href="/chair/iom-2007-01/report/?edit=challenges#challenges"' in text


def test_meetings_after_the_term_pass_on_and_say_whose_they_are(term, client, people):
    with clock.moved_to(dt.date(2007, 6, 1)):
        factories.meeting("2007-09-10", "principals", called_at=clock.now())
        planned = factories.meeting("2007-10-02", stage="planned")
        factories.meeting("2007-10-03", stage="cancelled")
        factories.meeting("2007-06-20", called_at=clock.now())  # still in the term
        client.force_login(people["IOM"])
        text = client.get("/chair/iom-2007-01/handover/").content.decode()
    passing = text.partition("Meetings after the term (2), passed on automatically")[2].partition(
        "</details>"
    )[0]
    for words in (
        "The principals meeting of 10 September 2007 is convened. It is for UNDESA to chair.",
        "The working-level meeting of 2 October 2007 is planned and not convened yet. It is for UNDESA to",
    ):
        assert words in passing, words
    assert "20 June 2007" not in passing
    assert "3 October 2007" not in passing
    with clock.moved_to(AFTER):
        work()
        planned.stage = "cancelled"
        planned.save()
    with clock.moved_to(dt.date(2007, 9, 20)):
        left = {group["title"]: group for group in queries.matters_left_open(queries.handover_of(term))}
    became = [matter.became for matter in left["Meetings after the term"]["matters"]]
    assert became == ["The meeting took place.", "The meeting was cancelled."]


def test_no_meeting_is_asked_for_while_nobody_is_known_to_follow(term, client, people):
    Chairmanship.objects.filter(agency__acronym="UNDESA").delete()
    with clock.moved_to(dt.date(2007, 6, 1)):
        client.force_login(people["IOM"])
        assert (
            "meeting is scheduled for the six months"
            not in client.get("/chair/iom-2007-01/handover/").content.decode()
        )


def test_late_activities_come_first_and_say_since_when(term, client, people):
    for title, status, starts, ends in (
        ("A survey", "under_way", "2007-03", "2007-09"),
        ("A seminar", "under_way", "2007-02", "2007-04"),
        ("A leaflet", "planned", "2007-05-01", "2007-12"),
    ):
        WorkplanActivity.objects.create(
            title=title, status=status, starts=factories.date(starts), ends=factories.date(ends), term=term
        )
    with clock.moved_to(dt.date(2007, 6, 1)):
        client.force_login(people["IOM"])
        text = client.get("/chair/iom-2007-01/handover/").content.decode()
    said = [
        "“A seminar” is late: it was due to end by April 2007 and is under way.",
        "“A leaflet” is late: it was due to begin by 1 May 2007 and is planned.",
        "“A survey” is under way.",
    ]
    assert all(words in text for words in said)
    assert text.index(said[2]) > max(text.index(words) for words in said[:2])


def test_checklist_gets_shorter_as_things_are_settled(term, people):
    one = people["IOM"]
    with clock.moved_to(dt.date(2007, 6, 1)):
        before = {row["kind"].slug: len(row["matters"]) for row in queries.open_matters(term, one)}
        Achievement.objects.create(term=term, section="global", position=0, text="Much.")
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
    assert became["Minutes not adopted yet"] == ["Adopted on 15 July 2007."]
    assert became["Open action points"] == ["Done."]
    assert became["Proposed topics without a final answer"] == ["Declined."]
    assert became["Outside the portal"] == ["Done on 1 August 2007."]
    assert became["Applications"] == [""]
    assert "Open when the term of IOM ended" in text
    assert "Open matters at the end of the term" in mine
    client.logout()
    assert "Open when" not in client.get("/chair/undesa-2007-07/").content.decode()
    client.force_login(people["ILO"])
    assert "Open when" not in client.get("/chair/undesa-2007-07/").content.decode()


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
        assert any(
            "The chair has passed from IOM to you" in one.sentence for one in awaiting(people["UNDESA"])
        )
        assert any("Please release or issue the" in one.sentence for one in awaiting(people["IOM"]))
        client.post("/chair/iom-2007-01/handover/taken-over/", {"remarks": "Where is the key?"})
        kept = queries.handover_of(term)
        assert (kept.taken_over_by, kept.remarks) == (people["UNDESA"], "Where is the key?")
        assert not any("The chair has passed" in one.sentence for one in awaiting(people["UNDESA"]))
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
        assert any(
            "The chair has passed from IOM to you" in one.sentence for one in awaiting(people["UNDESA"])
        )
        assert any("Please release or issue the" in one.sentence for one in awaiting(people["IOM"]))
    for text in pages.values():
        assert "ended on 30 June 2007" in text
        assert "opens by itself" not in text
    answer, minutes = 'href="/proposals/waiting/"', f'href="/meetings/{met.pk}/minutes/"'
    assert (answer in pages["IOM"], minutes in pages["IOM"]) == (False, True)  # it keeps its own minutes
    assert (answer in pages["UNDESA"], minutes in pages["UNDESA"]) == (True, False)
    assert 'href="/chair/iom-2007-01/report/?edit=challenges#challenges"' in pages["IOM"]
    assert 'href="/chair/iom-2007-01/report/?edit=challenges#challenges"' not in pages["UNDESA"]


def test_handover_is_not_over_on_the_evening_of_the_last_day(term, client, people):
    with clock.moved_to(dt.datetime(2007, 6, 30, 18, 30, tzinfo=clock.zone())):
        work()
        client.force_login(people["UNDESA"])
        text = client.get("/chair/iom-2007-01/handover/").content.decode()
        assert not any("The chair has passed" in one.sentence for one in awaiting(people["UNDESA"]))
        assert any("Please release or issue the" in one.sentence for one in awaiting(people["IOM"]))
    assert "open since 16 May 2007" in text
    assert "ended on" not in text


def test_nothing_is_taken_over_before_the_handover_opens(term, people):
    with clock.moved_to(dt.date(2007, 3, 1)), pytest.raises(Refused, match="from 16 May 2007"):
        handover.take_over(term, remarks="", by=people["UNDESA"])


def test_countdown_awaits_the_troika_only(term, people):
    with clock.moved_to(dt.date(2007, 6, 28)):
        for name, hears in (("IOM", True), ("UNDESA", True), ("UNHCR", True), ("ILO", False)):
            sentences = [one.sentence for one in awaiting(people[name])]
            assert ("The term of IOM ends in 2 days. Next chair: UNDESA." in sentences) is hears


def test_many_matters_of_a_kind_come_in_pages(term, client, people):
    with clock.moved_to(dt.date(2007, 6, 1)):
        open_matters(term)
        item = AgendaItem.objects.get(title="Item")
        for number in range(10, 70):
            Action.objects.create(
                item=item, position=number, text=f"Do {number}.", done=False, agency=factories.agency("ILO")
            )
        client.force_login(people["IOM"])
        first = client.get("/chair/iom-2007-01/handover/").text
        second = client.get("/chair/iom-2007-01/handover/?kind=actions&page=2").text
    assert "Open action points (61), passed on automatically" in first
    assert 'href="?kind=actions&amp;page=2"' in first
    assert "Do 10." in first
    assert "Do 69." not in first
    assert "Do 69." in second
    assert "Do 10." not in second
    assert "Minutes not adopted yet" in second  # of the other kinds it has the first page
    with clock.moved_to(AFTER):
        work()
    with clock.moved_to(dt.date(2007, 8, 1)):
        first = client.get("/chair/iom-2007-01/handover/").text
        second = client.get("/chair/iom-2007-01/handover/?kind=actions&page=2").text
        client.force_login(people["UNDESA"])
        inherited = client.get("/chair/undesa-2007-07/").text
    assert ("Do 10." in first, "Do 69." in first) == (True, False)
    assert ("Do 10." in second, "Do 69." in second) == (False, True)
    assert "Do 69." not in inherited
    assert "61 matters in all." in inherited
