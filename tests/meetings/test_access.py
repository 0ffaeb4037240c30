"""Who reads and does what around a meeting, as the calendar has it, and that no draft shows through."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from agencies.models import User
from chairmanship.handover import report
from chairmanship.models import Chairmanship
from foundation import archive
from foundation.dates import clock
from foundation.web.awaiting import awaited
from meetings.convening import actions as convening_actions
from meetings.followup import actions as followup_actions
from meetings.minutes import actions as minutes_actions
from meetings.models import Meeting
from tests import factories
from tests.meetings.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

DRAFT_READERS = {"chair", "outgoing", "incoming", "secretariat"}
GROUP = DRAFT_READERS | {"member"}
LATER = dt.datetime(2007, 5, 1, 16, tzinfo=dt.UTC)


def zurich(*moment):
    return dt.datetime(*moment, tzinfo=clock.zone())


def may(person, permission, thing, moment):
    with clock.moved_to(moment):
        return User.objects.get(pk=person.pk).has_perm(permission, thing)


# With the clock moved -----------------------------------------------------------------------------


def test_outgoing_finish_the_minutes_of_meetings_that_they_chaired_and_plan_no_more(plan, people):
    held = plan(day="2007-06-20")
    iom, undesa = people["chair"], people["incoming"]
    before, after = zurich(2007, 6, 30, 23, 59, 59), zurich(2007, 7, 1)
    for permission in ("meetings.plan_meeting", "meetings.change_meeting", "meetings.write_minutes"):
        assert may(iom, permission, held, before)
        assert not may(undesa, permission, held, before)
        assert may(undesa, permission, held, after) is (permission != "meetings.write_minutes")
    assert may(iom, "meetings.write_minutes", held, after)
    assert may(iom, "meetings.read_minutes", held, after)
    assert not may(iom, "meetings.plan_meeting", None, after)
    assert not may(iom, "meetings.change_meeting", held, after)
    # For good, when they are no longer of the troika either.
    assert may(iom, "meetings.write_minutes", held, zurich(2008, 3, 1))
    assert not may(people["outgoing"], "meetings.write_minutes", held, after)


def test_incoming_write_nothing_of_a_meeting_in_their_term_before_it_begins(plan, people):
    coming = plan(day="2007-07-10")
    assert not may(people["incoming"], "meetings.write_minutes", coming, zurich(2007, 6, 30, 23, 59, 59))
    assert may(people["incoming"], "meetings.write_minutes", coming, zurich(2007, 7, 1))
    assert not may(people["chair"], "meetings.write_minutes", coming, zurich(2007, 7, 1))


def test_secretariat_is_caretaker_in_a_gap_and_reads_at_any_time(plan, people):
    meeting = plan()
    with clock.moved_to(zurich(2009, 2, 1)):
        own = convening_actions.plan_meeting(
            date=factories.date("2009-02-20"), level="working", by=people["secretariat"]
        )
    for permission in ("meetings.plan_meeting", "meetings.change_meeting", "meetings.write_minutes"):
        assert not may(people["secretariat"], permission, meeting, NOW)
        assert may(people["secretariat"], permission, own, zurich(2009, 3, 1))
    assert not may(people["secretariat"], "meetings.write_minutes", meeting, zurich(2009, 3, 1))
    assert may(people["secretariat"], "meetings.give_minutes_over", meeting, zurich(2009, 3, 1))
    assert may(people["secretariat"], "meetings.read_minutes", meeting, NOW)


def test_action_is_reported_by_its_owner_the_chair_and_the_secretariat(plan, people):
    item = plan(items=["A"]).agenda.get()
    action = followup_actions.record_action(
        item, text="Send", agency=factories.agency("ILO"), by=people["chair"]
    )
    allowed = {who for who, person in people.items() if may(person, "meetings.report_action", action, NOW)}
    assert allowed == {"chair", "member", "secretariat"}


# Pages by who asks ---------------------------------------------------------------------------------


def answers(as_, address, *, post=False):
    found = {}
    for who in [*sorted(GROUP), "outsider", "visitor"]:
        browser = as_(who)
        answer = browser.post(address) if post else browser.get(address)
        found[who] = answer.status_code
        if who == "visitor":
            assert answer.url.startswith(reverse("login"))
    return found


def everybody(**codes):
    return {**dict.fromkeys(GROUP, codes.pop("group", 200)), "visitor": 302, **codes}


def test_planned_meeting_is_not_there_for_members(plan, as_):
    meeting = plan(called=False)
    assert answers(as_, meeting.get_absolute_url()) == everybody(member=404, outsider=404)
    assert answers(as_, reverse("meetings:meeting_detail", args=[0])) == everybody(group=404, outsider=404)


def test_called_meeting_is_read_by_the_group(plan, as_):
    assert answers(as_, plan().get_absolute_url()) == everybody(outsider=404)
    for name in ("meeting_list", "decision_list", "action_list"):
        assert answers(as_, reverse(f"meetings:{name}")) == everybody(outsider=403)


@pytest.mark.parametrize("name", ["meeting_change", "agenda", "minutes", "circulate"])
def test_chair_alone_works_on_a_called_meeting(plan, as_, name):
    address = reverse(f"meetings:{name}", args=[plan(items=["A"]).pk])
    assert answers(as_, address) == everybody(group=403, chair=200, outsider=404)


@pytest.mark.parametrize(
    "name", ["meeting_call", "meeting_cancel", "agenda_publish", "minutes_adopt", "item_add"]
)
def test_verbs_are_the_chairs(plan, as_, name):
    address = reverse(f"meetings:{name}", args=[plan().pk])
    found = answers(as_, address, post=True)
    found.pop("chair")
    assert found == {**dict.fromkeys(GROUP - {"chair"}, 403), "outsider": 404, "visitor": 302}


def test_cancelled_plan_is_never_heard_of_and_a_cancelled_meeting_is(plan, people, as_):
    plan_only = convening_actions.cancel_meeting(plan(called=False), by=people["chair"])
    called = convening_actions.cancel_meeting(plan(day="2007-04-11"), by=people["chair"])
    member = as_("member")
    assert member.get(plan_only.get_absolute_url()).status_code == 404
    assert b"cancelled" in member.get(called.get_absolute_url()).content
    assert as_("incoming").get(plan_only.get_absolute_url()).status_code == 200


# No draft shows through ----------------------------------------------------------------------------

SECRET = "Zanzibar"


@pytest.fixture
def drafts(plan, people):
    """A planned meeting, a private agenda, and minutes in draft, each with a word of its own."""
    chair = people["chair"]
    plan(called=False, title=f"{SECRET} planned", day="2007-03-10", items=[f"{SECRET} idea"])
    plan(day="2007-04-11", items=[f"{SECRET} private"])
    written = plan(day="2007-02-15", items=["Open item"], published=True)
    written.guests.create(position=0, organization=f"{SECRET} Trust")
    item = written.agenda.get()
    item = minutes_actions.write_minutes(item, text=f"{SECRET} said", revision=0, by=chair)
    followup_actions.record_decision(item, text=f"{SECRET} decided", by=chair)
    followup_actions.record_action(item, text=f"{SECRET} to do", agency=factories.agency("ILO"), by=chair)
    minutes_actions.comment(written, text=f"{SECRET} remarked", item=item, agency=None, by=people["outgoing"])
    return written


def pages(meeting):
    names = ("meeting_list", "decision_list", "action_list")
    term = Chairmanship.objects.by_slug("iom-2007-01")
    return [
        *(reverse(f"meetings:{name}") + query for name in names for query in ("", "?q=Zanz", "?state=all")),
        *(one.get_absolute_url() for one in Meeting.objects.filter(term=None)),
        term.get_absolute_url(),
        reverse("home"),
    ]


@pytest.mark.parametrize("who", ["visitor", "member", "outsider"])
def test_no_page_tells_of_drafts(drafts, as_, who):
    browser = as_(who)
    for address in pages(drafts):
        text = browser.get(address).content.decode()
        assert SECRET not in text, address
        assert "10 March 2007" not in text, address


def test_who_was_heard_and_what_for_is_public_once_the_minutes_stand(drafts, people, as_):
    Meeting.objects.filter(pk=drafts.pk).update(purpose="To hear about remittances.")
    term = Chairmanship.objects.by_slug("iom-2007-01").get_absolute_url()
    minutes_actions.circulate_minutes(drafts, until=LATER, by=people["chair"])
    assert f"{SECRET} Trust" in as_("member").get(drafts.get_absolute_url()).text
    text = as_("visitor").get(term).text
    assert "15 February 2007" in text
    assert SECRET not in text
    assert "remittances" not in text
    with clock.moved_to(LATER):
        text = as_("visitor").get(term).text
    assert f"{SECRET} Trust" in text
    assert "To hear about remittances." in text


def test_troika_reads_and_comments_on_drafts(drafts, as_):
    browser = as_("incoming")
    text = browser.get(drafts.get_absolute_url()).content.decode()
    for word in ("said", "decided", "to do", "remarked"):
        assert f"{SECRET} {word}" in text
    answer = browser.post(
        reverse("meetings:comment", args=[drafts.pk]), {"text": "One word more."}, follow=True
    )
    assert "One word more." in answer.content.decode()


def test_nothing_of_a_draft_is_mailed_to_who_does_not_read_it(drafts, people, as_, mailoutbox):
    """What the secretariat enters for a member and for the incoming chair while the minutes are a draft."""
    mailoutbox.clear()
    secretary, item = people["secretariat"], drafts.agenda.get()
    followup_actions.report_action(item.actions.get(), done=True, by=secretary)
    for acronym in ("ILO", "UNDESA"):
        entered = {"text": f"{SECRET} of {acronym}", "item": item, "agency": factories.agency(acronym)}
        made = minutes_actions.comment(drafts, **entered, by=secretary)
        minutes_actions.settle_comment(made, taken_in=True, by=people["chair"])
    assert {address for one in mailoutbox for address in one.to} == {people["incoming"].email}
    assert len(mailoutbox) == 2
    minutes_actions.circulate_minutes(drafts, until=LATER, by=people["chair"])
    text = as_("member").get(drafts.get_absolute_url()).text
    assert f"{SECRET} of ILO" in text  # what stands in their name they read then
    assert f"{SECRET} of UNDESA" not in text


def test_nobody_is_awaited_for_what_is_a_draft(drafts, people):
    assert not [one for one in awaited(people["member"]) if SECRET in one.sentence]
    assert [one for one in awaited(people["chair"]) if "Circulate the minutes" in one.sentence]


def test_report_and_archive_tell_of_no_draft(drafts):
    term = Chairmanship.objects.by_slug("iom-2007-01")
    assert SECRET not in json.dumps(report.gather(term, as_at=clock.today()), default=str)
    told = json.loads(archive.export(term))["meetings"]
    assert "2007-02-15" in {one["date"] for one in told}  # that it was held
    assert "2007-03-10" not in {one["date"] for one in told}
    everything = json.loads(archive.export())["meetings"]
    assert "2007-03-10" not in {one["date"] for one in everything}
    assert any(SECRET in json.dumps(one) for one in everything)  # an operator's copy holds the drafts


@pytest.mark.parametrize("stage", ["planned", "cancelled"])
def test_report_tells_only_of_called_meetings(plan, stage):
    ahead, within = plan(day="2007-08-01", title="Ahead"), plan(title="Within")
    term = Chairmanship.objects.by_slug("iom-2007-01")
    assert all(word in str(report.gather(term, as_at=clock.today())) for word in ("Ahead", "Within"))
    Meeting.objects.filter(pk__in=[ahead.pk, within.pk]).update(stage=stage)
    facts = report.gather(term, as_at=clock.today())
    assert not any(word in str(facts) for word in ("Ahead", "Within"))


def test_members_read_and_comment_once_minutes_are_circulated_and_until_their_date(drafts, people, as_):
    member, address = as_("member"), reverse("meetings:comment", args=[drafts.pk])
    assert member.post(address, {"text": "Too early."}).status_code == 403
    minutes_actions.circulate_minutes(drafts, until=LATER, by=people["chair"])
    text = member.get(drafts.get_absolute_url()).content.decode()
    assert f"{SECRET} said" in text
    assert f"{SECRET} remarked" not in text  # said among those who read the draft
    answer = member.post(address, {"text": "The date is wrong.", "item": drafts.agenda.get().pk}, follow=True)
    assert "The date is wrong." in answer.content.decode()
    assert "ILO · L. Member" in answer.content.decode()
    with clock.moved_to(LATER):
        answer = as_("member").post(address, {"text": "Too late."}, follow=True)
        assert "these minutes are adopted" in answer.content.decode()
        assert "Too late." not in answer.content.decode()
