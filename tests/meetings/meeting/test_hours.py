"""Hours are those of the place, over the changes to and from summer time; a form says what cannot be."""

import datetime as dt
import html
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from foundation.dates import clock
from foundation.dates import hours as dates_hours
from meetings.meeting import places
from meetings.models import Meeting
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

ZURICH = "Europe/Zurich"


@pytest.fixture
def planned(as_):
    """What comes of the form: the meeting, or None, and the page that is read then."""

    def send(**typed):
        known = set(Meeting.objects.values_list("pk", flat=True))
        fields = {"level": "working", "date": "14 May 2007", "city": "Geneva", "time": "15:00"} | typed
        answer = as_("chair").post(reverse("meetings:meeting_plan"), fields, follow=True)
        return Meeting.objects.exclude(pk__in=known).first(), html.unescape(answer.content.decode())

    return send


def at(day, time, zone=ZURICH, **fields):
    return factories.meeting(day, time=dt.time.fromisoformat(time), timezone=zone, **fields)


@pytest.mark.parametrize(
    ("day", "utc"),
    [("2007-03-24", 14), ("2007-03-25", 13), ("2007-10-27", 13), ("2007-10-28", 14)],
)
def test_meeting_at_three_in_geneva_is_at_three_in_geneva_in_summer_and_in_winter(day, utc):
    meeting = at(day, "15:00", length=60)
    assert meeting.starts_at.astimezone(dt.UTC).hour == utc
    assert places.hours(meeting) == "15:00–16:00 (Geneva time)"


@pytest.mark.parametrize(
    ("day", "time", "hours"),
    [
        ("2007-03-25", "01:00", "01:00–04:00 (Geneva time)"),  # two hours, of which the clock leaves one out
        ("2007-10-28", "01:00", "01:00–02:00 (Geneva time)"),  # two hours, of which the clock repeats one
        ("2007-06-08", "23:00", "23:00–01:00 on 9 June (Geneva time)"),
    ],
)
def test_meeting_that_crosses_a_change_of_the_clock_or_midnight(day, time, hours):
    meeting = at(day, time, length=120)
    assert places.hours(meeting) == hours
    assert meeting.ends_at - meeting.starts_at.astimezone(dt.UTC) == dt.timedelta(hours=2)


def test_meeting_is_over_by_the_hour_of_its_place():
    meeting = at("2007-06-08", "15:00", "America/New_York")
    with clock.moved_to(dt.datetime(2007, 6, 8, 18, 59, tzinfo=dt.UTC)):
        assert not meeting.is_over
    with clock.moved_to(dt.datetime(2007, 6, 8, 19, 1, tzinfo=dt.UTC)):
        assert meeting.is_over


@pytest.mark.parametrize(
    ("zone", "month", "told"),
    [(ZURICH, 1, "UTC+1"), (ZURICH, 7, "UTC+2"),
     ("America/New_York", 1, "UTC−5"), ("America/St_Johns", 1, "UTC−3:30")],
)  # fmt: skip
def test_offset_is_told_as_people_write_it(zone, month, told):
    assert dates_hours.offset(dt.datetime(2007, month, 1, 12, tzinfo=ZoneInfo(zone))) == told


def test_deadline_of_a_mail_names_day_hour_place_and_offset():
    until = dt.datetime(2007, 5, 11, 16, tzinfo=dt.UTC)
    assert dates_hours.moment(until) == "Friday 11 May 2007, 18:00 (Geneva time, UTC+2)"


def test_page_tells_the_moment_to_the_readers_own_browser(as_, plan):
    meeting = plan(time=dt.time(15), timezone="America/New_York", city="New York", length=60, published=True)
    for page in (meeting.get_absolute_url(), reverse("meetings:meeting_list"), reverse("home")):
        text = as_("member").get(page).content.decode()
        assert 'datetime="2007-04-10T15:00:00-04:00" data-ends="2007-04-10T16:00:00-04:00"' in text, page
        assert "15:00–16:00 (New York time)" in text, page


# The form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("17:30", 150), ("2 h 30", 150), ("2h30", 150), ("150", 150), ("2.5 hours", 150), ("90 min", 90),
     ("1 hour", 60), ("2 h 30 min", 150), ("", None)],
)  # fmt: skip
def test_end_is_taken_as_an_hour_or_as_a_length(planned, typed, minutes):
    assert planned(length=typed)[0].length == minutes


@pytest.mark.parametrize(
    ("typed", "words"),
    [("14:30", "end before it starts"), ("15:00", "end before it starts"),
     ("18h30", "Write an end time as 17:30"),
     ("long", "Enter an end time"), ("25:00", "Enter an end time"),
     ("0", "up to 12 hours")],
)  # fmt: skip
def test_end_that_cannot_be_is_said_beside_the_field_and_kept(planned, typed, words):
    meeting, page = planned(length=typed)
    assert meeting is None
    assert words in page
    assert f'value="{typed}"' in page


def test_end_without_a_begin_asks_for_it(planned):
    meeting, page = planned(time="", length="17:30")
    assert meeting is None
    assert "Enter a start time too" in page


def test_end_over_a_change_of_the_clock_counts_the_hours_that_there_are(planned):
    assert planned(date="2007-03-25", time="01:00", length="04:00")[0].length == 120
    assert planned(date="2007-10-28", time="01:00", length="04:00")[0].length == 240


@pytest.mark.parametrize(
    ("day", "city", "hour", "same"),
    [("2007-03-25", "Geneva", "02:30", "03:30"), ("2008-03-09", "New York", "02:00", "03:00")],
)
def test_hour_that_does_not_exist_in_that_zone_is_refused_with_the_reason(planned, day, city, hour, same):
    meeting, page = planned(date=day, city=city, time=hour)
    assert meeting is None
    assert f"There is no {hour} on" in page
    assert f"The same moment is {same}" in page


def test_same_hour_is_taken_where_the_clocks_do_not_change_that_day(planned):
    assert (
        planned(date="2007-03-25", city="New York", time="02:30")[0].starts_at.utcoffset().total_seconds() < 0
    )


def test_hour_that_comes_twice_is_told_how_it_is_read(planned):
    meeting, page = planned(date="2007-10-28", time="02:30")
    assert meeting.starts_at.astimezone(dt.UTC) == dt.datetime(2007, 10, 28, 0, 30, tzinfo=dt.UTC)
    assert "02:30 comes twice on 28 October 2007" in page
    assert "in summer time (UTC+2)" in page


def test_past_date_is_taken_and_told_once(planned, as_):
    meeting, page = planned(date="1 February 2007")
    assert meeting
    assert "This date has passed" in page
    again = {"level": "working", "date": "2007-02-01", "city": "Geneva", "time": "15:00", "venue": "Palais"}
    change = reverse("meetings:meeting_change", args=[meeting.pk])
    answer = as_("chair").post(change, again | {"revision": meeting.revision}, follow=True)
    assert "Meeting saved" in answer.content.decode()
    assert "This date has passed" not in answer.content.decode()


def test_deadlines_are_of_the_groups_zone_and_who_presides_is_told(planned, as_):
    meeting, _ = planned(
        topics_until="20 April 2007",
        papers_until="2007-05-07 12:30",
        presides="The Director",
        dial_in="+41 22",
    )
    assert meeting.topics_until == dt.datetime(2007, 4, 20, 16, tzinfo=dt.UTC)
    assert meeting.papers_until == dt.datetime(2007, 5, 7, 10, 30, tzinfo=dt.UTC)
    assert (meeting.presides, meeting.dial_in) == ("The Director", "+41 22")
    page = as_("chair").get(reverse("meetings:meeting_change", args=[meeting.pk])).content.decode()
    assert 'value="20 April 2007, 18:00"' in page
    assert 'value="7 May 2007, 12:30"' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [("May 2007", "The day is missing"), ("2007-05-07 25:00", "This is not a valid time"),
     ("soon", "This is not a date"),
     ("25 March 2007, 02:30", "There is no 02:30")],
)  # fmt: skip
def test_deadline_that_is_no_moment_is_refused(planned, typed, words):
    meeting, page = planned(papers_until=typed)
    assert meeting is None
    assert words in page


def test_deadline_after_the_meeting_only_warns(planned):
    meeting, page = planned(topics_until="15 May 2007")
    assert meeting
    assert "The deadline for topics is after the start of the meeting" in page


@pytest.mark.parametrize(
    ("day", "against"),
    [
        ("1 August 2007", "National Day in Geneva"),
        ("12 May 2007", "12 May 2007: weekend"),
        ("4 July 2007", "Independence Day at the seats of"),
        ("24 May 2007", "taken by a working-level meeting"),
        ("25 May 2007", "close to a working-level meeting"),
        ("9 July 2007", "taken by Global Forum"),
        ("12 June 2007", ""),
    ],
)
def test_day_against_which_something_speaks_is_kept_with_a_warning(planned, as_, day, against):
    factories.occasion(starts="2007-07-09", ends="2007-07-11")
    factories.meeting("2007-05-24", city="Geneva")
    meeting, page = planned(date="14 June 2007")
    assert "The meeting is saved for that day" not in page
    typed = {"level": "working", "date": day, "city": "Geneva", "time": "15:00", "revision": meeting.revision}
    answer = as_("chair").post(reverse("meetings:meeting_change", args=[meeting.pk]), typed, follow=True)
    page = html.unescape(answer.content.decode())
    meeting.refresh_from_db()
    assert str(meeting.date) == day
    assert against in page
    assert ("The meeting was saved for that day." in page) == bool(against)
    # The same date saved again says nothing of itself.
    answer = as_("chair").post(
        reverse("meetings:meeting_change", args=[meeting.pk]),
        typed | {"revision": meeting.revision, "venue": "Room VII"},
        follow=True,
    )
    assert "The meeting was saved for that day." not in answer.content.decode()


def test_who_opens_the_form_and_saves_it_changes_nothing(as_, plan):
    meeting = plan(
        time=dt.time(15), timezone=ZURICH, length=150, dial_in="One\nTwo",
        topics_until=dt.datetime(2007, 4, 1, 16, tzinfo=dt.UTC),
    )  # fmt: skip
    address = reverse("meetings:meeting_change", args=[meeting.pk])
    form = as_("chair").get(address).context["form"]
    fields = {bound.html_name: bound.value() or "" for bound in form} | {"revision": meeting.revision}
    before = {**vars(meeting)}
    fields["time"] = "15:00"
    fields.pop("by_video")
    assert as_("chair").post(address, fields).status_code == 302
    after = vars(Meeting.objects.get(pk=meeting.pk))
    assert {name for name in after if after[name] != before[name]} <= {"_state", "revision"}


# Called at once --------------------------------------------------------------------------------------


def test_chair_plans_and_calls_an_ad_hoc_meeting_in_one_go(planned, people, mailoutbox):
    meeting, page = planned(call="yes")
    assert (meeting.stage, meeting.kind) == ("called", "ad_hoc")
    assert "Meeting convened" in page
    assert people["member"].email in {to for mail in mailoutbox for to in mail.to}


def test_calling_at_once_keeps_the_kind_that_was_chosen(planned):
    assert planned(call="yes", kind="regular")[0].kind == "regular"


def test_meeting_that_is_there_already_is_not_called_again(planned, people, mailoutbox):
    planned(call="yes")
    mailoutbox.clear()
    meeting, page = planned(call="yes")
    assert meeting is None
    assert "already a meeting of this level" in page
    assert not mailoutbox
