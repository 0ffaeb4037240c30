"""What waits for an answer: at which meeting it comes up, and whom it awaits."""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.models import Purpose, User
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.models import Proposal
from meetings.proposals import queries as proposal_queries
from meetings.proposals.actions import answers
from meetings.proposals.awaiting import awaiting
from meetings.proposals.history import history as told
from tests import factories
from tests.meetings.proposals.desk import page, post, proposal

pytestmark = pytest.mark.django_db

Answer = Proposal.Answer


def test_waiting_for_a_meeting_are_its_own_and_those_for_the_next_suitable_one(group):
    own = proposal(group.focal, title="Own", meeting=group.april)
    adrift = proposal(group.focal, title="Adrift")
    missed = proposal(group.focal, title="Missed", meeting=group.january)
    elsewhere = proposal(group.focal, title="Elsewhere", meeting=group.may)
    assert set(proposal_queries.waiting_for(group.april)) == {own, adrift, missed}
    assert set(proposal_queries.waiting_for(group.may)) == {elsewhere, adrift, missed}
    assert set(proposal_queries.waiting_for(group.january)) == {missed}


def test_deferred_one_comes_up_at_the_next_meeting_and_its_earlier_answer_stays_in_sight(client, group):
    made = proposal(group.focal, meeting=group.april)
    answers.defer(made, by=group.chair, reason="The paper is not ready.", at=group.april)
    assert made not in proposal_queries.waiting_for(group.april)
    assert made in proposal_queries.waiting_for(group.may)
    answers.take_up(made, meeting=group.may, by=group.chair)
    made.refresh_from_db()
    assert [event.what for event in told(made)] == ["Proposed", "Deferred", "Accepted"]
    assert told(made)[1].words == "The paper is not ready."
    text = page(client, group.focal, "proposal_detail", made.pk).content.decode()
    assert "The paper is not ready." in text


def test_deferred_twice_tells_of_both(group):
    made = proposal(group.focal, meeting=group.april)
    answers.defer(made, by=group.chair, reason="First.", at=group.april)
    answers.defer(made, by=group.chair, reason="Second.", at=group.late_april)
    assert [event.words for event in told(made)] == ["", "First.", "Second."]
    assert made not in proposal_queries.waiting_for(group.late_april)
    assert made in proposal_queries.waiting_for(group.may)


def test_agency_is_told_at_home_of_an_answer_for_two_weeks(group, client):
    made, theirs = proposal(group.focal), proposal(group.other, "UNCTAD", "Not mine")
    answers.decline(theirs, by=group.chair, reason="No.")

    def told(who):
        client.force_login(who)
        return "The chair declined “Domestic workers”, proposed by ILO." in client.get("/").content.decode()

    assert not told(group.colleague)
    answers.decline(made, by=group.chair, reason="Out of scope.")
    assert told(group.focal)
    assert told(group.colleague)
    assert not told(group.other)
    client.get(made.get_absolute_url())
    assert told(group.focal)
    with clock.moved_to(clock.now() + dt.timedelta(days=14, seconds=-60)):
        assert told(group.focal)
    with clock.moved_to(clock.now() + dt.timedelta(days=14, seconds=60)):
        assert not told(group.focal)
    answers.reopen(made, by=group.chair)
    assert not told(group.focal)


def test_purposes_are_suggested_while_a_topic_is_written_and_ticked_when_pressed(group, client):
    research, rights = Purpose.objects.get(number=6), Purpose.objects.get(number=9)
    typed = {"title": "Data on remittances", "reason": "Human rights", "purposes": [rights.pk]}
    shown = post(client, group.focal, "purposes", **typed).content.decode()
    assert f'name="suggested" value="{research.pk}">{research}' in shown
    assert "matching words: “data”, “remittances”" in shown
    assert shown.count(" checked") == 1
    typed |= {"suggested": research.pk, "accept": ""}
    pressed = post(client, group.focal, "purposes", **typed).content.decode()
    assert pressed.count(" checked") == 2
    assert "matching words" not in pressed
    assert not Proposal.objects.exists()
    for nonsense in ("x", "99999999999999999999"):
        answer = post(client, group.focal, "purposes", suggested=nonsense, accept="", purposes="y")
        assert answer.status_code == 200


def test_item_tells_whom_its_proposal_asks_to_hear(group, client):
    made = proposal(group.focal, invite="The Diaspora Network")
    item = answers.take_up(made, meeting=group.april, by=group.chair)
    client.force_login(group.chair)
    for address in (
        group.april.get_absolute_url(),
        reverse("meetings:agenda", args=[group.april.pk]),
        reverse("meetings:item_change", args=[group.april.pk, item.pk]),
    ):
        assert (
            "To be invited" in client.get(address).content.decode().split("The Diaspora Network")[0][-60:]
        ), address


def test_purposes_of_an_item_are_set_and_both_versions_shown(group, client):
    item = answers.take_up(proposal(group.focal), meeting=group.april, by=group.chair)
    address = reverse("meetings:item_change", args=[group.april.pk, item.pk])
    client.force_login(group.chair)
    six, nine = Purpose.objects.get(number=6), Purpose.objects.get(number=9)
    said = {"title": item.title, "revision": 0}
    assert client.post(address, said | {"purposes": [six.pk, nine.pk]}).status_code == 302
    assert set(item.purposes.all()) == {six, nine}
    stale = client.post(address, said | {"purposes": [six.pk]})
    assert stale.status_code == 409
    assert f"{six}<br>{nine}" in stale.content.decode()
    assert set(item.purposes.all()) == {six, nine}
    assert client.post(address, said | {"revision": 1}).status_code == 302
    assert not item.purposes.exists()


def test_deferred_until_a_meeting_waits_for_that_one(group):
    made = proposal(group.focal, meeting=group.april)
    answers.defer(made, by=group.chair, reason="For the principals.", meeting=group.may, at=group.april)
    assert made not in proposal_queries.waiting_for(group.late_april)
    assert made in proposal_queries.waiting_for(group.may)
    for meeting, why in (
        (group.may, "the meeting it is deferred from"),
        (group.january, "cancelled or over"),
    ):
        with pytest.raises(Refused, match=why):
            answers.defer(made, by=group.chair, reason="Again.", meeting=meeting)


def test_deferred_one_is_the_next_chairs_to_answer(client, group):
    made = proposal(group.focal, meeting=group.may)
    answers.defer(made, by=group.chair, reason="After the summer.")
    july = factories.meeting("2007-09-10")
    with clock.moved_to(dt.datetime(2007, 6, 30, 23, 59, tzinfo=clock.zone())):
        assert User.objects.get(pk=group.chair.pk).has_perm("meetings.answer_proposals")
        assert not User.objects.get(pk=group.incoming.pk).has_perm("meetings.answer_proposals")
    with clock.moved_to(dt.date(2007, 7, 1)):
        assert post(client, group.chair, "decline", made.pk, reason="No.").status_code == 403
        assert made in page(client, group.incoming, "waiting").context["facts"]["waiting"]
        post(client, group.incoming, "take_up", made.pk, meeting=july.pk)
        made.refresh_from_db()
        assert (made.answer, made.answered_by) == (Answer.TAKEN_UP, group.incoming)


def test_in_a_gap_the_secretariat_answers_and_otherwise_not(client, group):
    made = proposal(group.focal)
    assert post(client, group.secretary, "decline", made.pk, reason="No.").status_code == 403
    with clock.moved_to(dt.date(2009, 1, 1)):
        post(client, group.secretary, "decline", made.pk, reason="No.")
    made.refresh_from_db()
    assert made.answered_by == group.secretary


def test_undoing_stands_beside_what_waits(client, group):
    made = proposal(group.focal, meeting=group.april)
    answers.decline(made, by=group.chair, reason="No.", at=group.april)
    facts = page(client, group.chair, "waiting", meeting=group.april.pk).context["facts"]
    assert facts["answered"] == [made]
    answer = post(client, group.chair, "reopen", made.pk, next="/proposals/waiting/")
    assert answer.url == "/proposals/waiting/"
    assert post(client, group.chair, "decline", made.pk, reason="No.", next="//evil.example/").url == (
        made.get_absolute_url()
    )


def test_chair_is_told_what_awaits_and_nobody_else(group):
    proposal(group.focal, meeting=group.april)
    proposal(group.focal)
    following = proposal_queries.next_meeting()
    [awaited] = awaiting(User.objects.get(pk=group.chair.pk))
    count = proposal_queries.waiting_for(following).count()
    assert awaited.sentence.startswith({1: "1 topic awaits", 2: "2 topics await"}[count])
    assert str(following.date) in awaited.sentence
    for nobody in (group.focal, group.incoming, group.secretary, group.stranger):
        assert list(awaiting(nobody)) == []
