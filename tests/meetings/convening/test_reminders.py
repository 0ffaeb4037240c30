"""Reminders before a meeting: of topics, the agenda and the papers, to who owes something and nobody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.models import Told
from meetings.agenda import actions as agenda_actions
from meetings.calendar import deadlines
from meetings.convening import actions as convening_actions
from meetings.convening import reminders
from meetings.models import AgendaItem, Meeting, Paper, Rhythm
from meetings.proposals.actions import proposals
from tests import factories
from tests.awaiting import awaiting_in

awaiting = awaiting_in("meetings")
pytestmark = pytest.mark.django_db

DAY = "2027-05-28"  # topics until 7 May, the agenda until 14 May, papers until 21 May, each at 18:00


def at(day, hour=9, minute=0):
    moment = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour, minute), clock.zone())
    return clock.moved_to(moment)


def test_chair_is_asked_to_convene_when_the_invitations_should_go_out(group, client):
    with at("2027-04-20"):
        planned = convening_actions.plan_meeting(
            level="working", date=factories.date("2027-06-10"), time=dt.time(10), timezone="Europe/Zurich",
            by=group.chair,
        )  # fmt: skip

    def convene():
        found = [one for one in awaiting(group.chair) if one.sentence.startswith("Convene ")]
        return found[0]

    with at("2027-05-13", 17):
        one = convene()
        assert (one.by, one.is_late) == (dt.datetime(2027, 5, 13, 18, tzinfo=clock.zone()), False)
        client.force_login(group.chair)
        page = client.get("/").text
        assert "Convene the working-level meeting of 10 June 2027, so that the invitations go out." in page
    with at("2027-05-13", 19):
        assert convene().is_late
        Rhythm.objects.create(notice_days=14)
        assert convene().by == dt.datetime(2027, 5, 27, 18, tzinfo=clock.zone())
        Rhythm.objects.update(notice_days=0)
        assert convene().by == planned.starts_at


def remind(day, hour=9):
    with at(day, hour):
        return reminders.remind_of_meetings()


@pytest.fixture
def group():
    """WHO chairs; UNDP and ILO are members, FAO is none. A meeting was called in March for 28 May."""
    for acronym in ("WHO", "UNDP", "ILO"):
        factories.membership(acronym, "2006")
    factories.term("WHO", "2027-01-01", "2027-06-30")

    class Group:
        chair = factories.person_of("WHO", email="chair@who.example")
        undp = factories.person_of("UNDP", email="focal@undp.example")
        ilo = factories.person_of("ILO", email="focal@ilo.example")
        fao = factories.person_of("FAO", email="focal@fao.example")

    with at("2027-03-01"):
        Group.meeting = convening_actions.call_at_once(
            level="working", date=factories.date(DAY), time=dt.time(10), timezone="Europe/Zurich",
            city="Geneva", by=Group.chair,
        )  # fmt: skip
    return Group


@pytest.fixture
def mails(group, mailoutbox):
    """What was sent since the last look: the kind of mail and its reader."""

    def look():
        found = sorted((mail.subject.partition(":")[0], mail.to[0].partition("@")[2]) for mail in mailoutbox)
        mailoutbox.clear()
        return found

    look()
    return look


@pytest.fixture
def item(group, mailoutbox):
    with at("2027-03-02"):
        made = agenda_actions.add_item(group.meeting, title="Recruitment", by=group.chair)
        agenda_actions.publish_agenda(group.meeting, by=group.chair)
    AgendaItem.objects.filter(pk=made.pk).update(paper_by=factories.agency("UNDP"))
    mailoutbox.clear()
    return AgendaItem.objects.get(pk=made.pk)


# Topics ----------------------------------------------------------------------------------------------


def test_topics_are_called_for_two_weeks_ahead_and_again_three_days_before_of_who_proposed_none(group, mails):
    assert remind("2027-04-23", hour=17) == 0
    assert remind("2027-04-23", hour=18) == 2
    assert mails() == [("Call for topics", "ilo.example"), ("Call for topics", "undp.example")]
    assert remind("2027-04-25") == 0
    with at("2027-04-26"):
        proposals.propose(agency=factories.agency("ILO"), title="Crews", by=group.ilo, meeting=group.meeting)
    assert remind("2027-05-05") == 1
    assert mails() == [("Last days to propose topics", "undp.example")]
    for day, hour in [("2027-05-07", 17), ("2027-05-07", 19)]:
        assert remind(day, hour) == 0


@pytest.mark.parametrize("fate", ["for the next", "withdrawn", "for another"])
def test_topic_for_the_next_suitable_meeting_counts_and_one_that_is_withdrawn_or_elsewhere_does_not(
    group, mails, fate
):
    with at("2027-04-01"):
        other = factories.meeting("2027-06-20", called_at=None)
        proposal = proposals.propose(
            agency=factories.agency("ILO"), title="Crews", by=group.ilo,
            meeting=other if fate == "for another" else None,
        )  # fmt: skip
        if fate == "withdrawn":
            proposals.withdraw(proposal, by=group.ilo)
    remind("2027-04-25")
    assert (("Call for topics", "ilo.example") in mails()) is (fate != "for the next")


def test_after_a_pause_only_the_reminder_that_holds_is_sent(group, mails):
    assert remind("2027-05-06") == 2
    assert {subject for subject, _ in mails()} == {"Last days to propose topics"}


def test_mail_says_until_when_by_the_clocks_of_the_place_and_has_one_link(group, mails, mailoutbox):
    remind("2027-04-25")
    body = next(mail.body for mail in mailoutbox if "undp" in mail.to[0])
    assert "Friday 7 May 2027, 18:00 (Geneva time, UTC+2)" in body
    assert "Friday 28 May 2027, 10:00 (Geneva time, UTC+2)" in body
    assert body.partition("\n-- \n")[0].count("http") == 1
    assert f"{reverse('proposals:propose')}?meeting={group.meeting.pk}" in body
    why = "You receive this e-mail because you are a focal point of a member that has not proposed a topic"
    assert why in body


def test_deadline_that_the_chair_names_goes_before_the_usual_one_and_a_moved_one_begins_anew(group, mails):
    Meeting.objects.update(topics_until=dt.datetime(2027, 5, 20, 10, tzinfo=dt.UTC))
    assert remind("2027-05-05") == 0
    remind("2027-05-18")
    assert [one for one in mails() if "topics" in one[0]] == [
        ("Last days to propose topics", "ilo.example"), ("Last days to propose topics", "undp.example"),
    ]  # fmt: skip
    Meeting.objects.update(topics_until=dt.datetime(2027, 5, 22, 10, tzinfo=dt.UTC))
    assert remind("2027-05-20") == 2
    assert remind("2027-05-20", hour=11) == 0


# The agenda ------------------------------------------------------------------------------------------


def test_chair_is_reminded_of_an_agenda_that_is_private_before_and_once_after(group, mails):
    for day, hour, expected in [
        ("2027-05-11", 17, []), ("2027-05-11", 18, ["Agenda to publish"]), ("2027-05-13", 9, []),
        ("2027-05-14", 18, ["Agenda overdue"]), ("2027-05-20", 9, []), ("2027-05-28", 11, []),
    ]:  # fmt: skip
        remind(day, hour)
        assert mails() == [(subject, "who.example") for subject in expected], day


def test_nobody_is_reminded_of_an_agenda_that_is_out(group, mails, item):
    remind("2027-05-14", hour=19)
    assert [one for one in mails() if one[1] == "who.example"] == []


def test_in_a_gap_the_secretariat_is_reminded_of_the_agenda(group, mails):
    factories.secretariat(email="s@secretariat.example")
    Chairmanship.objects.update(ends="2027-04-30")
    remind("2027-05-12")
    assert mails() == [("Agenda to publish", "secretariat.example")]


# The papers ------------------------------------------------------------------------------------------


def test_agency_that_owes_a_paper_is_reminded_before_and_once_after_until_it_is_there(group, mails, item):
    assert remind("2027-05-18", hour=17) == 0
    assert remind("2027-05-18", hour=18) == 1
    assert mails() == [("Papers due", "undp.example")]
    assert remind("2027-05-20") == 0
    assert remind("2027-05-22") == 1
    assert mails() == [("Papers overdue", "undp.example")]
    with at("2027-05-23"):
        second = agenda_actions.add_item(group.meeting, title="Data", by=group.chair)
        AgendaItem.objects.filter(pk=second.pk).update(paper_by=factories.agency("ILO"))
    Paper.objects.create(item=item, position=0, title="Paper")
    mails()
    assert remind("2027-05-24") == 1
    assert mails() == [("Papers overdue", "ilo.example")]


def test_several_papers_of_an_agency_are_one_mail(group, mails, item, mailoutbox):
    second = AgendaItem.objects.create(
        meeting=group.meeting, position=50, title="Data", paper_by=factories.agency("UNDP")
    )
    assert remind("2027-05-19") == 1
    assert "- Recruitment (paper by UNDP)\n- Data (paper by UNDP)" in mailoutbox[0].body
    assert second.meeting.get_absolute_url() in mailoutbox[0].body


def test_item_of_a_private_agenda_is_told_to_nobody(group, mails, item):
    Meeting.objects.update(agenda_state="private")
    remind("2027-05-19")
    assert ("Papers due", "undp.example") not in mails()
    assert not [one for one in _sentences(group.undp, "2027-05-19") if "Recruitment" in one]


def test_paper_for_principals_only_is_wanted_of_who_may_see_the_item(group, mails, item):
    AgendaItem.objects.update(restricted="principals")
    assert remind("2027-05-19") == 0
    head = factories.user(email="head@heads.example")
    factories.appointment(head, "UNDP", role="principal")
    assert remind("2027-05-19") == 1
    assert mails() == [("Papers due", "heads.example")]
    assert not [one for one in _sentences(group.undp, "2027-05-19") if "Recruitment" in one]


# Nobody ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields", [{"called_at": None}, {"stage": "cancelled"}, {"stage": "planned"}, {"date": "2027-05-04"}]
)
def test_archive_and_what_is_cancelled_planned_or_over_reminds_nobody(group, mails, item, fields):
    if "date" in fields:
        fields = {
            "date": factories.date(fields["date"]),
            "topics_until": dt.datetime(2027, 5, 20, tzinfo=dt.UTC),
        }
    Meeting.objects.update(**fields)
    assert remind("2027-05-06") + remind("2027-05-19") == 0
    assert not Told.objects.exists()
    desk = [*_sentences(group.undp, "2027-05-06"), *_sentences(group.undp, "2027-05-19")]
    assert not [one for one in desk if one.startswith(("Propose a topic", "Upload the paper"))]


def test_meeting_that_is_called_late_is_not_late_with_everything(mails, group):
    Meeting.objects.update(stage="cancelled")
    with at("2027-05-25"):
        meeting = convening_actions.call_at_once(
            level="working", date=factories.date("2027-05-27"), by=group.chair
        )
        assert deadlines.deadlines_of(meeting) == deadlines.Deadlines()
    mails()
    assert remind("2027-05-26") == 0


def test_call_that_may_still_be_taken_back_reminds_nobody(group, mails):
    with at("2027-04-25", 9, 0):
        Meeting.objects.update(called_at=clock.now() - dt.timedelta(seconds=30))
        assert reminders.remind_of_meetings() == 0


def test_days_of_the_groups_rhythm_count_and_none_means_no_reminder(group, mails):
    Rhythm.objects.create(topics_days=10, agenda_days=0, papers_days=5)
    known = deadlines.deadlines_of(group.meeting)
    assert (str(known.topics.date()), known.agenda, str(known.papers.date())) == (
        "2027-05-18",
        None,
        "2027-05-23",
    )


def test_usual_deadline_is_at_six_in_the_groups_zone_over_a_change_of_the_clock(group):
    group.meeting.date = factories.date("2027-11-10")  # the clocks go back on 31 October
    known = deadlines.deadlines_of(group.meeting)
    assert (known.topics.astimezone(dt.UTC).hour, known.papers.astimezone(dt.UTC).hour) == (16, 17)


# On the desk and on the page ------------------------------------------------------------------------------


def _sentences(person, day):
    with at(day):
        return [thing.sentence for thing in awaiting(type(person).objects.get(pk=person.pk))]


def test_desk_shows_what_is_owed_with_its_deadline_and_only_to_who_owes_it(group, item):
    topic, paper = "Propose a topic for", "Upload the paper from UNDP on “Recruitment”"

    def desk(person, day):
        return [sum(start in one for one in _sentences(person, day)) for start in (topic, paper)]

    assert desk(group.undp, "2027-04-20") == [0, 1]
    assert desk(group.undp, "2027-04-25") == [1, 1]
    assert desk(group.ilo, "2027-04-25") == [1, 0]
    assert desk(group.chair, "2027-04-25") == [0, 0]
    assert desk(group.fao, "2027-04-25") == [0, 0]
    with at("2027-04-26"):
        proposals.propose(agency=factories.agency("ILO"), title="Crews", by=group.ilo)
        told = {thing.sentence: thing.by for thing in awaiting(group.undp)}
    assert desk(group.ilo, "2027-04-26") == [0, 0]
    by = next(at for sentence, at in told.items() if paper in sentence)
    assert by.isoformat() == "2027-05-21T18:00:00+02:00"


def test_agenda_on_the_chairs_desk_is_wanted_by_its_deadline(group):
    with at("2027-05-01"):
        told = {thing.sentence: thing.by for thing in awaiting(group.chair)}
    by = next(at for sentence, at in told.items() if "Publish the agenda" in sentence)
    assert by.isoformat() == "2027-05-14T18:00:00+02:00"


def test_page_of_the_meeting_tells_until_when(client, group):
    client.force_login(group.undp)
    with at("2027-05-01"):
        page = client.get(group.meeting.get_absolute_url()).content.decode()
        assert "Friday 7 May, 18:00 (Geneva time)" in page
        assert "Friday 21 May, 18:00 (Geneva time)" in page
    with at("2027-05-10"):
        assert "You can propose topics" not in client.get(group.meeting.get_absolute_url()).content.decode()


def test_desk_asks_the_same_number_of_queries_with_many_items_and_proposals(group, item):
    def queries():
        with at("2027-04-25"), CaptureQueriesContext(connection) as captured:
            awaiting(type(group.undp).objects.get(pk=group.undp.pk))
        return len(captured)

    few = queries()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=group.meeting, position=100 + n, title=f"Item {n}", paper_by=item.paper_by)
        for n in range(300)
    )
    with at("2027-04-20"):
        for n in range(20):
            factories.meeting(f"2027-05-{n + 1:02}", called_at=clock.now() - dt.timedelta(days=60))
    assert queries() == few
