"""Which objections stand against a document, and how they end."""

import datetime as dt

import pytest

from documents.clearance import actions as clearance_actions
from documents.clearance.objections import standing, standing_in
from documents.library import actions as library_actions
from documents.models import Clearance
from documents.versions import actions as version_actions
from foundation.dates import clock
from tests.documents.clearance.rounds import LATER, UNTIL, give_reply, open_round

pytestmark = pytest.mark.django_db

Reply = Clearance.Reply


def names(document) -> list[str]:
    return [one.agency.acronym for one in standing(document)]


def new_version(group, text="Other words."):
    after = group.document.versions.last().number
    group.version = version_actions.write_text(group.document, text=text, after=after, by=group.lead)


def ask_again(group, *acronyms):
    """A second round, opened after the first has ended, on a new version."""
    new_version(group)
    return open_round(group, *acronyms, until=LATER + dt.timedelta(days=10))


@pytest.mark.parametrize("reply", [Reply.NO, Reply.BROKEN])
def test_objection_stands_while_the_round_runs_and_after_it(group, reply):
    round_ = open_round(group)
    assert names(group.document) == []
    give_reply(round_, "UNHCR", reply, "Not like this.")
    assert names(group.document) == ["UNHCR"]
    with clock.moved_to(LATER):
        assert names(group.document) == ["UNHCR"]
        assert standing(group.document)[0].words == "Not like this."


@pytest.mark.parametrize("reply", [Reply.FINE, Reply.BUT, Reply.NOT_CONCERNED, Reply.MORE_TIME, ""])
def test_other_replies_are_no_objections(group, reply):
    round_ = open_round(group)
    if reply:
        give_reply(round_, "UNHCR", reply, "Words")
    with clock.moved_to(LATER):
        assert names(group.document) == []


def test_objection_survives_a_later_version_and_the_withdrawal_of_its_round(group):
    round_ = open_round(group)
    give_reply(round_, "UNHCR", Reply.NO, "Not like this.")
    new_version(group)
    assert names(group.document) == ["UNHCR"]
    clearance_actions.withdraw(round_, by=group.lead)
    assert names(group.document) == ["UNHCR"]


@pytest.mark.parametrize(
    ("reply", "stands"),
    [(Reply.FINE, []), (Reply.BUT, []), (Reply.NOT_CONCERNED, []), (Reply.MORE_TIME, ["UNHCR"])],
)
def test_objection_ends_when_its_agency_agrees_in_a_later_round(group, reply, stands):
    give_reply(open_round(group), "UNHCR", Reply.NO, "Not like this.")
    with clock.moved_to(LATER):
        second = ask_again(group)
        assert names(group.document) == ["UNHCR"]
        give_reply(second, "UNHCR", reply, "Words")
        assert names(group.document) == stands


@pytest.mark.parametrize(("express", "stands"), [(False, []), (True, ["UNHCR"])])
def test_silence_in_a_later_round_counts_once_it_has_ended(group, express, stands):
    give_reply(open_round(group), "UNHCR", Reply.NO, "Not like this.")
    with clock.moved_to(LATER):
        new_version(group)
        open_round(group, until=LATER + dt.timedelta(days=10), express=express)
        assert names(group.document) == ["UNHCR"]
    with clock.moved_to(LATER + dt.timedelta(days=11)):
        assert names(group.document) == stands


def test_who_is_not_asked_again_still_objects(group):
    give_reply(open_round(group), "UNHCR", Reply.NO, "Not like this.")
    with clock.moved_to(LATER):
        give_reply(ask_again(group, "ILO"), "ILO", Reply.FINE)
        assert names(group.document) == ["UNHCR"]


def test_agreement_in_a_withdrawn_round_ends_nothing(group):
    give_reply(open_round(group), "UNHCR", Reply.NO, "Not like this.")
    with clock.moved_to(LATER):
        second = ask_again(group)
        give_reply(second, "UNHCR", Reply.FINE)
        clearance_actions.withdraw(second, by=group.lead)
        assert names(group.document) == ["UNHCR"]


def test_standing_objections_of_many_documents_take_as_many_queries_as_of_one(
    group, django_assert_num_queries
):
    def objected(number):
        document = library_actions.begin(title=f"Note {number}", kind="other", lead=None, by=group.lead)
        version = version_actions.write_text(document, text="Words", after=0, by=group.lead)
        group.version = version
        give_reply(open_round(group, until=UNTIL), "UNHCR", Reply.NO, "No")
        return document

    first, *others = [objected(number) for number in range(4)]
    with django_assert_num_queries(9):
        assert len(standing_in([first])) == 1
    with django_assert_num_queries(9):
        assert len(standing_in([first, *others])) == 4
    with django_assert_num_queries(1):
        assert standing_in([group.document]) == {}
