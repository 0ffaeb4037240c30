"""Planning ahead: what each quarter still needs, on which day and why, once and never again."""

import datetime as dt

import pytest

from chairmanship.models import Chairmanship, Event
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.calendar import planning
from meetings.calendar.days import Days
from meetings.convening import actions as convening_actions
from meetings.models import Meeting, Rhythm, Suggestion
from tests import factories

pytestmark = pytest.mark.django_db

JANUARY = dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)


@pytest.fixture
def group():
    """Eight months of which two terms are known, in 2027; most members sit in Geneva, one in New York."""
    for acronym, seat in (("IOM", "Geneva"), ("ILO", "Geneva"), ("UNDP", "New York")):
        factories.agency(acronym, headquarters=seat)
        factories.membership(acronym, "2006")
    factories.term("IOM", "2027-01-01", "2027-06-30")
    factories.term("ILO", "2027-07-01", "2027-12-31")
    with clock.moved_to(JANUARY):
        yield factories.person_of("IOM", name="M. Chair")


def suggestions(**fields):
    return [(str(one.date), one.level) for one in Suggestion.objects.filter(**fields).order_by("date")]


def test_each_quarter_of_the_running_and_the_next_term_gets_principals_and_who_prepares_them(group):
    assert planning.plan_ahead() == 8
    found = Suggestion.objects.order_by("date")
    assert [(one.quarter.month, one.level) for one in found] == [
        (month, level) for month in (1, 4, 7, 10) for level in ("working", "principals")
    ]
    for principals in found.filter(level="principals"):
        working = found.get(level="working", quarter=principals.quarter)
        assert 14 <= (principals.date - working.date).days <= 28
        assert (principals.time, principals.timezone) == (dt.time(15), "Europe/Zurich")
    assert not [one for one in found if one.date.weekday() >= 5]


def test_it_can_run_again_and_after_any_pause(group):
    planning.plan_ahead()
    before = suggestions()
    assert planning.plan_ahead() == 0
    assert suggestions() == before
    with clock.moved_to(dt.datetime(2027, 5, 20, 9, tzinfo=dt.UTC)):  # nobody answered for months
        planning.plan_ahead()
        waiting = Suggestion.objects.waiting()
        assert {one.quarter.month for one in waiting} <= {4, 7, 10}
        assert all(one.date > clock.today() for one in waiting)


def test_holidays_of_the_place_and_of_the_members_are_avoided_and_named(group):
    Rhythm.objects.create(principals_a_quarter=1, working_a_quarter=0)
    factories.agency("UNDP")
    days = Days.known("Geneva")
    assert "Good Friday in Geneva" in days.against(dt.date(2027, 3, 26))
    assert "at the seat of 1 member" in days.against(dt.date(2027, 11, 25))  # Thanksgiving, New York
    assert days.against(dt.date(2027, 3, 27)) == "weekend"
    with clock.moved_to(dt.datetime(2027, 4, 1, tzinfo=dt.UTC)):
        planning.plan_ahead()
    one = Suggestion.objects.get(quarter=dt.date(2027, 4, 1))
    assert one.date == dt.date(2027, 5, 14)  # the middle of the quarter is a Saturday
    assert "middle of the second quarter" in one.why


def test_day_that_is_taken_is_passed_over_and_said(group):
    Event.objects.create(kind="statement", date=factories.date("2027-05-14"), forum="The Forum")
    Rhythm.objects.create(working_a_quarter=0)
    with clock.moved_to(dt.datetime(2027, 4, 1, tzinfo=dt.UTC)):
        planning.plan_ahead()
    one = Suggestion.objects.get(quarter=dt.date(2027, 4, 1))
    assert one.date not in (dt.date(2027, 5, 14), dt.date(2027, 5, 17))  # the day itself, and Whit Monday
    assert "Ruled out" in one.why
    assert "taken by The Forum" in one.why


def test_meeting_that_is_there_counts_and_an_ad_hoc_one_does_not(group):
    factories.meeting("2027-05-11", level="principals", kind="regular")
    factories.meeting("2027-08-11", level="principals", kind="ad_hoc")
    planning.plan_ahead()
    assert not Suggestion.objects.filter(level="principals", quarter=dt.date(2027, 4, 1)).exists()
    assert Suggestion.objects.filter(level="principals", quarter=dt.date(2027, 7, 1)).exists()
    working = Suggestion.objects.get(level="working", quarter=dt.date(2027, 4, 1))
    assert "before the principals meet on Tuesday 11 May 2027" in working.why


def test_what_somebody_planned_otherwise_is_no_longer_proposed(group):
    planning.plan_ahead()
    factories.meeting("2027-05-11", level="principals", stage="planned", kind="regular")
    planning.plan_ahead()
    assert not Suggestion.objects.filter(level="principals", quarter=dt.date(2027, 4, 1)).exists()


def test_dropped_stays_dropped_and_confirmed_is_a_meeting_of_the_troika(group):
    planning.plan_ahead()
    first, second = Suggestion.objects.filter(level="principals").order_by("date")[:2]
    convening_actions.drop_suggestion(first, by=group)
    meeting = convening_actions.confirm_suggestion(second, by=group)
    assert (meeting.stage, meeting.kind, meeting.city) == ("planned", "regular", "Geneva")
    assert meeting.starts_at.utcoffset() == dt.timedelta(hours=2)  # summer, by then
    count = Suggestion.objects.count()
    assert planning.plan_ahead() == 0
    assert Suggestion.objects.count() == count
    convening_actions.cancel_meeting(meeting, by=group)
    assert planning.plan_ahead() == 0
    with pytest.raises(Refused, match="already confirmed this date"):
        convening_actions.drop_suggestion(second, by=group)
    with pytest.raises(Refused, match="dropped this date"):
        convening_actions.confirm_suggestion(first, by=group)


def test_moved_one_says_what_speaks_against_the_day_and_is_kept(group):
    planning.plan_ahead()
    one = Suggestion.objects.filter(level="principals", quarter=dt.date(2027, 4, 1)).get()
    assert convening_actions.move_suggestion(one, date=dt.date(2027, 5, 8), by=group) == "weekend"
    planning.plan_ahead()
    one.refresh_from_db()
    assert one.date == dt.date(2027, 5, 8)
    with pytest.raises(Refused, match="outside the second quarter of 2027"):
        convening_actions.move_suggestion(one, date=dt.date(2027, 7, 8), by=group)
    with pytest.raises(Refused, match="has passed"):
        convening_actions.move_suggestion(one, date=dt.date(2026, 7, 8), by=group)


def test_nothing_is_proposed_beyond_what_is_known_or_wanted(group):
    Rhythm.objects.create(months_ahead=3)
    planning.plan_ahead()
    assert {one.quarter.month for one in Suggestion.objects.all()} == {1, 4}
    Suggestion.objects.all().delete()
    Chairmanship.objects.filter(starts__gte="2027-07-01").delete()
    Rhythm.objects.update(months_ahead=36)
    planning.plan_ahead()
    assert {one.quarter for one in Suggestion.objects.all()} == {dt.date(2027, 1, 1), dt.date(2027, 4, 1)}


def asked_in(client, person, year=2027):
    """Returns the quarters of the year that still ask for meetings."""
    client.force_login(person)
    page = client.get(f"/meetings/year/{year}/").text
    parts = page.split('<section class="section quarter"')[1:]
    return [number for number, part in enumerate(parts, 1) if "Still to be convened" in part]


def test_plan_ends_with_the_last_term_that_is_known(group, client):
    assert asked_in(client, group) == [1, 2, 3, 4]
    assert asked_in(client, group, 2028) == []
    Chairmanship.objects.filter(starts__gte="2027-07-01").delete()
    planning.plan_ahead()
    assert asked_in(client, group) == [1, 2]
    assert all(one.date <= dt.date(2027, 6, 30) for one in Suggestion.objects.all())


@pytest.mark.parametrize(("ends", "quarters"), [("2027-08-10", [1, 2]), ("2027-08-20", [1, 2, 3])])
def test_term_that_ends_within_a_quarter_plans_it_from_its_middle_on(group, client, ends, quarters):
    Chairmanship.objects.filter(starts="2027-07-01").update(ends=ends)
    planning.plan_ahead()
    assert asked_in(client, group) == quarters
    found = Suggestion.objects.all()
    assert sorted({(one.quarter.month + 2) // 3 for one in found}) == quarters
    assert max(one.date for one in found) <= dt.date.fromisoformat(ends)


def test_dates_beyond_a_term_that_was_removed_are_shown_no_more(group, client):
    planning.plan_ahead()
    late = Suggestion.objects.filter(date__gt="2027-06-30")
    assert late.count() == 4
    client.force_login(group)
    assert "8 dates for regular meetings" in client.get("/").text
    Chairmanship.objects.filter(starts="2027-07-01").delete()
    assert "4 dates for regular meetings" in client.get("/").text  # before the worker runs
    assert 'class="proposed"' not in client.get("/meetings/year/2027/").text.partition("Third quarter")[2]
    with pytest.raises(Refused, match="not known yet who chairs on that date"):
        convening_actions.move_suggestion(late.first(), date=dt.date(2027, 8, 9), by=group)
    planning.plan_ahead()
    assert late.count() == 0


def test_nothing_is_planned_if_no_chair_is_known(group, client):
    Chairmanship.objects.all().delete()
    assert planning.plan_ahead() == 0
    assert asked_in(client, factories.person_of("UNDP")) == []


def test_gap_before_a_known_term_is_planned_as_far_as_that_term(group):
    Chairmanship.objects.filter(starts="2027-01-01").delete()
    planning.plan_ahead()
    assert {one.quarter.month for one in Suggestion.objects.all()} == {1, 4, 7, 10}


def test_working_level_meets_at_its_hour_on_either_side_of_the_change_of_the_clock(group):
    planning.plan_ahead()
    offsets = set()
    for one in Suggestion.objects.filter(level="working"):
        offsets.add(convening_actions.confirm_suggestion(one, by=group).starts_at.strftime("%H:%M %z"))
    assert offsets == {"10:00 +0100", "10:00 +0200"}


def test_year_shows_the_chair_what_is_proposed_and_members_only_what_is_called(group, client):
    planning.plan_ahead()
    factories.meeting("2027-05-11", level="principals")
    member = factories.person_of("UNDP")
    one = Suggestion.objects.filter(level="working").order_by("date").first()
    client.force_login(member)
    page = client.get("/meetings/year/2027/").text
    assert "11 May 2027" in page
    assert "proposed" not in page
    client.force_login(group)
    assert "dates for regular meetings have been suggested" in client.get("/").text
    page = client.get("/meetings/year/2027/").text
    assert planning.in_words(one.date) in page
    assert one.why.split(".")[0] in page
    client.post(f"/meetings/suggestions/{one.pk}/confirm/")
    assert Meeting.objects.filter(suggestion=one).exists()


def test_new_rhythm_moves_what_waits_and_nothing_else(group, client):
    planning.plan_ahead()
    kept = convening_actions.confirm_suggestion(Suggestion.objects.filter(level="working").first(), by=group)
    client.force_login(group)
    fields = {
        "city": "New York", "months_ahead": 12, "principals_a_quarter": 1, "principals_hour": "09:00",
        "principals_length": 120, "working_a_quarter": 1, "weeks_before": 2, "working_hour": "11:00",
        "working_length": 60, "notice_days": 28, "topics_days": 21, "agenda_days": 14, "papers_days": 7,
    }  # fmt: skip
    assert client.post("/meetings/rhythm/", fields).status_code == 302
    assert {one.city for one in Suggestion.objects.waiting()} == {"New York"}
    assert {one.timezone for one in Suggestion.objects.waiting()} == {"America/New_York"}
    kept.refresh_from_db()
    assert kept.city == "Geneva"
    answer = client.post("/meetings/rhythm/", fields | {"months_ahead": 99})
    assert "Enter 36 or less" in answer.text


def test_year_asks_as_often_for_many_meetings(group, client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(group)

    def queries():
        client.get("/meetings/year/2027/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/meetings/year/2027/").status_code == 200
        return len(asked)

    factories.meeting("2027-05-11")
    few = queries()
    for day in range(1, 29):
        for hour in range(9, 19):
            factories.meeting(f"2027-06-{day:02}", time=dt.time(hour))
    assert queries() == few


def test_meeting_that_prepares_the_principals_of_the_next_quarter_counts_for_that(group, client):
    factories.meeting("2027-07-06", level="principals", kind="regular", stage="called")
    factories.meeting("2027-06-15", level="working", kind="regular", stage="called")
    planning.plan_ahead()
    levels = {month: [level for _, level in suggestions(quarter__month=month)] for month in (4, 7)}
    assert levels == {4: ["working", "principals"], 7: []}
    client.force_login(factories.person_of("ILO"))
    page = client.get("/meetings/year/2027/").text
    third = page.partition("Third quarter")[2].partition("Fourth quarter")[0]
    assert "Still to be convened" not in third


def test_preparing_meeting_is_moved_to_before_its_quarter_but_no_further(group):
    factories.meeting("2027-07-06", level="principals", kind="regular", stage="called")
    planning.plan_ahead()
    found = Suggestion.objects.get(quarter=dt.date(2027, 7, 1), level="working")
    convening_actions.move_suggestion(found, date=dt.date(2027, 6, 14), by=group)
    found.refresh_from_db()
    assert found.date == dt.date(2027, 6, 14)
    with pytest.raises(Refused, match="outside the third quarter"):
        convening_actions.move_suggestion(found, date=dt.date(2027, 5, 3), by=group)


def test_planning_reads_only_the_meetings_around_its_quarters(group):
    for year in range(1950, 2027):
        factories.meeting(f"{year}-05-04", level="principals")
    factories.meeting("2027-05-04", level="principals")
    factories.meeting("2027-04-20", level="working")
    factories.meeting("2028-07-04", level="principals")
    year = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
    found = planning.regular(Meeting.objects.all(), *year, Rhythm.current())
    assert {str(quarter): len(there) for quarter, there in found.items()} == {"second quarter of 2027": 2}
