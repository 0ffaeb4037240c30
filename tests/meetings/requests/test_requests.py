"""Asking the chair for a meeting: by a member, for one, or from outside; called, declined, withdrawn."""

import datetime as dt
import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from foundation.dates import clock
from foundation.mail.recall import recall
from foundation.verbs import Refused, Stale
from meetings.convening import actions as convening_actions
from meetings.convening import undo
from meetings.invitations import mail as invitation_mail
from meetings.models import Meeting, MeetingRequest
from meetings.requests import actions as request_actions
from tests import factories
from tests.awaiting import awaiting_in

awaiting = awaiting_in("meetings")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]
LIST, ASK = "meetings:request_list", "meetings:request_ask"


def text(answer):
    return html.unescape(answer.content.decode())


@pytest.fixture
def ask(people):
    def make(who="member", **what):
        if not what.get("asked_from_outside"):
            what.setdefault("asked_by", Agency.objects.get(acronym="ILO"))
        return request_actions.ask(subject="Crisis", by=people[who], **what)

    return make


def sent(mailoutbox):
    found = [(mail.subject.partition(":")[0], mail.to[0]) for mail in mailoutbox]
    mailoutbox.clear()
    return found


def test_member_asks_with_a_subject_alone_and_the_chair_is_told_and_finds_it(as_, people, mailoutbox):
    answer = as_("member").post(reverse(ASK), {"subject": "Crisis", "level": "working"}, follow=True)
    request = MeetingRequest.objects.get()
    assert "Your request has been sent to the chair" in text(answer)
    assert "Awaiting an answer</span>" in text(answer)
    assert (request.asker, request.on_behalf, request.wished) == ("ILO", False, None)
    assert sent(mailoutbox) == [("ILO requests a meeting", people["chair"].email)]
    assert "ILO has requested a meeting: Crisis" in text(as_("chair").get(reverse("home")))
    assert "Crisis" not in text(as_("incoming").get(reverse("home")))


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"subject": ""}, "Please fill this in"), ({"wished": "soon"}, "This is not a date"),
     ({"reason": "x" * 20_001}, "Please shorten it"), ({"subject": "x" * 600}, "Please shorten it")],
)  # fmt: skip
def test_request_that_is_refused_keeps_what_was_typed(as_, typed, words):
    answer = as_("member").post(
        reverse(ASK), {"subject": "Crisis", "level": "principals", "wished": "May 2007"} | typed
    )
    assert words in text(answer)
    assert '<option value="principals" selected>' in text(answer)
    assert not MeetingRequest.objects.exists()


def test_member_asks_for_nobody_else(as_):
    fields = {"subject": "Crisis", "level": "working", "asked_by": "iom", "asked_from_outside": "Envoy"}
    as_("member").post(reverse(ASK), fields)
    assert MeetingRequest.objects.get().asker == "ILO"


def test_chair_and_secretariat_enter_it_for_an_agency_which_is_told_by_whom(as_, people, mailoutbox):
    fields = {"subject": "Crisis", "level": "working", "asked_by": "ilo"}
    answer = as_("secretariat").post(reverse(ASK), fields, follow=True)
    assert "Entered for ILO by S. Cretary" in text(answer)
    told = next(m for m in mailoutbox if "entered for" in m.subject)
    assert "S. Cretary entered this meeting request for ILO" in told.body
    assert sorted(sent(mailoutbox)) == [
        ("ILO requests a meeting", people["chair"].email),
        ("Meeting request entered for ILO", people["member"].email),
    ]  # fmt: skip
    assert "Crisis" in text(as_("member").get(reverse(LIST)))


def test_request_from_outside_is_recorded_and_seen_by_the_chair_the_troika_and_the_secretariat(
    as_, mailoutbox
):
    fields = {"subject": "Crisis", "level": "principals", "asked_from_outside": "the Special Representative"}
    as_("chair").post(reverse(ASK), fields)
    assert sent(mailoutbox) == []  # who records it knows of it
    page = reverse(LIST)
    assert "the Special Representative, recorded by M. Chair" in text(as_("chair").get(page))
    for who, sees in [("incoming", True), ("secretariat", True), ("member", False)]:
        assert ("Crisis" in text(as_(who).get(page))) is sees, who


@pytest.mark.parametrize(
    ("typed", "words"),
    [({}, "Enter who requests the meeting"), ({"asked_by": "ilo", "asked_from_outside": "Envoy"}, "not both"),
     ({"asked_by": "nobody"}, "This option is no longer available")],
)  # fmt: skip
def test_who_records_a_request_says_for_whom(as_, typed, words):
    answer = as_("chair").post(reverse(ASK), {"subject": "Crisis", "level": "working"} | typed)
    assert words in text(answer)
    assert not MeetingRequest.objects.exists()


# The answer ------------------------------------------------------------------------------------------


def test_chair_calls_the_meeting_that_is_asked_for(as_, people, ask, mailoutbox):
    request = ask(level="principals", wished=factories.date("2007-05"), reason="Thousands are stranded.")
    address = reverse("meetings:meeting_plan") + f"?request={request.pk}"
    page = text(as_("chair").get(address))
    for prefilled in ('value="May 2007"', 'value="Crisis"', "Thousands are stranded.", 'value="ILO"'):
        assert prefilled in page
    mailoutbox.clear()
    fields = {"level": "principals", "date": "14 May 2007", "convened_at_request_of": "ILO", "call": "yes"}
    as_("chair").post(address, fields)
    request.refresh_from_db()
    meeting = Meeting.objects.get(date="2007-05-14")
    assert (request.answer, request.meeting, request.answered_by) == ("called", meeting, people["chair"])
    assert (meeting.stage, meeting.kind, meeting.convened_at_request_of) == ("called", "ad_hoc", "ILO")
    told = [mail for mail in mailoutbox if mail.subject.startswith("Meeting convened as you requested")]
    assert [mail.to for mail in told] == [[people["member"].email]]
    assert "14 May 2007" in told[0].body
    assert meeting.get_absolute_url() in text(as_("member").get(request.get_absolute_url()))
    assert not [thing for thing in awaiting(people["chair"]) if "asks for" in thing.sentence]


def test_meeting_that_is_only_planned_answers_when_it_is_called(as_, people, ask, mailoutbox):
    request = ask()
    meeting = convening_actions.plan_meeting(
        level="working", date=factories.date("2007-05-14"), request=request, by=people["chair"]
    )
    page = text(as_("member").get(request.get_absolute_url()))
    assert "A meeting is being planned" in page
    assert meeting.get_absolute_url() not in page  # of what is only planned the members do not know
    assert "14 May" not in page
    convening_actions.call_meeting(meeting, by=people["chair"])
    request.refresh_from_db()
    assert request.answer == "called"


def test_planned_meeting_that_is_cancelled_lets_the_request_wait_again(people, ask):
    request = ask()
    meeting = convening_actions.plan_meeting(
        level="working", date=factories.date("2007-05-14"), request=request, by=people["chair"]
    )
    convening_actions.cancel_meeting(meeting, by=people["chair"])
    request.refresh_from_db()
    assert request.is_waiting


def test_call_that_is_taken_back_is_no_answer_and_tells_nobody(people, ask, mail_in_rows, settings):
    request = ask()
    meeting = convening_actions.call_at_once(
        level="working", date=factories.date("2007-05-14"), request=request, by=people["chair"]
    )
    undo.take_back(meeting, by=people["chair"])
    request.refresh_from_db()
    assert (request.answer, request.meeting, request.answered_at) == ("", meeting, None)
    assert recall(invitation_mail.batch_of(meeting, "call")).people == 0


def test_chair_declines_with_a_sentence_and_takes_that_back(as_, people, ask, mailoutbox):
    request = ask()
    mailoutbox.clear()
    decline = reverse("meetings:request_decline", args=[request.pk])
    answer = as_("chair").post(decline, {"reason": " ", "revision": request.revision})
    assert "Give a short reason" in text(answer)
    as_("chair").post(decline, {"reason": "We meet in a week.", "revision": request.revision})
    page = text(as_("member").get(request.get_absolute_url()))
    assert "We meet in a week." in page
    assert "M. Chair" in page
    assert "We meet in a week." in mailoutbox[0].body
    request.refresh_from_db()
    reopen = reverse("meetings:request_reopen", args=[request.pk])
    as_("chair").post(reopen, {"revision": request.revision})
    request.refresh_from_db()
    assert (request.is_waiting, request.answer_reason) == (True, "")
    member = people["member"].email
    assert sent(mailoutbox) == [("Meeting request declined", member), ("Meeting request reopened", member)]


def test_asker_withdraws_and_the_chair_is_told(as_, people, ask, mailoutbox):
    request = ask()
    mailoutbox.clear()
    withdraw = reverse("meetings:request_withdraw", args=[request.pk])
    as_("member").post(withdraw, {"revision": request.revision})
    request.refresh_from_db()
    assert request.answer == "withdrawn"
    assert sent(mailoutbox) == [("Meeting request withdrawn", people["chair"].email)]


def test_of_two_answers_the_second_is_refused_and_keeps_its_sentence(as_, people, ask):
    request = ask()
    request_actions.decline(request, reason="No.", by=people["chair"])
    decline = reverse("meetings:request_decline", args=[request.pk])
    answer = as_("chair").post(decline, {"reason": "Not this week.", "revision": request.revision})
    assert answer.status_code == 409
    assert "M. Chair declined it" in text(answer)
    assert "Not this week." in text(answer)
    for act in (
        lambda: request_actions.withdraw(request, by=people["member"]),
        lambda: request_actions.change(request, changes={}, revision=2, by=people["member"]),
        lambda: convening_actions.plan_meeting(
            level="working", date=factories.date("2007-05-14"), request=request, by=people["chair"]
        ),
    ):
        with pytest.raises(Refused, match="declined it"):
            act()
    assert not Meeting.objects.filter(stage="planned").exists()


def test_answer_that_was_given_to_other_words_is_refused(people, ask):
    request = ask()
    changes = {"subject": "Another", "level": "working", "wished": None, "reason": ""}
    request_actions.change(request, changes=changes, revision=1, by=people["member"])
    with pytest.raises(Refused, match="Somebody else was faster"):
        request_actions.decline(request, reason="No.", by=people["chair"], revision=1)
    with pytest.raises(Stale):
        request_actions.change(request, changes=changes, revision=1, by=people["member"])


def test_who_changes_a_request_second_sees_both_versions(as_, ask):
    request = ask()
    address = reverse("meetings:request_change", args=[request.pk])
    fields = {"level": "working", "revision": 1}
    assert as_("member").post(address, {**fields, "subject": "First"}).status_code == 302
    answer = as_("member").post(address, {**fields, "subject": "Second"})
    assert answer.status_code == 409
    assert '<td dir="auto">First</td><td dir="auto">Second</td>' in text(answer)
    again = {**fields, "subject": "Second", "revision": 2}
    assert as_("member").post(address, again).status_code == 302


def test_request_passes_to_the_next_chair(people, ask):
    ask()
    with clock.moved_to(dt.date(2007, 7, 2)):
        told = {who: [thing.sentence for thing in awaiting(people[who])] for who in ("chair", "incoming")}
    sentence = "ILO has requested a meeting: Crisis"
    assert (sentence in told["chair"], sentence in told["incoming"]) == (False, True)


def test_list_narrows_and_pages_with_the_same_number_of_queries(as_, people, ask):
    def queries(browser):
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get(reverse(LIST))
        assert answer.status_code == 200
        return len(captured), answer

    chair = as_("chair")
    for _ in range(3):
        ask()
    few, _ = queries(chair)
    MeetingRequest.objects.bulk_create(
        MeetingRequest(
            subject=f"Number {number}", asked_from_outside="Envoy", entered_by=people["member"],
            answer="declined" if number % 2 else "", answered_by=people["chair"] if number % 2 else None,
        )
        for number in range(297)
    )  # fmt: skip
    many, answer = queries(chair)
    assert many == few
    assert len(answer.content) < 100_000
    assert "Page 1 of 12" in text(answer)
    assert "Declined" not in text(answer)  # those that wait stand first
    assert "Awaiting an answer</span>" not in text(chair.get(reverse(LIST) + "?state=answered"))
