"""Replies after the deadline, and replies that came by e-mail: who decides what becomes of them."""

import datetime as dt

import pytest
from django.urls import reverse

from documents.clearance import actions as clearance_actions
from documents.clearance import late as late_replies
from documents.clearance import mail as clearance_mail
from documents.clearance import outcomes
from documents.clearance.awaiting import awaiting
from documents.clearance.objections import standing
from documents.models import Clearance, LateReply
from foundation.dates import clock
from foundation.models import Mail
from foundation.verbs import Refused
from tests.documents.clearance.rounds import (
    LATER,
    UNTIL,
    clearance_of,
    give_reply,
    open_round,
    reply_words,
    state_of,
    status_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_in_rows")]

Reply = Clearance.Reply


@pytest.fixture
def ended(group):
    """A round that ended by silence: the document is cleared."""
    round_ = open_round(group)
    with clock.moved_to(LATER):
        outcomes.write_down()
        yield round_


def reply_url(round_, acronym) -> str:
    one = clearance_of(round_, acronym)
    return reverse("documents:clearance_reply", args=[round_.version.document_id, round_.pk, one.pk])


def test_late_reply_changes_nothing_until_somebody_decides(group, ended):
    late = give_reply(ended, "UNHCR", Reply.NO, "Too late, but no.", by=group.unhcr)
    assert isinstance(late, LateReply)
    assert state_of(group.document) == "cleared"
    assert reply_words(ended)["UNHCR"] == "agreed by silence"
    assert standing(group.document) == []
    told = Mail.objects.filter(subject="Late reply of UNHCR: objection · A common note")
    assert {to for mail in told for to in mail.to} == {group.lead.email, group.chair.email}
    for person in (group.lead, group.chair):
        said = [thing.sentence for thing in awaiting(person)]
        assert any("UNHCR replied late on “A common note”: objection." in one for one in said)
    assert awaiting(group.ilo) == []


def test_late_objection_that_is_taken_into_account_stands_and_everybody_hears(group, ended, client):
    late = give_reply(ended, "UNHCR", Reply.NO, "Too late, but no.", by=group.unhcr)
    client.force_login(group.lead)
    page = client.get(clearance_mail.place_of(ended)).text
    address = reverse("documents:late_count", args=[group.document.pk, ended.pk, late.pk])
    assert address in page
    assert "late, 15 May 2027" in page
    client.post(address)
    assert state_of(group.document) == "circulated"
    assert status_of(ended).outcome == "not_cleared"
    assert [one.agency.acronym for one in standing(group.document)] == ["UNHCR"]
    told = Mail.objects.filter(subject="Not cleared: A common note")
    assert {to for mail in told for to in mail.to} >= {group.ilo.email, group.unhcr.email}
    assert "late, 15 May 2027" in client.get(clearance_mail.place_of(ended)).text
    client.post(address)  # a second press does nothing more
    assert told.count() == Mail.objects.filter(subject="Not cleared: A common note").count()


def test_late_reply_that_is_noted_only_needs_a_sentence_and_the_agency_is_told(group, ended):
    late = give_reply(ended, "UNHCR", Reply.NO, "No.", by=group.unhcr)
    with pytest.raises(Refused, match="Say in a sentence"):
        late_replies.note(late, by=group.chair, sentence=" ")
    late_replies.note(late, by=group.chair, sentence="The text went out on 14 May.")
    assert state_of(group.document) == "cleared"
    [mail] = Mail.objects.filter(subject="Late reply of UNHCR noted")
    assert "The text went out on 14 May." in mail.text
    with pytest.raises(Refused, match="decided on already"):
        late_replies.count(late, by=group.chair)
    again = give_reply(ended, "UNHCR", Reply.BUT, "Then a comma.", by=group.unhcr)
    assert again.pk != late.pk


def test_agency_changes_and_removes_its_late_reply_until_it_is_decided(group, ended):
    first = give_reply(ended, "UNHCR", Reply.NO, "No.", by=group.unhcr)
    second = give_reply(ended, "UNHCR", Reply.FINE, by=group.unhcr)
    assert (second.pk, second.reply) == (first.pk, Reply.FINE)
    clearance_actions.take_back(clearance_of(ended, "UNHCR"), by=group.unhcr)
    assert not LateReply.objects.exists()


def test_late_reply_comes_by_the_link_and_by_the_page(group, ended, client):
    client.force_login(group.unhcr)
    page = client.get(clearance_mail.place_of(ended)).text
    assert "your reply is marked as late" in page
    assert reply_url(ended, "UNHCR") in page
    answer = client.post(reply_url(ended, "UNHCR"), {"reply": "with_comments", "words": "A comma."})
    assert answer.status_code == 302
    assert LateReply.objects.get().words == "A comma."


def test_withdrawn_round_takes_no_late_reply(group):
    round_ = open_round(group)
    clearance_actions.withdraw(round_, by=group.lead)
    with clock.moved_to(LATER), pytest.raises(Refused, match="was withdrawn"):
        give_reply(round_, "UNHCR", Reply.FINE, by=group.unhcr)


def test_late_replies_are_in_time_once_the_deadline_is_extended(group):
    round_ = open_round(group, express=True)
    with clock.moved_to(LATER):
        outcomes.write_down()
        give_reply(round_, "UNHCR", Reply.FINE, by=group.unhcr)
        clearance_actions.extend(
            round_, until=LATER + dt.timedelta(days=2), timezone="Europe/Zurich", by=group.lead
        )
        assert clearance_of(round_, "UNHCR").reply == Reply.FINE
        assert not LateReply.objects.filter(decision="").exists()


def test_reply_received_by_email_in_time_is_not_late(group, client):
    round_ = open_round(group, express=True)
    give_reply(round_, "ILO", Reply.FINE, by=group.ilo)
    with clock.moved_to(LATER):
        outcomes.write_down()
        client.force_login(group.lead)
        assert "Received by e-mail" in client.get(clearance_mail.place_of(round_)).text
        sent = {
            "reply": "no_objection",
            "received": "yes",
            "received_on": "2027-05-12",
            "words": "Fine by us.",
        }
        client.post(reply_url(round_, "UNHCR"), sent)
        one = clearance_of(round_, "UNHCR")
        assert (one.reply, one.words, one.received_on) == (Reply.FINE, "Fine by us.", dt.date(2027, 5, 12))
        assert state_of(group.document) == "cleared"
        page = client.get(clearance_mail.place_of(round_)).text
        assert "entered for UNHCR by Lead, received by e-mail on 12 May 2027" in page
    [mail] = Mail.objects.filter(subject="Entered for UNHCR: no objection")
    assert "received by e-mail on 12 May 2027" in mail.text


def test_reply_received_by_email_after_the_deadline_is_late(group, ended):
    kept = clearance_actions.reply(
        clearance_of(ended, "UNHCR"), reply=Reply.NO, words="No.", received_on=dt.date(2027, 5, 15),
        by=group.lead,
    )  # fmt: skip
    assert isinstance(kept, LateReply)
    assert kept.entered


@pytest.mark.parametrize(
    ("day", "words", "why"),
    [
        (dt.date(2027, 5, 16), "No.", "is in the future"),
        (dt.date(2027, 5, 2), "No.", "were asked on"),
        (dt.date(2027, 5, 14), " ", "copy the text of the e-mail"),
    ],
)
def test_day_and_text_of_an_email_are_checked(group, ended, day, words, why):
    with pytest.raises(Refused, match=why):
        clearance_actions.reply(
            clearance_of(ended, "UNHCR"), reply=Reply.FINE, words=words, received_on=day, by=group.lead
        )


def test_day_that_is_no_date_keeps_what_was_typed(group, client):
    round_ = open_round(group)
    client.force_login(group.lead)
    sent = {"reply": "no_objection", "received": "yes", "received_on": "3 May", "words": "Fine <by> us."}
    page = client.post(reply_url(round_, "UNHCR"), sent).text
    assert "The e-mail came on: This is not a date." in page
    assert 'value="3 May"' in page
    assert "Fine &lt;by&gt; us." in page
    assert reply_words(round_)["UNHCR"] == "no reply yet"


def test_nobody_enters_a_late_reply_over_what_the_agency_said_itself(group, ended):
    give_reply(ended, "UNHCR", Reply.NO, "No.", by=group.unhcr)
    with pytest.raises(Refused, match="has sent a late reply itself"):
        give_reply(ended, "UNHCR", Reply.FINE, by=group.lead)


def test_comment_that_was_accepted_stays_accepted_when_somebody_agrees_late(group):
    round_ = open_round(group, "ILO", "UNHCR", "WHO")
    give_reply(round_, "ILO", Reply.BUT, "A comma.", by=group.ilo)
    clearance_actions.reply(clearance_of(round_, "WHO"), reply=Reply.FINE, by=group.lead)
    with clock.moved_to(LATER):
        clearance_actions.accept(round_, by=group.lead, sentence="Commas are for the editor.")
        late_replies.count(give_reply(round_, "UNHCR", Reply.FINE, by=group.unhcr), by=group.lead)
        assert status_of(round_).outcome == "cleared"
        assert state_of(group.document) == "cleared"


def test_first_moment_of_lateness_is_the_deadline(group):
    round_ = open_round(group)
    with clock.moved_to(UNTIL):
        assert isinstance(give_reply(round_, "UNHCR", Reply.FINE, by=group.unhcr), LateReply)
