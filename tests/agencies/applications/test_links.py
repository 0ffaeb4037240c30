"""The link of an applicant: until when it works, and how it is revoked and renewed."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from agencies.applications import links
from agencies.applications.actions import applying
from agencies.models import Dossier, Question
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return factories.dossier("Agency for Islands", "ana@example.org")


@pytest.fixture
def application(dossier):
    return applying.hand_in(dossier)


def own(dossier):
    return reverse("apply:own", args=[links.link_of(Dossier.objects.get(pk=dossier.pk))])


def later(**delta):
    return clock.moved_to(clock.now() + dt.timedelta(**delta))


def new_links():
    return [one for one in mail.outbox if "Your new link" in one.subject]


def test_page_and_mail_say_until_when_the_link_works(application, dossier):
    [letter] = [one for one in mail.outbox if one.to == ["ana@example.org"]]
    said = re.search(r"This link works until (.+?)\.\n", letter.body)[1]
    link = re.search(r"/apply/\S+/", letter.body)[0]
    assert f"Your link works until {said}" in Client().get(link).text


def test_link_to_a_draft_works_longer_as_one_writes(dossier):
    link, key = own(dossier), Question.objects.order_by("number").first().key
    Client().get(link)
    with later(days=80):
        Client().post(link, {key: "Boats.", f"was-{key}": "", "save": "yes"})
    with later(days=links.UNUSED.days + 70):
        assert Client().get(link).status_code == 200
    with later(days=links.UNUSED.days + 81):
        assert Client().get(link).status_code == 410


def test_link_to_a_pending_application_ends_and_a_new_one_goes_to_the_address_on_record(application, dossier):
    link = own(dossier)
    with later(days=links.LASTS.days - 1):
        assert Client().get(link).status_code == 200
    with later(days=links.LASTS.days + 1):
        page = Client().get(link)
        assert page.status_code == 410
        assert "This link worked until" in page.text
        assert "Send me a new link" in page.text
        assert new_links() == []
        for _ in range(3):
            assert "we have sent a new one" in Client().post(link, {"renew": "yes"}).text
        [letter] = new_links()
        assert letter.to == ["ana@example.org"]
        fresh = re.search(r"/apply/\S+/", letter.body)[0]
        assert Client().get(fresh).status_code == 200


def test_secretariat_revokes_the_link_and_the_applicant_asks_for_a_new_one(application, dossier):
    link, secretary = own(dossier), Client()
    secretary.force_login(factories.secretariat())
    with later(seconds=1):
        address = reverse("applications:link_revoke", args=[application.pk])
        assert "are revoked" in secretary.post(address, follow=True).text
        page = Client().get(link)
        assert page.status_code == 410
        assert "was revoked on" in page.text
        assert Client().post(link.removesuffix("/") + "/withdraw/").status_code == 410
        application.refresh_from_db()
        assert application.outcome == "received"
        assert Client().get(re.search(r"/apply/\S+/", new_links()[0].body)[0]).status_code == 200


def test_forged_link_gets_the_same_answer_and_sends_nothing(dossier):
    for text in (
        "x:y",
        links.link_of(dossier)[:-1],
        Signer(salt="other").sign_object([[dossier.pk, "x"], 1]),
    ):
        page = Client().post(reverse("apply:own", args=[text]), {"renew": "yes"})
        assert page.status_code == 410
        assert "If this link can be renewed" in page.text
    assert new_links() == []


def test_link_of_an_earlier_version_works_to_its_own_end(application, dossier):
    dossier = Dossier.objects.get()
    old = Signer(salt=links.SALT).sign_object([dossier.pk, links._mark(dossier)])
    with later(days=400):
        assert Client().get(reverse("apply:own", args=[old])).status_code == 200
