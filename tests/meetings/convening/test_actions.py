"""The verbs around a meeting: what each does, and what it refuses."""

import datetime as dt
import itertools

import pytest
from auditlog.models import LogEntry

from foundation.dates import clock
from foundation.text import rich
from foundation.verbs import Refused, Stale
from meetings.agenda import actions as agenda_actions
from meetings.attendance import actions as attendance_actions
from meetings.convening import actions as convening_actions
from meetings.followup import actions as followup_actions
from meetings.minutes import actions as minutes_actions
from meetings.minutes import queries as minutes_queries
from meetings.models import Action, AgendaItem, Decision, Meeting, Proposal
from meetings.proposals.actions import answers, proposals
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

LATER = dt.datetime(2007, 5, 1, 16, tzinfo=dt.UTC)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def titles(meeting):
    return [item.title for item in meeting.agenda.all()]


# States -------------------------------------------------------------------------------------------


def test_meeting_is_planned_for_the_chair_alone_and_called_for_all(plan, people):
    meeting = plan(called=False)
    assert (meeting.stage, meeting.agenda_state, meeting.minutes) == ("planned", "private", "")
    meeting = convening_actions.call_meeting(meeting, by=people["chair"])
    assert meeting.stage == "called"
    assert meeting.called_at == pytest.approx(clock.now(), abs=dt.timedelta(seconds=5))


VERBS = {
    "stage": {
        "called": convening_actions.call_meeting,
        "cancelled": convening_actions.cancel_meeting,
        "planned": convening_actions.plan_again,
    },
    "agenda_state": {"provisional": agenda_actions.publish_agenda, "adopted": agenda_actions.adopt_agenda},
    "minutes": {
        "circulated": lambda meeting, by: minutes_actions.circulate_minutes(meeting, until=LATER, by=by),
        "adopted": minutes_actions.adopt_minutes,
    },
}
STATES = {
    "stage": ["planned", "called", "cancelled"],
    "agenda_state": ["private", "provisional", "adopted"],
    "minutes": ["", "draft", "circulated", "adopted"],
}


@pytest.mark.parametrize(
    ("what", "now", "to"),
    [(what, now, to) for what, verbs in VERBS.items() for now, to in itertools.product(STATES[what], verbs)],
)
def test_every_transition_is_made_or_refused_as_the_map_says(plan, people, what, now, to):
    meeting = plan()
    setattr(meeting, what, now)
    if now == "circulated":
        meeting.comments_until = LATER
    meeting.save()
    may = to in Meeting.TRANSITIONS[what].get(now, ())
    if may:
        VERBS[what][to](meeting, by=people["chair"])
    else:
        with pytest.raises(Refused) as refused:
            VERBS[what][to](meeting, by=people["chair"])
        assert str(refused.value).endswith(".")
    assert getattr(fresh(meeting), what) == (to if may else now)


@pytest.mark.parametrize("stage", ["planned", "cancelled"])
def test_only_a_called_meeting_has_a_published_agenda_and_minutes(plan, people, stage):
    meeting = plan(items=["Budget"])
    Meeting.objects.filter(pk=meeting.pk).update(stage=stage)
    item = meeting.agenda.get()
    for refused in (
        lambda: agenda_actions.publish_agenda(meeting, by=people["chair"]),
        lambda: agenda_actions.adopt_agenda(meeting, by=people["chair"]),
        lambda: minutes_actions.write_minutes(item, text="Said.", revision=0, by=people["chair"]),
        lambda: followup_actions.record_decision(item, text="Agreed.", by=people["chair"]),
        lambda: minutes_actions.circulate_minutes(meeting, until=LATER, by=people["chair"]),
    ):
        with pytest.raises(Refused):
            refused()
    assert fresh(meeting).minutes == ""


def test_second_meeting_of_that_hour_and_place_is_refused_in_words(plan, people):
    plan(city="Geneva")
    with pytest.raises(Refused, match="already"):
        plan(city="Geneva")
    other = plan(city="Vienna")
    with pytest.raises(Refused, match="already"):
        convening_actions.change_meeting(
            other, changes={"city": "Geneva"}, revision=other.revision, by=people["chair"]
        )


def test_cancelled_meeting_comes_back_with_all_that_belonged_to_it(plan, people):
    meeting = convening_actions.cancel_meeting(plan(items=["One", "Two"]), by=people["chair"])
    meeting = convening_actions.plan_again(meeting, by=people["chair"])
    assert (meeting.stage, titles(meeting)) == ("planned", ["One", "Two"])


def test_stale_change_of_a_meeting_is_refused_with_what_stands(plan, people):
    meeting = plan(city="Geneva")
    convening_actions.change_meeting(
        meeting, changes={"city": "Vienna"}, revision=meeting.revision, by=people["chair"]
    )
    with pytest.raises(Stale) as stale:
        convening_actions.change_meeting(
            meeting, changes={"city": "Rome"}, revision=meeting.revision, by=people["chair"]
        )
    assert stale.value.current.city == "Vienna" == fresh(meeting).city


# The agenda ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("which", "to", "order"),
    [(0, 2, "BCA"), (2, 0, "CAB"), (1, 99, "ACB"), (1, -1, "BAC"), (1, 1, "ABC")],
)
def test_item_moves_and_the_others_close_up(plan, people, which, to, order):
    meeting = plan(items=["A", "B", "C"])
    item = meeting.agenda.all()[which]
    assert [one.title for one in agenda_actions.move_item(item, to=to, by=people["chair"])] == list(order)
    assert titles(meeting) == list(order)
    assert list(meeting.agenda.values_list("position", flat=True)) == [0, 1, 2]


def test_two_who_move_from_one_order_both_have_their_way(plan, people):
    meeting = plan(items=["A", "B", "C"])
    a, _, c = meeting.agenda.all()
    agenda_actions.move_item(c, to=0, by=people["chair"])
    agenda_actions.move_item(a, to=2, by=people["chair"])
    assert titles(meeting) == ["C", "B", "A"]


def test_move_is_in_the_history(plan, people):
    meeting = plan(items=["A", "B"])
    item = meeting.agenda.first()
    agenda_actions.move_item(item, to=1, by=people["chair"])
    assert LogEntry.objects.get_for_object(item).first().changes_dict == {"position": ["0", "1"]}


def test_item_that_carries_something_stays_and_an_empty_one_goes(plan, people):
    meeting = plan(items=["A", "B"])
    a, b = meeting.agenda.all()
    followup_actions.record_decision(a, text="Agreed.", by=people["chair"])
    with pytest.raises(Refused, match="lost"):
        agenda_actions.remove_item(a, by=people["chair"])
    agenda_actions.remove_item(b, by=people["chair"])
    assert titles(meeting) == ["A"]
    with pytest.raises(Refused, match="just removed"):
        minutes_actions.write_minutes(b, text="Said.", revision=0, by=people["chair"])


def test_proposals_that_led_to_an_item_wait_again_when_it_is_taken_off(plan, people):
    meeting = plan(items=["A"])
    item, chair = meeting.agenda.get(), people["chair"]
    straight, into_other, other = (
        proposals.propose(agency=factories.agency(acronym), title=title, by=people["member"])
        for acronym, title in (("ILO", "Straight"), ("ILO", "Into other"), ("UNHCR", "Other"))
    )
    answers.merge(into_other, into=other, by=chair)
    answers.merge(other, into=item, by=chair)
    answers.merge(straight, into=item, by=chair)
    assert agenda_actions.remove_item(item, by=chair) == 2
    assert set(Proposal.objects.undecided()) == {straight, other}
    assert fresh(straight).item is fresh(other).answered_at is None
    assert fresh(into_other).answer == "merged"
    assert fresh(into_other).merged_into == other


def test_proposal_waits_again_when_its_item_is_taken_off(plan, people):
    meeting = plan(items=["A"])
    item = meeting.agenda.get()
    proposal = Proposal.objects.create(
        title="A", proposed_by=factories.agency("ILO"), answer="taken_up", item=item, answered_at=clock.now()
    )
    assert agenda_actions.remove_item(item, by=people["chair"]) == 1
    assert fresh(proposal) in Proposal.objects.undecided()
    assert not AgendaItem.objects.filter(pk=item.pk).exists()


# The minutes --------------------------------------------------------------------------------------


def test_first_word_begins_the_draft(plan, people):
    meeting = plan(items=["A"])
    minutes_actions.write_minutes(meeting.agenda.get(), text="Said.", revision=0, by=people["chair"])
    assert fresh(meeting).minutes == "draft"


def test_two_who_write_on_one_item_lose_nothing(plan, people):
    meeting = plan(items=["A"])
    opened = meeting.agenda.get()
    minutes_actions.write_minutes(opened, text="Mine.", revision=opened.revision, by=people["chair"])
    with pytest.raises(Stale) as stale:
        minutes_actions.write_minutes(opened, text="Yours.", revision=opened.revision, by=people["chair"])
    assert rich.plain(stale.value.current.minutes) == "Mine."
    again = minutes_actions.write_minutes(
        opened, text="Mine. Yours.", revision=stale.value.current.revision, by=people["chair"]
    )
    assert fresh(opened).minutes == rich.clean("Mine. Yours.") == again.minutes


def test_same_text_written_again_is_no_change(plan, people):
    item = plan(items=["A"]).agenda.get()
    minutes_actions.write_minutes(item, text="Said.\r\nHeard.", revision=0, by=people["chair"])
    again = minutes_actions.write_minutes(item, text="Said.\nHeard.", revision=0, by=people["chair"])
    assert again.revision == 1


def test_check_names_what_is_missing_and_blocks_nothing(plan, people):
    meeting = plan(items=["A", "B"])
    a, _ = meeting.agenda.all()
    followup_actions.record_action(a, text="Send the draft", by=people["chair"])
    assert minutes_queries.missing(meeting) == [
        "Nobody is recorded as present.",
        "Nobody is responsible for the action point “Send the draft”.",
        "Nothing is written on “B”.",
    ]
    assert minutes_actions.circulate_minutes(meeting, until=LATER, by=people["chair"]).minutes == "circulated"


def test_circulating_shows_the_agenda_that_the_minutes_are_written_on(plan, people):
    meeting = minutes_actions.circulate_minutes(plan(items=["A"]), until=LATER, by=people["chair"])
    assert meeting.agenda_state == "provisional"


def test_date_that_has_passed_is_refused(plan, people):
    with pytest.raises(Refused, match="passed"):
        minutes_actions.circulate_minutes(plan(), until=clock.now(), by=people["chair"])


def test_minutes_stand_by_the_clock_and_are_locked_then(plan, people):
    meeting = plan(items=["A"])
    item = meeting.agenda.get()
    line = followup_actions.record_decision(item, text="Agreed.", by=people["chair"])
    meeting = minutes_actions.circulate_minutes(meeting, until=LATER, by=people["chair"])
    with clock.moved_to(LATER - dt.timedelta(seconds=30)):
        item = minutes_actions.write_minutes(item, text="Said.", revision=0, by=people["chair"])
    with clock.moved_to(LATER):
        assert meeting.minutes_stand
        for refused in (
            lambda: minutes_actions.write_minutes(item, text="Else.", revision=1, by=people["chair"]),
            lambda: followup_actions.record_decision(item, text="Else.", by=people["chair"]),
            lambda: followup_actions.record_action(item, text="Else.", by=people["chair"]),
            lambda: followup_actions.change_line(line, changes={"text": "Else."}, by=people["chair"]),
            lambda: followup_actions.remove_line(line, by=people["chair"]),
            lambda: agenda_actions.add_item(meeting, title="Else", by=people["chair"]),
            lambda: agenda_actions.remove_item(item, by=people["chair"]),
            lambda: convening_actions.cancel_meeting(meeting, by=people["chair"]),
            lambda: minutes_actions.comment(meeting, text="Else.", agency=None, by=people["chair"]),
            lambda: minutes_actions.circulate_minutes(
                meeting, until=LATER.replace(year=2008), by=people["chair"]
            ),
            lambda: minutes_actions.adopt_minutes(meeting, by=people["chair"]),
            lambda: attendance_actions.mark(
                meeting, agency=factories.agency("ILO"), how="present", by=people["chair"]
            ),
        ):
            with pytest.raises(Refused):
                refused()
    assert Decision.objects.get().text == "Agreed."


def test_worker_writes_down_what_stands_once_and_late_as_well(plan, people):
    meeting = minutes_actions.circulate_minutes(plan(), until=LATER, by=people["chair"])
    with clock.moved_to(LATER - dt.timedelta(seconds=30)):
        assert minutes_actions.write_down_what_stands() == 0
    with clock.moved_to(LATER + dt.timedelta(days=3)):
        assert minutes_actions.write_down_what_stands() == 1
        assert minutes_actions.write_down_what_stands() == 0
    meeting = fresh(meeting)
    assert (meeting.minutes, str(meeting.adopted_on)) == ("adopted", "1 May 2007")


def test_attendance_is_kept_once_for_an_agency(plan, people):
    meeting, ilo = plan(), factories.agency("ILO")
    attendance_actions.mark(meeting, agency=ilo, how="present", by=people["chair"])
    attendance_actions.mark(meeting, agency=ilo, how="apologies", by=people["chair"])
    attendance_actions.mark(meeting, agency=factories.agency("UNHCR"), how="present", by=people["chair"])
    assert [(str(row.agency), row.present) for row in meeting.attendance.all()] == [
        ("ILO", False),
        ("UNHCR", True),
    ]


def test_action_is_reported_done_and_open_again(plan, people):
    item = plan(items=["A"]).agenda.get()
    action = followup_actions.record_action(item, text="Send", office=Action.Office.CHAIR, by=people["chair"])
    assert action.done is False
    assert followup_actions.report_action(action, done=True, by=people["chair"]).done is True
    assert followup_actions.report_action(action, done=False, by=people["chair"]).done is False


def test_minutes_are_cleaned_on_the_way_in(people, plan, march):
    item = plan(items=["A statement"]).agenda.get()
    pasted = '<div onclick="x()">It was <b>read</b>.<script>alert(1)</script><br><br>Twice.</div>'
    saved = minutes_actions.write_minutes(item, text=pasted, revision=item.revision, by=people["chair"])
    assert saved.minutes == rich.clean("<p>It was <strong>read</strong>.</p><p>Twice.</p>")
    assert rich.plain(saved.minutes) == "It was read.\n\nTwice."
    plain = minutes_actions.write_minutes(saved, text="a <b> c", revision=saved.revision, by=people["chair"])
    assert rich.plain(plain.minutes) == "a <b> c"


def test_agency_is_told_what_others_enter_for_it(
    plan, people, client, mailoutbox, django_capture_on_commit_callbacks
):
    """A comment and a report that the secretariat enters for ILO: it has mail, and it shows."""
    meeting = plan(day="2007-02-10", items=["A"])
    item, ilo, secretary = meeting.agenda.get(), factories.agency("ILO"), people["secretariat"]
    action = followup_actions.record_action(item, text="Send the draft", agency=ilo, by=people["chair"])
    minutes_actions.circulate_minutes(meeting, until=LATER, by=people["chair"])
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        minutes_actions.comment(meeting, text="Mine.", agency=ilo, by=people["member"])
    assert not mailoutbox
    with django_capture_on_commit_callbacks(execute=True):
        minutes_actions.comment(meeting, text="Theirs.", agency=ilo, item=item, by=secretary)
        followup_actions.report_action(action, done=True, by=secretary)
    assert [one.subject.split(":")[0] for one in mailoutbox] == [
        "Comment entered for ILO",
        "Reported for ILO",
    ]
    assert mailoutbox[0].to == [people["member"].email]
    assert "S. Cretary entered this comment for ILO on “A”" in mailoutbox[0].body
    client.force_login(people["member"])
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "entered for ILO by S. Cretary" in page
    assert "Reported done · by S. Cretary for ILO · 1 March 2007" in page
    register = client.get("/meetings/actions/?state=done").content.decode()
    assert "Reported done · by S. Cretary for ILO" in register


def test_report_of_its_own_people_tells_nobody_and_says_who_and_when(plan, people):
    item = plan(items=["A"]).agenda.get()
    action = followup_actions.record_action(
        item, text="Send", agency=factories.agency("ILO"), by=people["chair"]
    )
    action = followup_actions.report_action(action, done=True, by=people["member"])
    assert (action.reported_by, clock.today()) == (people["member"], action.reported_at.date())
    assert not action.reported_on_behalf
    first = action.reported_at
    with clock.moved_to(LATER):
        assert followup_actions.report_action(action, done=True, by=people["chair"]).reported_at == first
