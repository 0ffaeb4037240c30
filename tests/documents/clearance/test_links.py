"""What is said by the link of a mail: shown as such, confirmed, revoked; and with a sign-in if set."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from documents.clearance import links
from documents.clearance import mail as clearance_mail
from documents.models import Round
from foundation.dates import clock
from tests import factories
from tests.documents.clearance.rounds import LATER, clearance_of, give_reply, open_round

pytestmark = pytest.mark.django_db
OBJECTION = {"reply": "objection", "words": "Old figures."}


@pytest.fixture
def asked(group):
    """ILO, with two focal points, is asked to clear a text."""
    group.other = factories.person_of("ILO", email="other@ilo.example", name="Otto")
    group.round = open_round(group)
    group.clearance = clearance_of(group.round, "ILO")
    group.link = reverse("documents:clearance_link", args=[links.link_of(group.clearance, group.ilo)])
    mail.outbox.clear()
    return group


def told(to):
    return [one.body for one in mail.outbox if one.to == [to] and "by link" in one.subject]


def test_reply_by_link_is_shown_as_such_and_confirmed_to_the_person_and_their_colleagues(asked, client):
    client.post(asked.link, OBJECTION)
    [own], [others] = told("focal@ilo.example"), told("other@ilo.example")
    for body in own, others:
        assert "ILO replied by link to the clearance of “A common note”, version 1: objection." in body
        assert "Sent by the link of: Ilse." in body
        assert "Old figures." in body
    assert "If this was not you" in own
    assert "/documents/clear/" in own
    assert "/documents/clear/" not in others  # the link of one person is for that person
    assert clearance_mail.place_of(asked.round) in others
    client.force_login(asked.unhcr)
    page = client.get(clearance_mail.place_of(asked.round)).text
    assert "Ilse, by link" in page


def test_same_reply_sent_again_by_link_is_confirmed_once(asked, client):
    for _ in range(3):
        client.post(asked.link, OBJECTION)
    assert len(told("focal@ilo.example")) == 1
    client.post(asked.link, {"reply": "no_objection"})
    assert len(told("focal@ilo.example")) == 2


def test_reply_in_the_portal_is_not_by_link_and_not_confirmed(asked, client):
    client.post(asked.link, OBJECTION)
    mail.outbox.clear()
    give_reply(asked.round, "ILO", "no_objection", by=asked.ilo)
    assert not clearance_of(asked.round, "ILO").by_link
    assert told("focal@ilo.example") == []
    client.force_login(asked.unhcr)
    assert "by link" not in client.get(clearance_mail.place_of(asked.round)).text


def test_history_names_whose_link_it_was_each_time(asked, client):
    client.post(asked.link, OBJECTION)
    client.post(asked.link, {"reply": "no_objection"})
    client.force_login(asked.chair)
    page = client.get(reverse("history", args=["documents", asked.document.pk])).text
    assert "Ilse, by link, set the reply of ILO to no objection." in page
    assert "Somebody with the link" not in page


def test_removal_and_late_reply_by_link_are_confirmed_too(asked, client):
    client.post(asked.link, OBJECTION)
    client.post(asked.link, {"reply": "take back"})
    assert "version 1, was removed by link." in told("other@ilo.example")[-1]
    with clock.moved_to(LATER):
        client.post(asked.link, OBJECTION)
        assert "It came after the deadline." in told("other@ilo.example")[-1]
        assert asked.clearance.late_replies.get().by_link
        client.force_login(asked.chair)
        assert "Ilse, by link" in client.get(clearance_mail.place_of(asked.round)).text


def test_withdrawing_an_objection_by_link_is_shown_as_by_link(asked, client):
    client.post(asked.link, OBJECTION)
    client.post(asked.link, {"reply": "withdraw"})
    found = clearance_of(asked.round, "ILO")
    assert (found.reply, found.by_link) == ("no_objection", True)
    client.force_login(asked.chair)
    assert "by Ilse, by link" in client.get(clearance_mail.place_of(asked.round)).text


def test_page_and_mail_say_until_when_the_link_works(group, client):
    round_ = open_round(group)
    one = clearance_of(round_, "ILO")
    until = links.ends_in_words(one)
    [asked] = [one.body for one in mail.outbox if one.to == ["focal@ilo.example"]]
    assert f"It works until {until}." in asked
    address = reverse("documents:clearance_link", args=[links.link_of(one, group.ilo)])
    assert f"This link works until {until}." in client.get(address).text
    with clock.moved_to(links.ends(one) - dt.timedelta(seconds=1)):
        assert client.get(address).status_code == 200
    with clock.moved_to(links.ends(one)):
        assert client.get(address).status_code == 410


def revoke(asked):
    lead = Client()
    lead.force_login(asked.lead)
    address = reverse(
        "documents:clearance_links_revoke", args=[asked.document.pk, asked.round.pk, asked.clearance.pk]
    )
    with clock.moved_to(clock.now() + dt.timedelta(seconds=1)):
        assert "are revoked" in lead.post(address, follow=True).text


def new_links():
    return [one for one in mail.outbox if "Your new link" in one.subject]


def test_revoked_link_replies_nothing_and_sends_a_new_one_to_the_address_on_record_once_an_hour(
    asked, client
):
    revoke(asked)
    page = client.get(asked.link)
    assert (page.status_code, "was revoked on" in page.text) == (410, True)
    assert "Send me a new link" in page.text
    assert new_links() == []  # a scanner that opens the page sends nothing
    with clock.moved_to(clock.now() + dt.timedelta(minutes=1)):
        for _ in range(3):
            assert "we have sent a new one" in client.post(asked.link, OBJECTION).text
        assert clearance_of(asked.round, "ILO").reply == ""
        [letter] = new_links()
        assert letter.to == ["focal@ilo.example"]
        fresh = "/documents/clear/" + letter.body.partition("/documents/clear/")[2].split()[0]
        assert client.get(fresh).status_code == 200
        client.post(fresh, OBJECTION)
        assert clearance_of(asked.round, "ILO").reply == "objection"
    with clock.moved_to(clock.now() + dt.timedelta(hours=2)):
        client.post(asked.link, {"renew": "yes"})
        assert len(new_links()) == 2


def test_link_of_somebody_who_no_longer_acts_is_not_renewed_and_the_answer_is_the_same(asked, client):
    revoke(asked)
    asked.ilo.appointments.update(ends="2027-05-01")
    with clock.moved_to(clock.now() + dt.timedelta(minutes=1)):
        answer = client.post(asked.link, {"renew": "yes"})
        forged = client.post(reverse("documents:clearance_link", args=["x:y"]), {"renew": "yes"})
    assert "If this link can be renewed" in answer.text
    assert "If this link can be renewed" in forged.text
    assert new_links() == []


def test_link_of_a_closed_account_does_not_work(asked, client):
    asked.ilo.is_active = False
    asked.ilo.save()
    assert client.post(asked.link, OBJECTION).status_code == 410
    assert clearance_of(asked.round, "ILO").reply == ""


def test_file_of_a_revoked_link_is_closed_too(asked, client):
    revoke(asked)
    address = asked.link + "file/"
    assert client.get(address).status_code == 410


def test_with_the_setting_the_link_leads_to_the_sign_in_and_back_to_its_clearance(asked, settings):
    settings.CLEARANCE_NEEDS_SIGN_IN = True
    place, browser = clearance_mail.place_of(asked.round), Client()
    answer = browser.get(asked.link)
    assert answer.url == f"/login/?next={place}"
    assert browser.get(asked.link + "file/").url == f"/login/?next={place}"
    browser.force_login(asked.ilo)
    assert browser.get(asked.link).url == place


def test_with_the_setting_what_was_typed_is_held_and_said_only_after_the_sign_in(asked, settings):
    settings.CLEARANCE_NEEDS_SIGN_IN = True
    asked.ilo.set_password("long enough for it")
    asked.ilo.save()
    browser = Client()
    place = clearance_mail.place_of(asked.round)
    assert browser.post(asked.link, OBJECTION).url == f"/login/?next={place}"
    assert clearance_of(asked.round, "ILO").reply == ""
    browser.post(f"/login/?next={place}", {"login": asked.ilo.email, "password": "long enough for it"})
    page = browser.get(place).text
    assert "Old figures." in page
    form = reverse("documents:clearance_reply", args=[asked.document.pk, asked.round.pk, asked.clearance.pk])
    assert f'action="{form}"' in page
    browser.post(form, OBJECTION)
    found = clearance_of(asked.round, "ILO")
    assert (found.reply, found.by_link) == ("objection", False)


def test_with_the_setting_the_mail_asks_to_sign_in(group, settings):
    settings.CLEARANCE_NEEDS_SIGN_IN = True
    open_round(group)
    [asked] = [one.body for one in mail.outbox if one.to == ["focal@ilo.example"]]
    assert "Sign in to read it and reply:" in asked
    assert "without signing in" not in asked


def test_special_assistant_clears_for_the_principal_and_both_are_shown(group, client):
    head = factories.user(name="Dr. Head", email="head@ilo.example")
    factories.appointment(head, "ILO", role="principal")
    ana = factories.user(name="Ana Diaz", email="ana@ilo.example")
    factories.appointment(ana, "ILO", role="assistant")
    round_ = open_round(group, level=Round.Level.PRINCIPAL)
    [asked] = [one for one in mail.outbox if one.to == ["ana@ilo.example"]]
    link = "/documents/clear/" + asked.body.partition("/documents/clear/")[2].split()[0]
    client.post(link, {"reply": "no_objection", "cleared_by": "Dr. Head"})
    client.force_login(group.chair)
    page = client.get(clearance_mail.place_of(round_)).text
    assert "Ana Diaz, special assistant, for the principal, by link" in page
