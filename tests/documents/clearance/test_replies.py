"""Replies to a round: on its page, by the link of a mail, and from the home page."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Membership
from documents.clearance import actions as clearance_actions
from documents.clearance import links as clearance_links
from documents.clearance import mail as clearance_mail
from documents.clearance.awaiting import awaiting
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.verbs import Refused
from tests import factories
from tests.documents.clearance.rounds import LATER, UNTIL, clearance_of, give_reply, open_round, reply_words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reply", ["with_comments", "objection"])
def test_comments_and_objections_need_words(group, reply):
    round_ = open_round(group)
    with pytest.raises(Refused, match="The lead agency needs to know"):
        give_reply(round_, "ILO", reply, "  ")
    assert reply_words(round_)["ILO"] == "no reply yet"


def test_reply_can_be_changed_and_removed_until_the_deadline_and_not_removed_after(group):
    round_ = open_round(group)
    give_reply(round_, "ILO", "no_objection", by=group.ilo)
    give_reply(round_, "ILO", "objection", "No.", by=group.ilo)
    clearance_actions.take_back(clearance_of(round_, "ILO"), by=group.ilo)
    assert reply_words(round_)["ILO"] == "no reply yet"
    with clock.moved_to(UNTIL), pytest.raises(Refused):
        clearance_actions.take_back(clearance_of(round_, "ILO"), by=group.ilo)


def test_page_of_a_round_shows_the_text_that_was_asked_for(group, client):
    round_ = open_round(group)
    version_actions.write_text(group.document, text="Another.", after=1, by=group.lead)
    client.force_login(group.ilo)
    page = client.get(clearance_mail.place_of(round_)).text
    assert "What we hold in common." in page
    assert "Another." not in page


def test_what_an_agency_said_itself_is_replaced_by_nobody_else(group, client):
    round_ = open_round(group)
    give_reply(round_, "ILO", "objection", "The figures are old.", by=group.ilo)
    client.force_login(group.lead)
    page = client.get(clearance_mail.place_of(round_)).text
    ilo, unhcr = (
        reverse(
            "documents:clearance_reply", args=[group.document.pk, round_.pk, clearance_of(round_, one).pk]
        )
        for one in ("ILO", "UNHCR")
    )
    assert ilo not in page
    assert unhcr in page
    refused = client.post(ilo, {"reply": "no_objection", "words": "Said by telephone"}).text
    assert "ILO has replied itself: objection." in refused
    assert "Said by telephone" in refused
    assert "ILO has replied itself" in client.post(ilo, {"reply": "take back"}).text
    assert (clearance_of(round_, "ILO").reply, clearance_of(round_, "ILO").words) == (
        "objection",
        "The figures are old.",
    )
    give_reply(round_, "UNHCR", "no_objection", by=group.lead)  # what was entered can be mended by both
    give_reply(round_, "UNHCR", "with_comments", "A comma.", by=group.chair)
    give_reply(round_, "UNHCR", "no_objection", by=group.unhcr)


def test_reply_entered_for_an_agency_says_by_whom_and_the_agency_is_told(group, mailoutbox, client):
    round_ = open_round(group)
    mailoutbox.clear()
    give_reply(round_, "ILO", "no_objection", by=group.lead)
    [mail] = mailoutbox
    assert mail.to == ["focal@ilo.example"]
    assert "Lead entered the reply of ILO" in mail.body
    client.force_login(group.unhcr)
    page = client.get(clearance_mail.place_of(round_)).content.decode()
    assert "entered by Lead" in page


def link_address(round_, acronym, person):
    return reverse(
        "documents:clearance_link", args=[clearance_links.link_of(clearance_of(round_, acronym), person)]
    )


def test_link_replies_without_a_login_and_looking_changes_nothing(group, client):
    round_ = open_round(group)
    address = link_address(round_, "ILO", group.ilo)
    page = client.get(address).content.decode()
    assert "What we hold in common." in page
    assert reply_words(round_)["ILO"] == "no reply yet"
    answer = client.post(address, {"reply": "objection", "words": ""})
    assert answer.status_code == 200
    client.post(address, {"reply": "objection", "words": "Old figures."})
    assert reply_words(round_)["ILO"] == "objection"
    assert clearance_of(round_, "ILO").replied_by == group.ilo
    assert not clearance_of(round_, "ILO").entered


def test_link_loses_nothing_of_what_was_typed_as_another_round_was_opened(group, client):
    round_ = open_round(group)
    with clock.moved_to(LATER):
        open_round(group, until=LATER + dt.timedelta(days=5))
        answer = client.post(
            link_address(round_, "ILO", group.ilo), {"reply": "objection", "words": "Old <figures>."}
        )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Another round on this document has been opened since." in page
    assert re.search(r"<textarea[^>]*>Old &lt;figures&gt;\.</textarea>", page)


def test_link_is_closed_for_who_acts_for_it_no_more_and_when_it_is_not_whole(group, client):
    round_ = open_round(group)
    address = link_address(round_, "ILO", group.ilo)
    group.ilo.appointments.update(ends="2027-05-02")
    assert client.get(address).status_code == 410
    assert client.post(address, {"reply": "no_objection"}).status_code == 410
    assert client.get(address[:-3] + "x/").status_code == 410
    assert reply_words(round_)["ILO"] == "no focal point to ask"


def test_agency_that_left_the_group_is_neither_offered_nor_answers_by_its_link(group, client, mailoutbox):
    group.document.contributors.set([factories.agency("ILO")])
    round_ = open_round(group)
    address = link_address(round_, "ILO", group.ilo)
    Membership.objects.filter(agency__acronym="ILO").update(ends=factories.date("2027-04"))
    answer = client.get(address)
    assert answer.status_code == 410
    assert "ILO no longer belongs to the Group" in answer.text
    assert client.post(address, {"reply": "no_objection"}).status_code == 410
    client.force_login(group.lead)
    page = client.get(reverse("documents:clearance_open", args=[group.document.pk]))
    assert "UNHCR" in page.text
    assert "ILO" not in str(page.context["form"]["agencies"])
    mailoutbox.clear()
    assert clearance_mail.remind_now(round_, by=group.lead) == 0  # UNHCR was asked today
    with clock.moved_to(UNTIL - dt.timedelta(2)):
        clearance_mail.remind()
    assert {mail.to[0] for mail in mailoutbox} == {"focal@unhcr.example"}


def test_link_ends_a_month_after_the_date(group, client):
    address = link_address(open_round(group), "ILO", group.ilo)
    for days, status in ((29, 200), (30, 410)):
        with clock.moved_to(UNTIL + dt.timedelta(days)):
            assert client.get(address).status_code == status


def test_link_of_one_agency_says_nothing_for_another(group, client):
    round_ = open_round(group)
    client.post(link_address(round_, "ILO", group.ilo), {"reply": "no_objection"})
    assert reply_words(round_)["UNHCR"] == "no reply yet"


def test_focal_point_replies_only_for_their_own_agency(group, client):
    round_ = open_round(group)
    client.force_login(group.ilo)
    for acronym, status in (("ILO", 302), ("UNHCR", 403)):
        address = reverse(
            "documents:clearance_reply", args=[group.document.pk, round_.pk, clearance_of(round_, acronym).pk]
        )
        assert client.post(address, {"reply": "no_objection"}).status_code == status


def test_home_has_the_buttons_in_place_until_the_agency_has_replied(group, client):
    round_ = open_round(group)
    client.force_login(group.ilo)
    [thing] = awaiting(group.ilo)
    assert thing.by == UNTIL
    page = client.get("/").content.decode()
    assert "Reply for ILO: clearance of “A common note”." in page
    address = reverse(
        "documents:clearance_reply", args=[group.document.pk, round_.pk, clearance_of(round_, "ILO").pk]
    )
    assert address in page
    assert client.post(address, {"reply": "no_objection", "then": "home"}).url == "/"
    assert awaiting(group.ilo) == []


def count_queries(client, address) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("moment", [UNTIL - dt.timedelta(days=5), LATER])
def test_page_needs_as_many_queries_for_thirty_agencies_as_for_three(group, client, moment):
    agencies = [f"A{number}" for number in range(30)]
    for acronym in agencies:
        factories.person_of(acronym)
    client.force_login(group.lead)
    few = open_round(group, *agencies[:3])
    with clock.moved_to(moment):
        client.get("/")
        first = count_queries(client, clearance_mail.place_of(few))
        for acronym in agencies[3:]:
            few.clearances.create(agency=factories.agency(acronym), reached_at=clock.now())
        assert count_queries(client, clearance_mail.place_of(few)) == first
