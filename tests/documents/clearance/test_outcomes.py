"""What becomes of a round: by silence at the deadline, by objections, and when agencies leave."""

import datetime as dt

import pytest

from agencies.models import Membership
from chairmanship.handover.report import gather
from chairmanship.models import Chairmanship
from documents.clearance import actions as clearance_actions
from documents.clearance import mail as clearance_mail
from documents.clearance import outcomes
from documents.clearance import status as clearance_status
from documents.library import actions as library_actions
from documents.models import Document, Round
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.verbs import Refused
from tests import factories
from tests.documents.clearance.rounds import (
    LATER,
    UNTIL,
    give_reply,
    open_round,
    reply_words,
    state_of,
    status_of,
)

pytestmark = pytest.mark.django_db


def test_silence_is_agreement_and_everybody_sees_it_while_the_worker_is_down(group):
    round_ = open_round(group)
    give_reply(round_, "ILO", "no_objection")
    assert reply_words(round_) == {"ILO": "no objection", "UNHCR": "no reply yet"}
    assert state_of(group.document) == "circulated"
    with clock.moved_to(LATER):
        assert reply_words(round_) == {"ILO": "no objection", "UNHCR": "agreed by silence"}
        assert status_of(round_).outcome == "cleared"
        assert state_of(group.document) == "cleared"
        assert Document.objects.get().state == "circulated"  # nobody has written it down yet


def test_worker_that_is_back_writes_it_down_and_tells_everybody_once(group, mailoutbox):
    round_ = open_round(group)
    mailoutbox.clear()
    with clock.moved_to(LATER):
        assert outcomes.write_down() == 1
        assert Document.objects.get().state == "cleared"
        told = sorted(mail.to[0] for mail in mailoutbox if mail.subject.startswith("Cleared"))
        assert told == ["focal@ilo.example", "focal@unhcr.example", "lead@undp.example"]
        assert outcomes.write_down() == 0
        Round.objects.update(outcome="", written_at=None)  # a second worker, that saw it before
        outcomes.write_down()
        assert len(mailoutbox) == 3
        assert reply_words(round_) == {"ILO": "agreed by silence", "UNHCR": "agreed by silence"}


@pytest.mark.parametrize("verb", [library_actions.redraft, library_actions.circulate, library_actions.adopt])
def test_what_the_clock_has_cleared_is_written_down_before_the_document_is_moved(group, verb):
    open_round(group)
    with clock.moved_to(LATER):
        after = verb(group.document, by=group.lead).state
        assert [step.state for step in group.document.steps.all()] == ["circulated", "cleared", after]
        assert outcomes.write_down() == 0
        assert state_of(group.document) == after


def test_who_opened_it_and_acts_for_nobody_any_more_is_not_told_of_its_end(group, mailoutbox):
    open_round(group)
    successor = factories.person_of("UNDP", email="next@undp.example")
    group.lead.appointments.update(ends="2027-05-02")
    mailoutbox.clear()
    with clock.moved_to(LATER):
        outcomes.write_down()
    told = {mail.to[0] for mail in mailoutbox}
    assert successor.email in told
    assert group.lead.email not in told


def test_round_that_wants_express_replies_is_not_cleared_by_silence(group):
    round_ = open_round(group, express=True)
    give_reply(round_, "ILO", "no_objection")
    with clock.moved_to(LATER):
        assert reply_words(round_) == {"ILO": "no objection", "UNHCR": "no reply"}
        assert status_of(round_).outcome == "not_cleared"
        outcomes.write_down()
        assert status_of(round_).unreachable == []
        assert Document.objects.get().state == "circulated"


def test_silence_where_nobody_could_be_asked_is_no_agreement(group):
    round_ = open_round(group, "ILO", "WHO")
    assert status_of(round_).unreachable == ["WHO"]
    with clock.moved_to(LATER):
        assert reply_words(round_) == {"ILO": "agreed by silence", "WHO": "no reply"}
        assert status_of(round_).outcome == "not_cleared"


@pytest.mark.parametrize("how", ["ended", "address", "closed"])
def test_silence_of_an_agency_whose_focal_point_has_gone_by_that_day_is_no_agreement(group, how):
    round_ = open_round(group)
    if how == "ended":
        group.ilo.appointments.update(ends="2027-05-13")
    else:
        type(group.ilo).objects.filter(pk=group.ilo.pk).update(
            **({"email": None} if how == "address" else {"is_active": False})
        )
    with clock.moved_to(LATER):
        assert reply_words(round_)["ILO"] == "no reply"
        outcomes.write_down()
        factories.person_of("ILO")  # who comes later does not make it agreement
        assert reply_words(round_)["ILO"] == "no reply"
        assert Document.objects.get().state == "circulated"


def test_rounds_of_different_days_are_judged_each_by_its_own_while_nobody_writes_them_down(group):
    other = library_actions.begin(title="Another", kind="information_note", lead=None, by=group.lead)
    second = version_actions.write_text(other, text="More.", after=0, by=group.lead)
    agencies = [factories.agency("UNHCR")]
    open_round(group, "UNHCR")
    clearance_actions.open_round(
        second, agencies=agencies, until=LATER, timezone="Europe/Zurich", by=group.lead
    )
    group.unhcr.appointments.update(ends=UNTIL.date())  # there on the day of the first, not of the second
    with clock.moved_to(LATER + dt.timedelta(days=1)):
        both = clearance_status.as_of_now(Document.objects.order_by("pk"))
        assert [one.state for one in both] == ["cleared", "circulated"]
        found = clearance_status.in_state(Document.objects.all(), "cleared")
        assert [one.title for one in found] == ["A common note"]


def test_agency_is_reached_through_its_part_and_who_is_appointed_later_is_asked(group, mailoutbox):
    round_ = open_round(group, "WHO")
    part = factories.agency("PAHO")
    part.part_of = factories.agency("WHO")
    part.save()
    factories.person_of("PAHO", email="late@paho.example")
    mailoutbox.clear()
    clearance_mail.remind()
    clearance_mail.remind()
    assert [mail.to for mail in mailoutbox] == [["late@paho.example"]]
    with clock.moved_to(LATER):
        assert reply_words(round_) == {"WHO": "agreed by silence"}


@pytest.mark.parametrize("reply", ["objection", "more_time", "breaks_silence"])
def test_objection_keeps_it_from_being_cleared_and_the_lead_reads_it_at_once(group, reply, mailoutbox):
    round_ = open_round(group)
    mailoutbox.clear()
    give_reply(round_, "ILO", reply, "The figures are old.", by=group.ilo)
    [mail] = mailoutbox
    assert mail.to == ["lead@undp.example"]
    assert "The figures are old." in mail.body
    with clock.moved_to(LATER):
        assert status_of(round_).outcome == "not_cleared"
        outcomes.write_down()
        assert Document.objects.get().state == "circulated"


def test_remarks_wait_for_the_lead_who_leaves_the_text_as_it_is(group):
    round_ = open_round(group)
    give_reply(round_, "ILO", "with_comments", "A comma is missing.")
    with clock.moved_to(LATER):
        outcomes.write_down()
        assert status_of(round_).outcome == "with_comments"
        assert state_of(group.document) == "circulated"
        clearance_actions.accept(round_, by=group.lead, sentence="Commas are for the editor.")
        assert Document.objects.get().state == "cleared"
        with pytest.raises(Refused, match="no comments left"):
            clearance_actions.accept(round_, by=group.lead, sentence="Commas are for the editor.")


def test_later_version_does_not_inherit_a_clearance(group):
    round_ = open_round(group)
    version_actions.write_text(group.document, text="Another.", after=1, by=group.lead)
    with clock.moved_to(LATER):
        assert status_of(round_).outcome == "cleared"  # of version 1
        assert state_of(group.document) == "circulated"
        outcomes.write_down()
        assert Document.objects.get().state == "circulated"


def end_membership(acronym, last):
    Membership.objects.filter(agency__acronym=acronym).update(ends=factories.date(last))


@pytest.mark.parametrize(
    ("last", "said", "outcome"),
    [
        ("2027-05-13", "left the Group", "cleared"),  # the day before the date
        ("2027-05-14", "no focal point to ask", "not_cleared"),
    ],
)
def test_silence_of_an_agency_that_left_neither_agrees_nor_stands_in_the_way(group, last, said, outcome):
    round_ = open_round(group, "UNHCR", "WHO")  # nobody of WHO is in the register
    end_membership("WHO", last)
    give_reply(round_, "UNHCR", "no_objection")
    with clock.moved_to(UNTIL - dt.timedelta(minutes=1)):
        assert reply_words(round_)["WHO"] == said
    with clock.moved_to(UNTIL):
        assert status_of(round_).outcome == outcome
        outcomes.write_down()
        assert status_of(round_).outcome == outcome
        assert reply_words(round_)["WHO"] == ("left the Group" if outcome == "cleared" else "no reply")
        assert state_of(group.document) == ("cleared" if outcome == "cleared" else "circulated")


def test_round_is_closed_without_waiting_for_an_agency_that_left(group):
    round_ = open_round(group)
    give_reply(round_, "UNHCR", "no_objection")
    with pytest.raises(Refused, match="ILO can still reply"):
        clearance_actions.close(round_, by=group.lead)
    end_membership("ILO", "2027-04-01")
    assert clearance_actions.close(round_, by=group.lead).outcome == "cleared"


def test_what_an_agency_said_while_it_was_a_member_stands(group):
    round_ = open_round(group)
    give_reply(round_, "UNHCR", "no_objection")
    give_reply(round_, "ILO", "objection", "It is too long.")
    end_membership("ILO", "2027-04-25")
    with clock.moved_to(UNTIL):
        assert status_of(round_).outcome == "not_cleared"


def test_nobody_is_left_to_agree_where_all_who_were_asked_have_left(group):
    round_ = open_round(group)
    for acronym in ("ILO", "UNHCR"):
        end_membership(acronym, "2027-04-25")
    with clock.moved_to(UNTIL):
        assert status_of(round_).outcome == "not_cleared"


def test_report_tells_nothing_of_a_draft_and_little_of_what_is_circulated_until_it_is_cleared(group):
    term = Chairmanship.objects.get()
    private = {"term": term, "summary": "A secret summary", "note": "A secret note"}
    library_actions.begin(title="Only a draft", kind="report", lead=None, by=group.lead, **private)
    Document.objects.filter(pk=group.document.pk).update(**private)
    open_round(group)

    def told(slug) -> str:
        return str([one for one in gather(term, as_at=clock.today())["sections"] if one["slug"] == slug])

    def whole() -> str:
        return str(gather(term, as_at=clock.today())["sections"])

    assert "A common note" in told("open")
    assert "A common note" not in told("documents") + told("list")
    assert "secret" not in whole()
    with clock.moved_to(LATER):
        assert "A common note" not in told("open")
        assert "A common note" in told("list")
        assert "a secret summary" in told("documents")
        assert "A secret note" not in whole()
        assert "Only a draft" not in whole()
