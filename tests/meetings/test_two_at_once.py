"""Two people who decide on one proposal, or write on one item, at the same moment: nothing is lost.

Each has a thread and a connection of their own, as two processes of the web have.
"""

import datetime as dt
from functools import partial
from types import SimpleNamespace

import pytest

from agencies.applications.actions import applying, reviewing
from foundation.dates import clock
from foundation.models import Mail
from foundation.verbs import Refused, Stale
from meetings.agenda import actions as agenda_actions
from meetings.applications import actions as application_actions
from meetings.applications import corrections, letters
from meetings.convening import actions as convening_actions
from meetings.followup import actions as followup_actions
from meetings.minutes import actions as minutes_actions
from meetings.models import (
    AgendaItem,
    ApplicationDecision,
    Decision,
    Meeting,
    MinutesVersion,
    Paper,
    Proposal,
)
from meetings.proposals.actions import answers as proposal_answers
from meetings.proposals.actions import proposals
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

Answer = Proposal.Answer
ROUNDS = 5  # one alone may come out well by chance


@pytest.fixture
def room():
    with clock.moved_to(dt.date(2027, 3, 1)):
        for acronym in ("IOM", "ILO", "WHO"):
            factories.membership(acronym, "2006")
        factories.term("IOM", "2027-01-01", "2027-06-30")
        chair, second = factories.person_of("IOM"), factories.person_of("IOM")
        plan = {"level": "working", "time": dt.time(10), "timezone": "Europe/Zurich", "by": chair}
        yield SimpleNamespace(
            chair=chair,
            second=second,
            focal=factories.person_of("ILO"),
            meeting=convening_actions.call_at_once(date=factories.date("2027-04-14"), **plan),
            later=convening_actions.call_at_once(date=factories.date("2027-05-12"), **plan),
        )


def proposal(room, title="Domestic workers") -> Proposal:
    return proposals.propose(agency=factories.agency("ILO"), title=title, by=room.focal)


def only_refused(results) -> list[str]:
    """What the refused ones were told; anything else that was raised is a fault."""
    raised = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, Refused) for one in raised), raised
    return [str(one) for one in raised]


def answers(room, made):
    return {
        "take up": lambda: proposal_answers.take_up(made, meeting=room.meeting, by=room.chair),
        "take up elsewhere": lambda: proposal_answers.take_up(made, meeting=room.later, by=room.second),
        "decline": lambda: proposal_answers.decline(made, reason="It is another body's.", by=room.second),
        "merge": lambda: proposal_answers.merge(made, into=room.meeting.agenda.first(), by=room.second),
        "withdraw": lambda: proposals.withdraw(made, by=room.focal),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("take up", "take up"),
        ("take up", "take up elsewhere"),
        ("take up", "decline"),
        ("take up", "merge"),
        ("take up", "withdraw"),
        ("decline", "withdraw"),
        ("merge", "decline"),
    ],
)
def test_of_two_answers_the_first_stands_and_the_second_is_told_of_it(room, one, other):
    before = AgendaItem.objects.count()
    for number in range(ROUNDS):
        made = proposal(room, f"Topic {number}")
        ways = answers(room, made)
        [told] = only_refused(at_once(ways[one], ways[other]))
        made.refresh_from_db()
        assert made.answered_by.shown in told
        assert made.revision == 2
    taken = Proposal.objects.filter(answer=Answer.TAKEN_UP).count()
    assert AgendaItem.objects.count() == before + taken  # never twice on an agenda


def test_change_and_answer_both_stand_or_the_late_one_is_told(room):
    for number in range(ROUNDS):
        made = proposal(room, f"Topic {number}")
        at_once(
            lambda made=made: proposals.change(made, by=room.focal, revision=1, title="A better title"),
            lambda made=made: proposal_answers.take_up(made, meeting=room.meeting, by=room.chair, revision=1),
        )
        made.refresh_from_db()
        changed, taken = made.title == "A better title", made.answer == Answer.TAKEN_UP
        assert changed != taken  # who is late reads what happened, and decides anew


def test_topic_that_is_sent_twice_at_once_is_proposed_once(room):
    for number in range(ROUNDS):
        title = f"Topic {number}"
        one, other = at_once(*[lambda title=title: proposal(room, title)] * 2)
        assert one == other == Proposal.objects.get(title=title)


def test_two_who_change_one_proposal_find_each_others_words(room):
    made = proposal(room)
    results = at_once(
        lambda: proposals.change(made, by=room.focal, revision=1, title="Workers in homes"),
        lambda: proposals.change(made, by=room.focal, revision=1, title="Work in homes"),
    )
    [stale] = [one for one in results if isinstance(one, Stale)]
    assert stale.current.title == Proposal.objects.get().title


def test_merging_while_the_other_is_withdrawn_leaves_no_proposal_behind(room):
    for number in range(ROUNDS):
        made, other = proposal(room, f"Topic {number}"), proposal(room, f"Other {number}")
        only_refused(
            at_once(
                lambda made=made, other=other: proposal_answers.merge(made, into=other, by=room.chair),
                lambda made=made, other=other: proposal_answers.merge(made, into=other, by=room.second),
                lambda other=other: proposals.withdraw(other, by=room.focal),
            )
        )
        made.refresh_from_db()
        other.refresh_from_db()
        assert (made.answer, other.answer) in {
            (Answer.NONE, Answer.WITHDRAWN),
            (Answer.MERGED, Answer.NONE),
        }


@pytest.mark.parametrize("into", ["proposal", "item"])
def test_merging_into_what_goes_off_the_agenda_leaves_no_proposal_behind(room, into):
    for number in range(ROUNDS):
        made, other = proposal(room, f"Topic {number}"), proposal(room, f"Other {number}")
        item = proposal_answers.take_up(other, meeting=room.meeting, by=room.chair)
        target = item if into == "item" else Proposal.objects.select_related("item").get(pk=other.pk)
        only_refused(
            at_once(
                lambda made=made, target=target: proposal_answers.merge(made, into=target, by=room.chair),
                lambda item=item: agenda_actions.remove_item(item, by=room.second),
            )
        )
        made.refresh_from_db()
        assert not AgendaItem.objects.filter(pk=item.pk).exists()
        assert made.item is None
        assert made.is_undecided or made.merged_into == other


def test_taking_up_while_that_is_refused_by_what_it_is_merged_into(room):
    """Into what is being taken up at that moment: it lands on the item, or on the proposal, never nowhere."""
    for number in range(ROUNDS):
        made, other = proposal(room, f"Topic {number}"), proposal(room, f"Other {number}")
        only_refused(
            at_once(
                lambda made=made, other=other: proposal_answers.merge(made, into=other, by=room.chair),
                lambda other=other: proposal_answers.take_up(other, meeting=room.meeting, by=room.second),
            )
        )
        made.refresh_from_db()
        other.refresh_from_db()
        assert other.answer == Answer.TAKEN_UP
        if made.answer == Answer.MERGED:
            assert made.merged_into == other


def test_two_who_write_on_one_item_keep_one_text_and_are_shown_the_other(room):
    item = agenda_actions.add_item(room.meeting, title="The statement", by=room.chair)
    for number in range(ROUNDS):
        revision = AgendaItem.objects.get(pk=item.pk).revision
        results = at_once(
            *(
                lambda by=by, text=text, revision=revision: minutes_actions.write_minutes(
                    item, text=text, revision=revision, by=by
                )
                for by, text in ((room.chair, f"One's {number}"), (room.second, f"Other's {number}"))
            )
        )
        [stale] = [one for one in results if isinstance(one, Exception)]
        assert isinstance(stale, Stale)
        assert stale.current.minutes == AgendaItem.objects.get(pk=item.pk).minutes
    assert Meeting.objects.get(pk=room.meeting.pk).minutes == Meeting.Minutes.DRAFT
    assert MinutesVersion.objects.filter(item=item).exists()


def test_lines_of_two_people_all_stand_in_an_order(room):
    item = agenda_actions.add_item(room.meeting, title="The statement", by=room.chair)
    only_refused(
        at_once(
            *(
                lambda by=by, number=number: followup_actions.record_decision(
                    item, text=f"Agreed {number}", by=by
                )
                for number, by in enumerate([room.chair, room.second] * 3)
            )
        )
    )
    positions = Decision.objects.filter(item=item).values_list("position", flat=True)
    assert list(positions) == list(range(6))


def test_item_is_not_taken_off_under_the_pen_of_who_writes_on_it(room):
    for number in range(ROUNDS):
        item = agenda_actions.add_item(room.meeting, title=f"Item {number}", by=room.chair)
        results = at_once(
            lambda item=item: minutes_actions.write_minutes(item, text="Read.", revision=0, by=room.chair),
            lambda item=item: agenda_actions.remove_item(item, by=room.second),
        )
        assert len(only_refused(results)) == 1  # either it is gone before, or it carries minutes and stays
        left = AgendaItem.objects.filter(pk=item.pk).first()
        assert left is None or "Read." in left.minutes


def test_two_who_move_items_leave_a_whole_agenda(room):
    for number in range(4):
        agenda_actions.add_item(room.meeting, title=f"Item {number}", by=room.chair)
    items = list(room.meeting.agenda.all())
    only_refused(
        at_once(*(lambda item=item, to=to: agenda_actions.move_item(item, to=to, by=room.chair)
                  for to, item in enumerate(reversed(items))))
    )  # fmt: skip
    positions = list(room.meeting.agenda.values_list("position", flat=True))
    assert positions == list(range(len(items)))


def test_two_who_settle_decisions_close_no_ring(room):
    item = agenda_actions.add_item(room.meeting, title="The statement", by=room.chair)
    for number in range(ROUNDS):
        one, other = (
            followup_actions.record_decision(item, text=f"{number}", by=room.chair) for _ in range(2)
        )

        def settle(what, later, by):
            followup_actions.settle_decision(what, state="superseded", superseded_by=later, by=by)

        results = at_once(
            lambda one=one, other=other: settle(one, other, room.chair),
            lambda one=one, other=other: settle(other, one, room.second),
        )
        assert len(only_refused(results)) == 1


def test_two_who_take_one_paper_away_take_it_away_once(room):
    item = agenda_actions.add_item(room.meeting, title="The statement", by=room.chair)
    for number in range(ROUNDS):
        pk = agenda_actions.add_paper(item, title=f"Paper {number}", by=room.chair).pk
        one, other = Paper.objects.get(pk=pk), Paper.objects.get(pk=pk)
        results = at_once(
            lambda one=one: agenda_actions.remove_paper(one, by=room.chair),
            lambda other=other: agenda_actions.remove_paper(other, by=room.second),
        )
        assert len(only_refused(results)) == 1
        assert not Paper.objects.exists()


def test_deferral_and_what_the_applicant_and_the_secretariat_do_at_once_do_not_wait_for_each_other(room):
    factories.first_edition()
    for number in range(ROUNDS):
        dossier = factories.dossier(f"Agency {number}", f"writer{number}@example.org")
        application = applying.hand_in(dossier)
        applying.ask_for_missing(application, what="Your statutes.")
        dossier.refresh_from_db()
        decision = {"outcome": "deferred", "meeting": None, "reason": "Say more.", "by": room.chair}
        only_refused(
            at_once(
                lambda one=application, said=decision: application_actions.record_decision(
                    one, date=clock.today(), **said
                ),
                lambda one=dossier: applying.hand_in(one),
                lambda one=application: reviewing.change_application(
                    one,
                    applicant=one.applicant,
                    received=one.received,
                    agency=None,
                    answers=[],
                    candidates={},
                ),
            )
        )


@pytest.mark.parametrize("outcome", ["admitted", "deferred", "declined"])
def test_decision_on_an_application_is_recorded_and_corrected_once(room, outcome, mail_in_rows):
    factories.first_edition()
    for number in range(ROUNDS):
        applicant = f"Agency {number}"
        application = applying.hand_in(factories.dossier(applicant, f"writer{number}@example.org"))
        said = {"outcome": outcome, "date": clock.today(), "meeting": None, "reason": "So.", "by": room.chair}
        said |= {"acronym": f"NEW{number}", "name": applicant}
        record = partial(application_actions.record_decision, application, **said)
        once = at_once(record, record)
        assert len(only_refused(once)) == 1
        decision = ApplicationDecision.objects.get(application=application)
        if outcome == "declined":
            letter = {"text": decision.letter, "seen": decision.letter, "by": room.chair}
            send = partial(letters.send_letter, decision, **letter)
            sent = at_once(send, send)
            assert len(only_refused(sent)) == 1
        else:
            assert Mail.objects.filter(batch=decision.batch).count() == 1
        office = factories.secretariat()
        correct = partial(corrections.correct_decision, decision, reason="Wrong.", by=office)
        corrected = at_once(correct, correct)
        assert len(only_refused(corrected)) == 1
        application.refresh_from_db()
        assert application.outcome == "received"
