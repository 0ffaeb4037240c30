"""A refusal is never sent by itself: the chair sends a letter, and then the applicant knows."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from agencies.applications import links
from agencies.applications.actions import applying, reviewing
from agencies.models import Application, Dossier
from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.models import Mail
from foundation.verbs import Refused
from meetings.applications import letters
from meetings.models import ApplicationDecision
from tests import factories
from tests.meetings.applications.decisions import awaited_sentences, browser_of, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june", "mail_in_rows")]

WHY = "Its mandate does not cover migration."
TWO_LINES = "Its mandate is another.\r\nIts budget too."  # as a browser sends them
LEAKS = ("eclined", "not to admit", WHY)


@pytest.fixture
def chair():
    return factories.person_of("IOM", name="Cora Chair")


@pytest.fixture
def declined(application):
    return decide(application, "declined", reason=WHY).decision


def letter(decision):
    return reverse("deciding:letter", args=[decision.application_id, decision.pk])


def own_page(application, client=None):
    dossier = Dossier.objects.get(application=application)
    return (client or Client()).get(reverse("apply:own", args=[links.link_of(dossier)]))


def sent(browser, decision, text=None):
    form = browser.get(letter(decision)).context["form"]
    typed = {"text": text or form["text"].value(), "seen": form["seen"].value(), "send": "1"}
    return browser.post(letter(decision), typed, follow=True)


def test_refusal_writes_to_nobody_and_drafts_a_letter(declined, chair):
    assert not Mail.objects.exists()
    for words in ("Thank you for the application of IFAD", "8 June 2007", WHY, "The chair of the"):
        assert words in declined.letter
    assert awaited_sentences(chair) == [
        "The Group declined the application of IFAD. The letter to the applicant is not sent yet."
    ]
    assert not [one for one in awaited_sentences(factories.secretariat()) if "letter" in one]
    page = browser_of(chair).get(reverse("applications:application_detail", args=[declined.application_id]))
    assert "Read and send letter" in page.text
    assert "the letter is a draft" in page.text
    member = factories.person_of("WHO")
    factories.membership("WHO", "2003")
    page = browser_of(member).get(reverse("applications:application_detail", args=[declined.application_id]))
    assert "Declined" in page.text
    assert "Read and send letter" not in page.text
    assert "Thank you for the application" not in page.text  # the draft


@pytest.mark.parametrize("before", ["received", "under_review", "deferred", ""])
def test_applicant_sees_the_state_from_before_until_the_letter_has_gone(application, chair, before):
    Application.objects.update(outcome=before)
    before_page = own_page(application).text
    decision = decide(application, "declined", reason=WHY).decision
    page = own_page(application)
    assert page.status_code == 200
    assert not [words for words in LEAKS if words in page.text]
    assert page.context["way"] == [
        step for step in own_page(application).context["way"] if step.what != "declined"
    ]
    assert ("under review" in page.text) == ("under review" in before_page)
    with clock.moved_to(clock.now() + dt.timedelta(days=1)):
        assert "The letter will be sent in a minute" in sent(browser_of(chair), decision).text
        assert not [words for words in LEAKS if words in own_page(application).text]  # it can be undone
        with clock.moved_to(clock.now() + dt.timedelta(minutes=2)):
            told = own_page(application).text
            assert "declined" in told
            assert "decided not to admit" in told
            assert WHY in told


def test_chair_edits_the_letter_and_the_applicant_reads_that_and_not_the_reason(declined, chair):
    browser = browser_of(chair)
    form = browser.get(letter(declined)).context["form"]
    typed = {"text": "Dear colleagues,\n\nNot this year.", "seen": form["seen"].value(), "save": "1"}
    assert "It is not sent yet." in browser.post(letter(declined), typed, follow=True).text
    assert not Mail.objects.exists()
    page = sent(browser, declined).text
    assert "sent by Cora Chair on 8 June 2007" in page
    mail = Mail.objects.get()
    assert mail.to == ["apply@ifad.example"]
    assert "Not this year." in mail.text
    assert WHY not in mail.text
    with clock.moved_to(clock.now() + dt.timedelta(minutes=2)):
        page = own_page(declined.application).text
        assert "Not this year." in page
        assert WHY not in page
        again = browser.post(letter(declined), typed | {"send": "1"}).text
    assert "already sent" in again
    assert Mail.objects.count() == 1


def test_letter_that_somebody_else_changed_is_shown_beside_what_was_typed(declined, chair):
    browser = browser_of(chair)
    seen = declined.letter
    browser.post(letter(declined), {"text": "Theirs.", "seen": seen, "save": "1"})
    page = browser.post(letter(declined), {"text": "Mine.", "seen": seen, "send": "1"})
    assert "Theirs." in page.text
    assert "Mine." in page.text
    assert not Mail.objects.exists()
    assert page.context["form"]["seen"].value() == "Theirs."


def test_letter_is_undone_until_it_goes(declined, chair):
    browser = browser_of(chair)
    undo = reverse("deciding:letter_undo", args=[declined.application_id, declined.pk])
    assert undo in sent(browser, declined).text
    assert "The letter is a draft again." in browser.post(undo, follow=True).text
    declined.refresh_from_db()
    assert declined.letter_sent_at is None
    assert not Mail.objects.unsent().exists()
    sent(browser, declined)
    Mail.objects.filter(recalled_at=None).update(sent_at=clock.now())
    page = browser.post(undo, follow=True).text
    assert "too late to undo" in page
    declined.refresh_from_db()
    assert declined.letter_sent_at


def test_letter_to_an_applicant_without_a_page_is_recorded_as_sent(chair):
    by_mail = factories.application("UNU", "2007-03-01", "under_review")
    decision = decide(by_mail, "declined", reason=WHY).decision
    browser = browser_of(chair)
    assert "Record as sent" in browser.get(letter(decision)).text
    assert "Recorded: the letter was sent." in sent(browser, decision).text
    assert not Mail.objects.exists()


def test_applicant_that_does_not_know_can_go_on_as_before(application):
    decide(application, "deferred", reason="Say more.")
    decide(application, "declined", reason=WHY)
    dossier = Dossier.objects.get()
    assert dossier.is_open
    applying.write(dossier, {"alternate-email": ""}, was=dossier.words)
    applying.hand_in(dossier)
    page = own_page(application).text
    assert "We have received your additions" in page
    assert not [words for words in LEAKS if words in page]
    with clock.moved_to(clock.now() + dt.timedelta(days=400)):
        assert own_page(application).status_code == 200  # its page ends six months after the letter


def test_applicant_that_does_not_know_can_withdraw_and_gets_no_letter(declined, chair):
    dossier = Dossier.objects.get()
    page = Client().post(reverse("apply:withdraw", args=[links.link_of(dossier)]), follow=True).text
    assert "Your application has been withdrawn." in page
    assert not [words for words in LEAKS if words in page]
    assert not awaited_sentences(chair)
    answer = browser_of(chair).post(letter(declined), {"text": "x", "seen": declined.letter, "send": "1"})
    assert "this letter is not sent" in answer.text


def test_withdrawal_that_is_taken_back_does_not_tell_of_the_refusal(declined):
    reviewing.note_withdrawal(declined.application)
    reviewing.take_back_withdrawal(declined.application)
    application = Application.objects.get()
    assert application.outcome == "declined"
    assert application.is_withheld
    assert not [words for words in LEAKS if words in own_page(application).text]


def test_a_refusal_from_before_is_told_as_it_was(application):
    Application.objects.update(outcome="declined")
    ApplicationDecision.objects.create(
        application=application, outcome="declined", date=clock.today(), reason=WHY
    )
    page = own_page(application).text
    assert "declined" in page
    assert WHY in page


def test_secretariat_sends_the_letter_while_nobody_chairs(declined):
    office = factories.secretariat()
    assert browser_of(office).get(letter(declined)).status_code == 403
    Chairmanship.objects.all().delete()
    assert awaited_sentences(office)[0].startswith("The Group declined")
    assert "The letter will be sent in a minute" in sent(browser_of(office), declined).text


def test_nothing_but_a_declined_application_has_a_letter(application):
    decision = decide(application, "offered").decision
    assert not decision.letter
    assert not decision.awaits_letter
    with pytest.raises(Refused):
        letters.send_letter(decision, text="No.", seen="", by=factories.secretariat())


def test_letter_with_a_reason_of_several_lines_is_nobody_elses(application, chair):
    decision = decide(application, "declined", reason=TWO_LINES).decision
    assert "The letter will be sent in a minute" in sent(browser_of(chair), decision).text
