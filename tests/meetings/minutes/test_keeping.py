"""Whose task minutes are when a term has ended: the outgoing chair's, until it gives them over."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import User
from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.models import Mail
from foundation.verbs import Refused
from foundation.web.awaiting import awaited
from meetings.convening import actions as convening_actions
from meetings.minutes import actions as minutes_actions
from meetings.minutes.awaiting import awaiting as minutes_awaiting
from meetings.models import Meeting
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

JUNE, LAST = dt.datetime(2007, 6, 25, 9, tzinfo=dt.UTC), dt.datetime(2007, 6, 30, 9, tzinfo=dt.UTC)
JULY = dt.datetime(2007, 7, 2, 9, tzinfo=dt.UTC)
NAMED = "the working-level meeting of 20 June 2007"


@pytest.fixture
def held(plan):
    """A meeting of IOM's last month. UNDESA has the chair from July on."""
    return plan(day="2007-06-20", items=["Remittances"], published=True)


def tasks(person):
    """What the person reads at home about the minutes of that meeting."""
    person = User.objects.get(pk=person.pk)  # what a person may is kept on the object for the day
    return [one.sentence for one in awaited(person) if NAMED in one.sentence and "minutes" in one.sentence]


def write(meeting, by, text="Heard."):
    item = meeting.agenda.get()
    return minutes_actions.write_minutes(item, text=text, revision=item.revision, by=by)


def post(browser, name, meeting):
    return browser.post(reverse(f"meetings:{name}", args=[meeting.pk]), follow=True).text


def asked_to_write(as_, meeting):
    """Returns who is asked to write the minutes: at home, on the page of the meeting, at the handover."""
    address = reverse("meetings:minutes", args=[meeting.pk])
    found = {"home": set(), "page": set(), "agenda": set(), "handover": set(), "may": set()}
    for who in ("chair", "outgoing", "incoming", "member", "secretariat"):
        pages = {
            "home": as_(who).get("/").text,
            "page": as_(who).get(meeting.get_absolute_url()).text,
            "agenda": as_(who).get(reverse("meetings:agenda", args=[meeting.pk])).text,
            "handover": as_(who).get("/chair/iom-2007-01/handover/").text,
        }
        for place, page in pages.items():
            if f'href="{address}"' in page:
                found[place].add(who)
        if as_(who).get(address).status_code == 200:
            found["may"].add(who)
    return found


def places(who):
    agenda = {who} if who != "chair" else set()  # the chair of today edits agendas, and only that one
    return {"home": {who}, "page": {who}, "agenda": agenda, "handover": {who}, "may": {who}}


def test_outgoing_chair_keeps_the_minutes_and_gives_them_over_with_one_click(held, people, as_, mailoutbox):
    with clock.moved_to(JULY):
        assert asked_to_write(as_, held) == places("chair")
        assert tasks(people["chair"]) == [f"Write the minutes of {NAMED}."]
        assert tasks(people["incoming"]) == []
        page = as_("incoming").get(held.get_absolute_url()).text
        assert "IOM chaired this meeting and writes its minutes." in page
        assert "Give minutes over" not in page

        mailoutbox.clear()
        done = post(as_("chair"), "minutes_give_over", held)
        assert "You have given the minutes over to the chair." in done
        assert asked_to_write(as_, held) == places("incoming")
        assert tasks(people["chair"]) == []
        assert tasks(people["incoming"]) == [f"Write the minutes of {NAMED}."]
        said = "M. Chair gave these minutes over from IOM to the chair on 2 July 2007."
        for who in ("incoming", "member"):
            assert said in as_(who).get(held.get_absolute_url()).text, who
        [letter] = mailoutbox
        assert letter.to == [people["incoming"].email]
        assert letter.subject.startswith("Minutes given over to you")
        words = " ".join(letter.body.split())
        assert f"Please finish the minutes of {NAMED} and circulate them." in words
        assert "M. Chair has given them over to you." in words


def test_draft_is_finished_by_the_one_that_keeps_it(held, people):
    with clock.moved_to(JUNE):
        write(held, people["chair"])
    with clock.moved_to(JULY):
        assert tasks(people["chair"]) == [f"Circulate the minutes of {NAMED}."]
        assert tasks(people["incoming"]) == []
        minutes_actions.give_over(held, by=people["chair"])
        assert tasks(people["chair"]) == []
        assert tasks(people["incoming"]) == [f"Circulate the minutes of {NAMED}."]


def test_undo_lasts_until_the_other_has_begun(held, people, as_, mail_in_rows):
    with clock.moved_to(JULY):
        post(as_("chair"), "minutes_give_over", held)
        assert Mail.objects.unsent().filter(subject__startswith="Minutes given over").count() == 1
        assert "Undo" in as_("chair").get(held.get_absolute_url()).text
        assert "Undo" not in as_("incoming").get(held.get_absolute_url()).text
        done = post(as_("chair"), "minutes_keep", held)
        assert "The minutes are no longer given over." in done
        assert not Mail.objects.unsent().filter(subject__startswith="Minutes given over").exists()
        assert tasks(people["chair"]) == [f"Write the minutes of {NAMED}."]

        post(as_("chair"), "minutes_give_over", held)
        write(held, people["incoming"])
        page = as_("chair").get(held.get_absolute_url()).text
        assert "gave these minutes over" in page
        assert "Undo" not in page
        assert "It is too late to undo this" in post(as_("chair"), "minutes_keep", held)
        assert tasks(people["incoming"]) == [f"Circulate the minutes of {NAMED}."]


@pytest.mark.parametrize("what", ["circulated", "adopted"])
def test_minutes_that_went_on_are_not_taken_back(held, people, what):
    with clock.moved_to(JULY):
        minutes_actions.give_over(held, by=people["chair"])
        until = clock.now() + dt.timedelta(days=9)
        minutes_actions.circulate_minutes(held, until=until, by=people["incoming"])
        if what == "adopted":
            minutes_actions.adopt_minutes(held, by=people["incoming"])
        with pytest.raises(Refused, match="too late to undo this"):
            minutes_actions.keep_after_all(held, by=people["chair"])


@pytest.mark.parametrize("moment", [JUNE, LAST])
def test_chair_does_not_give_over_what_is_its_own_work_until_the_last_day(held, people, as_, moment):
    with clock.moved_to(moment):
        assert "Give minutes over" not in as_("chair").get(held.get_absolute_url()).text
        assert as_("chair").post(reverse("meetings:minutes_give_over", args=[held.pk])).status_code == 403
        with pytest.raises(Refused, match="The chair keeps these minutes already"):
            minutes_actions.give_over(held, by=people["chair"])


def test_secretariat_gives_over_for_an_agency_that_does_not(held, people, as_):
    with clock.moved_to(JULY):
        post(as_("secretariat"), "minutes_give_over", held)
        assert tasks(people["incoming"]) == [f"Write the minutes of {NAMED}."]
        assert "S. Cretary gave these minutes over from IOM" in as_("chair").get(held.get_absolute_url()).text


def test_next_meeting_adopts_what_the_outgoing_chair_keeps(held, people, as_, plan):
    with clock.moved_to(JUNE):
        until = clock.now() + dt.timedelta(days=9)
        minutes_actions.circulate_minutes(held, until=until, next_adopts=True, by=people["chair"])
    with clock.moved_to(JULY):
        following = convening_actions.plan_meeting(
            date=factories.date("2007-07-03"), level="working", by=people["incoming"]
        )
        convening_actions.call_meeting(following, by=people["incoming"])
    with clock.moved_to(JULY + dt.timedelta(days=1)):
        address = reverse("meetings:minutes", args=[following.pk])
        fields = {
            f"item{form.item.pk}-{name}": form[name].value()
            for form in as_("incoming").get(address).context["forms"]
            for name in ("revision", "opened", "text")
        }
        assert as_("incoming").post(address, fields | {"adopts": held.pk}).status_code == 302
    held.refresh_from_db()
    assert held.adopted_at == following


def test_agency_that_chairs_again_needs_no_click(held, people, as_):
    Chairmanship.objects.filter(agency__acronym="UNDESA").update(agency=factories.agency("IOM"))
    with clock.moved_to(JULY):
        page = as_("chair").get(held.get_absolute_url()).text
        assert "Write minutes" in page
        assert "Give minutes over" not in page
        assert "writes its minutes" not in page


def test_what_came_with_an_archive_is_with_the_chair(people, as_):
    old = factories.meeting("2006-11-14", city="Geneva")
    assert Meeting.objects.get(pk=old.pk).called_at is None
    assert [
        as_(who).get(reverse("meetings:minutes", args=[old.pk])).status_code for who in ("chair", "outgoing")
    ] == [
        200,
        403,
    ]
    assert "writes its minutes" not in as_("chair").get(old.get_absolute_url()).text


def test_both_of_the_last_co_chairs_keep_them(held, people, as_):
    factories.term("ILO", "2007-01-01", "2007-06-30", capacity="co_chair")
    Chairmanship.objects.filter(agency__acronym="IOM").update(capacity="co_chair")
    with clock.moved_to(JULY):
        page = as_("incoming").get(held.get_absolute_url()).text
        assert "ILO and IOM chaired this meeting and write its minutes." in page
        for who in ("chair", "member"):
            assert tasks(people[who]) == [f"Write the minutes of {NAMED}."]


def test_checklist_says_with_whom_they_are(held, people, as_):
    def said(who):
        return as_(who).get("/chair/iom-2007-01/handover/").text

    with clock.moved_to(JUNE):
        stay = "They stay with IOM, unless it gives them over to the next chair."
        assert f"The minutes of {NAMED} are not written yet. {stay}" in said("chair")
        write(held, people["chair"])
        assert f"The minutes of {NAMED} are still a draft. {stay}" in said("incoming")
    with clock.moved_to(JULY):
        minutes_actions.give_over(held, by=people["chair"])
        for who in ("chair", "incoming"):
            text = said(who)
            assert f"The minutes of {NAMED} are still a draft. They are with the chair." in text
            assert stay not in text


def test_home_asks_as_often_for_many_minutes(held, people, plan):
    def queries(who):
        person = User.objects.get(pk=people[who].pk)
        with CaptureQueriesContext(connection) as asked:
            list(minutes_awaiting(person))
        return len(asked)

    with clock.moved_to(JULY):
        few = {who: queries(who) for who in ("chair", "incoming")}
    for day in range(1, 15):
        factories.meeting(f"2007-06-{day:02}", called_at=clock.now(), agenda_state="provisional")
    with clock.moved_to(JULY):
        assert {who: queries(who) for who in ("chair", "incoming")} == few
