"""A proposal is changed or withdrawn while it is undecided."""

import pytest
from django.core import mail

from foundation.verbs import Refused
from meetings.models import Proposal
from meetings.proposals import queries as proposal_queries
from meetings.proposals.actions import answers, proposals
from tests.meetings.proposals.desk import page, post, proposal

pytestmark = pytest.mark.django_db

Answer = Proposal.Answer


def test_any_of_the_agencys_people_changes_it_while_it_is_undecided(client, group):
    made = proposal(group.focal)
    answer = post(
        client,
        group.colleague,
        "proposal_change",
        made.pk,
        title="Domestic workers abroad",
        asked="discussion",
        meeting=group.april.pk,
        revision=made.revision,
    )
    assert answer.url == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.title, made.asked, made.meeting) == ("Domestic workers abroad", "discussion", group.april)
    assert made.revision == 2


def test_two_people_changing_it_see_both_versions_and_lose_nothing(client, group):
    made = proposal(group.focal, reason="First words")
    data = {"title": "One title", "reason": "First words", "revision": made.revision}
    assert post(client, group.focal, "proposal_change", made.pk, **data).status_code == 302
    data |= {"title": "Other title", "asked": "decision", "invite": "The ICRC"}
    answer = post(client, group.colleague, "proposal_change", made.pk, **data)
    assert answer.status_code == 200
    assert [(row["label"], row["now"], row["typed"]) for row in answer.context["both"]] == [
        ("Topic", "One title", "Other title"),
        ("This topic is for", "", "decision"),
        ("Invited participants", "", "The ICRC"),
    ]
    made.refresh_from_db()
    assert made.title == "One title"
    form = answer.context["form"]
    assert form["title"].value() == "Other title"
    data["revision"] = form["revision"].value()
    assert post(client, group.colleague, "proposal_change", made.pk, **data).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.invite) == ("Other title", "The ICRC")


def test_change_of_what_was_answered_meanwhile_is_refused_and_what_was_typed_stays(client, group):
    made = proposal(group.focal)
    answers.decline(made, by=group.chair, reason="Out of scope.")
    answer = post(
        client, group.focal, "proposal_change", made.pk, title="Other words", revision=made.revision
    )
    text = answer.content.decode()
    assert "Cleo Chair declined it" in text
    assert "Other words" in text
    assert page(client, group.focal, "proposal_change", made.pk).url == made.get_absolute_url()


def test_withdrawn_it_waits_no_more_and_only_some_still_see_it(client, group):
    made = proposal(group.focal)
    shown = page(client, group.colleague, "proposal_detail", made.pk).content.decode()
    assert "Withdraw topic</button>" in shown
    assert f'action="/proposals/{made.pk}/withdraw/"' in shown
    post(client, group.colleague, "proposal_withdraw", made.pk, revision=made.revision)
    made.refresh_from_db()
    assert (made.answer, made.answered_by) == (Answer.WITHDRAWN, group.colleague)
    assert made not in proposal_queries.waiting_for(group.april)
    for who, status in (
        ("focal", 200),
        ("chair", 200),
        ("secretary", 200),
        ("incoming", 200),
        ("other", 404),
    ):
        assert page(client, getattr(group, who), "proposal_detail", made.pk).status_code == status
    with pytest.raises(Refused, match="Col League withdrew it"):
        answers.take_up(made, meeting=group.april, by=group.chair)


def test_what_was_merged_into_a_withdrawn_one_waits_again(group):
    first, second = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    answers.merge(second, into=first, by=group.chair)
    proposals.withdraw(first, by=group.focal)
    second.refresh_from_db()
    assert (second.answer, second.merged_into) == (Answer.NONE, None)


def test_who_entered_it_for_an_agency_changes_and_withdraws_it_and_the_agency_is_told(group):
    made = proposal(group.chair)
    assert group.secretary.has_perm("meetings.change_proposal", made)
    mail.outbox.clear()
    proposals.change(made, by=group.secretary, revision=1, title="Other")
    proposals.withdraw(made, by=group.secretary)
    assert {one.subject for one in mail.outbox} == {
        "Topic changed for ILO: Other",
        "Topic withdrawn for ILO: Other",
    }
    assert not group.secretary.has_perm("meetings.change_proposal", proposal(group.focal))
