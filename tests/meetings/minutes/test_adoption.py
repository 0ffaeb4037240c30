"""Minutes that wait for the next meeting to adopt them, rather than stand on their date."""

import datetime as dt

import pytest
from django.urls import reverse

from foundation.dates import clock
from foundation.text import rich
from foundation.verbs import Refused
from foundation.web.awaiting import awaited
from meetings.agenda import actions as agenda_actions
from meetings.convening import actions as convening_actions
from meetings.followup import actions as followup_actions
from meetings.minutes import actions as minutes_actions
from meetings.minutes import adoption
from meetings.models import AgendaItem, Meeting
from meetings.prints import exports as prints_exports
from tests.meetings.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

MINUTES = AgendaItem.Kind.MINUTES
LATER = NOW + dt.timedelta(days=60)


def titles(meeting):
    return [item.title for item in meeting.agenda.all()]


@pytest.fixture(autouse=True)
def _nothing_else_ahead(march, people):
    """The history has meetings of its own in April."""
    Meeting.objects.ahead().update(stage=Meeting.Stage.CANCELLED)


@pytest.fixture
def held(plan):
    """A meeting of February, of which there are minutes."""
    return plan(day="2007-02-15", items=["Remittances"], published=True)


def circulate(meeting, people, **how):
    until = NOW + dt.timedelta(days=14)
    return minutes_actions.circulate_minutes(
        meeting, until=until, next_adopts=True, by=people["chair"], **how
    )


def test_minutes_that_wait_for_a_meeting_do_not_stand_on_their_date(held, people):
    meeting = circulate(held, people)
    with clock.moved_to(LATER):
        assert minutes_actions.write_down_what_stands() == 0
        meeting.refresh_from_db()
        assert not meeting.minutes_stand and meeting.takes_comments  # noqa: PT018


def test_next_meeting_of_that_level_has_an_item_for_them(held, people, plan):
    other = plan(day="2007-03-20", level="principals", standing=True)
    following = plan(day="2007-04-10", standing=True)
    circulate(held, people)
    assert titles(following)[:3] == [
        "Adoption of the agenda",
        "Adoption of the minutes of the previous meeting",
        "Matters arising",
    ]
    assert MINUTES not in other.agenda.values_list("kind", flat=True)
    circulate(Meeting.objects.get(pk=held.pk), people)
    assert titles(following).count("Adoption of the minutes of the previous meeting") == 1


def test_meeting_planned_afterwards_has_the_item_too(held, people, plan):
    circulate(held, people)
    assert plan(day="2007-04-10", standing=True).agenda.filter(kind=MINUTES).exists()


def test_minutes_that_stand_by_their_date_are_on_no_agenda(held, people, plan):
    following = plan(day="2007-04-10", standing=True)
    minutes_actions.circulate_minutes(held, until=NOW + dt.timedelta(days=14), by=people["chair"])
    assert not following.agenda.filter(kind=MINUTES).exists()


def test_meeting_adopts_the_minutes_with_one_click_and_says_so_in_its_own(held, people, plan, as_):
    following = plan(day="2007-04-10", standing=True, published=True)
    circulate(held, people)
    browser = as_("chair")
    address = reverse("meetings:minutes", args=[following.pk])
    assert ">Adopt<" not in browser.get(address).text  # it is still ahead
    with clock.moved_to(LATER):
        page = browser.get(address)
        assert ">Adopt<" in page.text
        fields = {
            f"item{form.item.pk}-{name}": form[name].value()
            for form in page.context["forms"]
            for name in ("revision", "opened", "text")
        }
        assert browser.post(address, fields | {"adopts": held.pk}).status_code == 302
        held.refresh_from_db()
        assert held.minutes_stand
        assert (str(held.adopted_on), held.adopted_at) == ("10 April 2007", following)
        item = following.agenda.get(kind=MINUTES)
        said = "The minutes of the working-level meeting of 15 February 2007 were adopted."
        assert rich.plain(item.minutes) == said
        assert (
            "at the working-level meeting of 10 April 2007" in as_("member").get(held.get_absolute_url()).text
        )
        made = prints_exports.minutes(held, prints_exports.items_of(held, held.agenda.all()))
        assert made.state == "Adopted at the working-level meeting of 10 April 2007"
        assert browser.post(address, fields | {"adopts": held.pk}).status_code in (302, 409)  # once is enough


def test_what_the_writer_says_of_the_adoption_stays(held, people, plan, as_):
    following = plan(day="2007-04-10", standing=True)
    circulate(held, people)
    item = following.agenda.get(kind=MINUTES)
    with clock.moved_to(LATER):
        address = reverse("meetings:minutes", args=[following.pk])
        fields = {
            f"item{form.item.pk}-{name}": form[name].value()
            for form in as_("chair").get(address).context["forms"]
            for name in ("revision", "opened", "text")
        }
        words = "They were adopted with a correction in paragraph 3."
        as_("chair").post(address, fields | {"adopts": held.pk, f"item{item.pk}-text": words})
    item.refresh_from_db()
    assert rich.plain(item.minutes) == words
    held.refresh_from_db()
    assert held.minutes_stand


@pytest.mark.parametrize("day", ["2007-02-10", "2007-04-10"])
def test_only_a_later_meeting_that_has_begun_adopts_them(held, people, plan, day):
    other = plan(day=day)
    meeting = circulate(held, people)
    with pytest.raises(Refused, match=r"has not started yet|not to be adopted at that"):
        minutes_actions.adopt_at(meeting, at=other, by=people["chair"])


def test_circulation_that_is_taken_back_waits_for_no_meeting(held, people, mail_in_rows):
    circulate(held, people)
    minutes_actions.take_back_minutes(Meeting.objects.get(pk=held.pk), by=people["chair"])
    held.refresh_from_db()
    assert not held.next_adopts


def test_chair_chooses_when_circulating(held, as_, mailoutbox):
    address = reverse("meetings:circulate", args=[held.pk])
    answer = as_("chair").post(address, {"day": "14 March 2007", "hour": "18:00", "next_adopts": "yes"})
    assert answer.status_code == 302
    held.refresh_from_db()
    assert held.next_adopts
    assert "The next meeting will then adopt them." in as_("member").get(held.get_absolute_url()).text


# What becomes of them where that meeting does not adopt them ---------------------------------------------


def has_the_item(meeting):
    return meeting.agenda.filter(kind=MINUTES).exists()


def home_sentences(person):
    return [one.sentence for one in awaited(person) if "still not adopted" in one.sentence]


def test_cancelled_meeting_passes_the_item_on_and_the_chair_is_told(held, people, plan):
    following, after = plan(day="2007-04-10", standing=True), plan(day="2007-05-10", standing=True)
    other = plan(day="2007-05-08", level="principals", standing=True)
    circulate(held, people)
    assert not has_the_item(after)
    assert home_sentences(people["chair"]) == []
    convening_actions.cancel_meeting(following, by=people["chair"])
    assert has_the_item(after)
    assert not has_the_item(other)
    [told] = home_sentences(people["chair"])
    assert told == (
        "The minutes of the working-level meeting of 15 February 2007 are still not adopted because the "
        "working-level meeting of 10 April 2007 was cancelled. They are now on the agenda of the "
        "working-level meeting of 10 May 2007."
    )
    assert home_sentences(people["member"]) == []


def test_meeting_that_passes_without_adopting_them_passes_the_item_on_once(held, people, plan):
    following, after = plan(day="2007-04-10", standing=True), plan(day="2007-05-10", standing=True)
    circulate(held, people)
    assert minutes_actions.pass_on_adoptions() == 0  # it is still ahead
    with clock.moved_to(dt.date(2007, 4, 11)):
        assert minutes_actions.pass_on_adoptions() == 1
        assert minutes_actions.pass_on_adoptions() == 0
        assert has_the_item(after)
        assert has_the_item(following)  # it was on that agenda
        [told] = home_sentences(people["chair"])
        assert "10 April 2007 passed without adopting them. They are now on the agenda of the working" in told


def test_chair_is_told_where_no_other_meeting_is_planned(held, people, plan):
    plan(day="2007-04-10", standing=True)
    circulate(held, people)
    with clock.moved_to(dt.date(2007, 4, 11)):
        assert minutes_actions.pass_on_adoptions() == 0
        [told] = home_sentences(people["chair"])
        assert told.endswith("Plan the next meeting, or adopt them on the page of the meeting.")
        assert has_the_item(plan(day="2007-05-10", standing=True))


def test_adopted_after_all_they_leave_the_next_agenda_and_the_chairs_desk(held, people, plan):
    following, after = plan(day="2007-04-10", standing=True), plan(day="2007-05-10", standing=True)
    circulate(held, people)
    with clock.moved_to(dt.date(2007, 4, 12)):
        minutes_actions.pass_on_adoptions()
        assert has_the_item(after)
        minutes_actions.adopt_at(held, at=following, by=people["chair"])
        assert has_the_item(following)
        assert not has_the_item(after)
        assert home_sentences(people["chair"]) == []


@pytest.mark.parametrize("way", ["adopt", "circulate anew", "take back"])
def test_minutes_that_wait_no_more_are_on_no_agenda(held, people, plan, mail_in_rows, way):
    following = plan(day="2007-04-10", standing=True)
    circulate(held, people)
    assert has_the_item(following)
    if way == "adopt":
        minutes_actions.adopt_minutes(held, by=people["chair"])
    elif way == "circulate anew":
        minutes_actions.circulate_minutes(held, until=NOW + dt.timedelta(days=20), by=people["chair"])
    else:
        minutes_actions.take_back_minutes(held, by=people["chair"])
    assert not has_the_item(following)


def test_item_on_which_something_was_said_stays(held, people, plan):
    following = plan(day="2007-04-10", standing=True, published=True)
    circulate(held, people)
    item = following.agenda.get(kind=MINUTES)
    followup_actions.record_action(item, text="Check paragraph 3.", by=people["chair"])
    minutes_actions.adopt_minutes(held, by=people["chair"])
    assert has_the_item(following)


def test_item_that_the_chair_takes_off_does_not_come_back(held, people, plan):
    following, after = plan(day="2007-04-10", standing=True), plan(day="2007-05-10", standing=True)
    circulate(held, people)
    agenda_actions.remove_item(following.agenda.get(kind=MINUTES), by=people["chair"])
    assert minutes_actions.pass_on_adoptions() == 1
    assert not has_the_item(following)
    assert has_the_item(after)


def test_desk_asks_the_same_for_one_and_for_many(held, people, plan, django_assert_max_num_queries):
    days = ["2007-02-02", "2007-02-05", "2007-02-06", "2007-02-07"]
    for meeting in [held, *(plan(day=day, items=["A"], published=True) for day in days)]:
        circulate(meeting, people)
    plan(day="2007-04-10", standing=True)
    with clock.moved_to(dt.date(2007, 4, 11)), django_assert_max_num_queries(3):
        assert len(adoption.missed()) == 5
