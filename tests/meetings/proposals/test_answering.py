"""The chair's answers, and how each is undone."""

import pytest
from django.core import mail

from agencies.models import Purpose
from foundation.verbs import Refused
from meetings.models import AgendaItem, Decision, Meeting, Proposal
from meetings.proposals.actions import answers, proposals
from tests.meetings.proposals.desk import page, post, proposal

pytestmark = pytest.mark.django_db

Answer = Proposal.Answer


def test_taken_up_it_is_the_last_item_of_the_agenda_before_what_closes_it(client, group):
    AgendaItem.objects.create(meeting=group.planned, position=4, title="Opening")
    AgendaItem.objects.create(meeting=group.planned, position=5, title="Next meeting", kind="next")
    purpose = Purpose.objects.first()
    made = proposal(group.focal, reason="It is time.", asked="decision", purposes=[purpose])
    post(client, group.chair, "take_up", made.pk, meeting=group.planned.pk, revision=made.revision)
    made.refresh_from_db()
    item = made.item
    assert (item.meeting, item.position, item.title) == (group.planned, 1, "Domestic workers")
    assert (item.summary, item.asked, item.proposed_by.acronym) == ("It is time.", "decision", "ILO")
    assert list(item.purposes.all()) == [purpose]
    assert (made.answer, made.answered_by, made.meeting) == (Answer.TAKEN_UP, group.chair, group.planned)
    assert len(mail.outbox) == 2
    assert "has accepted it for a meeting that is being planned" in mail.outbox[0].body


def test_members_do_not_learn_of_a_planned_meeting_from_a_proposal(client, group):
    made = proposal(group.focal)
    answers.take_up(made, meeting=group.planned, by=group.chair)
    text = page(client, group.focal, "proposal_detail", made.pk).content.decode()
    assert "20 June 2007" not in text
    assert "A meeting that is being planned" in text
    assert "20 June 2007" not in page(client, group.focal, "proposal_list").content.decode()
    assert "20 June 2007" in page(client, group.chair, "proposal_detail", made.pk).content.decode()


@pytest.mark.parametrize("stage", ["planned", "cancelled"])
def test_members_do_not_learn_of_it_while_they_change_the_proposal_either(client, group, stage):
    group.planned.title = "Secret summit"
    group.planned.save()
    made = proposal(group.focal, meeting=group.april)
    opened = {"title": made.title, "meeting": group.april.pk, "revision": made.revision}
    answers.defer(made, reason="It needs time.", meeting=group.planned, by=group.chair)
    Meeting.objects.filter(pk=group.planned.pk).update(stage=stage)
    stale = post(client, group.focal, "proposal_change", made.pk, **opened).content.decode()
    changing = page(client, group.focal, "proposal_change", made.pk).content.decode()
    detail = page(client, group.focal, "proposal_detail", made.pk).content.decode()
    for text in (stale, changing, detail):
        assert "Secret summit" not in text
        assert "20 June 2007" not in text
        assert "meeting that is being planned" in text
    made.refresh_from_db()
    kept = {"title": "Domestic workers abroad", "meeting": group.planned.pk, "revision": made.revision}
    assert post(client, group.focal, "proposal_change", made.pk, **kept).status_code == 302
    made.refresh_from_db()
    assert made.meeting == group.planned
    assert "Secret summit" not in mail.outbox[0].body


def test_declined_with_a_sentence_which_the_agency_reads(client, group):
    made = proposal(group.focal, meeting=group.april)
    post(client, group.chair, "decline", made.pk, reason="It was settled in January.", revision=1)
    body = mail.outbox[0].body
    assert "It was settled in January." in body
    assert body.partition("\n-- \n")[0].count("http") == 1
    text = page(client, group.focal, "proposal_detail", made.pk).content.decode()
    assert "It was settled in January." in text
    assert "Declined" in text


@pytest.mark.parametrize("name", ["defer", "decline"])
def test_putting_off_and_declining_ask_for_a_sentence(client, group, name):
    made = proposal(group.focal)
    answer = post(client, group.chair, name, made.pk, reason="  ", revision=1)
    assert "Give a short reason" in answer.content.decode()
    with pytest.raises(Refused, match="a short reason"):
        getattr(answers, name)(made, by=group.chair, reason=" ")
    made.refresh_from_db()
    assert made.answer == Answer.NONE


def test_merged_into_another_and_into_an_item_with_a_trace(client, group):
    first, second = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    third = proposal(group.incoming, "UNDESA", "Youth")
    post(client, group.chair, "merge", second.pk, into=f"proposal-{first.pk}", revision=1)
    item = answers.take_up(first, meeting=group.april, by=group.chair)
    post(client, group.chair, "merge", third.pk, into=f"item-{item.pk}", revision=1)
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.answer, second.merged_into) == (Answer.MERGED, first)
    assert (third.answer, third.item, third.meeting) == (Answer.MERGED, item, group.april)
    assert "Children" in page(client, group.focal, "proposal_detail", first.pk).content.decode()
    assert "Domestic workers" in page(client, group.other, "proposal_detail", second.pk).content.decode()


def test_agencies_whose_proposals_were_merged_get_the_answer_too(group):
    first, second = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    answers.merge(second, into=first, by=group.chair)
    answers.decline(first, by=group.chair, reason="Not now.")
    told_of = {one.to[0]: one.body for one in mail.outbox}
    assert "“Children” was merged with this topic proposed by ILO" in told_of[group.other.email]


def test_merging_refuses_itself_and_what_is_closed(group):
    first, second = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    with pytest.raises(Refused, match="with itself"):
        answers.merge(first, into=first, by=group.chair)
    answers.merge(first, into=second, by=group.chair)
    with pytest.raises(Refused, match="merged it with “Children”"):
        answers.merge(second, into=first, by=group.chair)
    item = AgendaItem.objects.create(meeting=group.april, position=90, title="Gone")
    gone = AgendaItem.objects.get(pk=item.pk)
    item.delete()
    with pytest.raises(Refused, match="removed from the agenda"):
        answers.merge(second, into=gone, by=group.chair)


def test_taking_up_refuses_a_meeting_that_is_off_or_whose_minutes_stand(group):
    made = proposal(group.focal)
    Meeting.objects.filter(pk=group.april.pk).update(stage="cancelled")
    with pytest.raises(Refused, match="cancelled"):
        answers.take_up(made, meeting=group.april, by=group.chair)
    Meeting.objects.filter(pk=group.january.pk).update(minutes="adopted")
    with pytest.raises(Refused, match="minutes"):
        answers.take_up(made, meeting=group.january, by=group.chair)
    made.refresh_from_db()
    assert made.answer == Answer.NONE


VERBS = {
    "take_up": (Answer.TAKEN_UP, lambda p, g: answers.take_up(p, meeting=g.april, by=g.chair)),
    "merge": (Answer.MERGED, lambda p, g: answers.merge(p, into=proposal(g.other, "UNCTAD"), by=g.chair)),
    "defer": (Answer.DEFERRED, lambda p, g: answers.defer(p, reason="Later.", by=g.chair)),
    "decline": (Answer.DECLINED, lambda p, g: answers.decline(p, reason="No.", by=g.chair)),
    "withdraw": (Answer.WITHDRAWN, lambda p, g: proposals.withdraw(p, by=g.focal)),
    "reopen": (Answer.NONE, lambda p, g: answers.reopen(p, by=g.chair)),
}


@pytest.mark.parametrize("first", [None, "take_up", "merge", "defer", "decline", "withdraw"])
@pytest.mark.parametrize("second", VERBS)
def test_every_step_is_as_the_map_has_it_and_a_refused_one_changes_nothing(group, first, second):
    made = proposal(group.focal, meeting=group.april)
    if first:
        VERBS[first][1](made, group)
    made.refresh_from_db()
    before, to = dict(vars(made)), VERBS[second][0]
    if to in Proposal.TRANSITIONS[made.answer]:
        VERBS[second][1](made, group)
        made.refresh_from_db()
        assert made.answer == to
        assert made.revision == before["revision"] + 1
    else:
        with pytest.raises(Refused) as refused:
            VERBS[second][1](made, group)
        assert len(str(refused.value)) > 30
        made.refresh_from_db()
        assert {**vars(made), "_state": 0} == {**before, "_state": 0}


@pytest.mark.parametrize("verb", ["take_up", "merge", "decline"])
def test_second_of_two_chairs_reads_what_the_first_did_and_loses_nothing(client, group, verb):
    made = proposal(group.focal, meeting=group.april)
    VERBS[verb][1](made, group)
    answer = post(client, group.second, "defer", made.pk, reason="We need a paper first.", revision=1)
    text = answer.content.decode()
    assert "Cleo Chair" in text
    assert "We need a paper first." in text
    made.refresh_from_db()
    assert made.answer == VERBS[verb][0]


def test_answer_to_what_changed_meanwhile_is_asked_anew(client, group):
    made = proposal(group.focal)
    proposals.change(made, by=group.colleague, revision=1, title="Something else")
    answer = post(client, group.chair, "decline", made.pk, reason="Not ours.", revision=1)
    text = answer.content.decode()
    assert "Something else" in text
    assert "Not ours." in text
    again = answer.context["form"]["revision"].value()
    assert (
        post(client, group.chair, "decline", made.pk, reason="Not ours.", revision=again).status_code == 302
    )


def test_opened_again_the_item_goes_and_it_waits_as_before(client, group):
    made = proposal(group.focal)
    item = answers.take_up(made, meeting=group.april, by=group.chair)
    post(client, group.second, "reopen", made.pk)
    made.refresh_from_db()
    assert (made.answer, made.item, made.answered_by) == (Answer.NONE, None, None)
    assert not AgendaItem.objects.filter(pk=item.pk).exists()
    assert mail.outbox[-1].subject == "Topic reopened: Domestic workers"


def test_item_that_was_worked_on_does_not_go_with_an_undo(group):
    made = proposal(group.focal)
    item = answers.take_up(made, meeting=group.april, by=group.chair)
    Decision.objects.create(item=item, position=0, text="Agreed.")
    with pytest.raises(Refused, match="worked on since"):
        answers.reopen(made, by=group.chair)
    made.refresh_from_db()
    assert (made.answer, made.item) == (Answer.TAKEN_UP, item)


def test_item_into_which_another_was_merged_does_not_go_with_an_undo(group):
    made, other = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    item = answers.take_up(made, meeting=group.april, by=group.chair)
    answers.merge(other, into=item, by=group.chair)
    with pytest.raises(Refused, match="worked on since"):
        answers.reopen(made, by=group.chair)


def test_what_was_merged_with_a_proposal_stays_with_it_when_that_is_opened_again(group):
    made, other = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    answers.take_up(made, meeting=group.april, by=group.chair)
    answers.merge(other, into=made, by=group.chair)
    answers.reopen(made, by=group.chair)
    other.refresh_from_db()
    assert (other.answer, other.merged_into, other.item) == (Answer.MERGED, made, None)
