"""An edition of the criteria that was entered by mistake is withdrawn, while nobody was judged by it."""

import datetime as dt

import pytest

from agencies.applications.actions import applying, reviewing
from agencies.models import Criterion, Edition
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db

DAY = dt.date(2007, 6, 8)
WHY = "The draft of last week was pasted."


@pytest.fixture(autouse=True)
def today():
    with clock.moved_to(DAY):
        yield


@pytest.fixture
def secretariat(client):
    person = factories.secretariat(name="Sam")
    client.force_login(person)
    return person


@pytest.fixture
def mistaken():
    edition = Edition.objects.create(number=2, holds_from=DAY)
    Criterion.objects.create(edition=edition, number=1, title="Wrong")
    return edition


def withdraw(client, edition, reason=WHY):
    return client.post(
        f"/applications/template/{edition.number}/withdraw/", {"reason": reason}, follow=True
    ).text


def test_withdrawn_edition_was_never_in_force_and_stays_in_the_history(client, secretariat, mistaken):
    assert Edition.objects.in_force() == mistaken
    page = client.get("/applications/template/").text
    assert "Withdraw Edition 2" in page
    assert "Withdraw Edition 1" not in page
    assert "Edition 2 is withdrawn. Edition 1 is in force." in withdraw(client, mistaken)
    assert Edition.objects.in_force(DAY).number == 1
    assert Edition.entered.in_force(DAY).number == 1
    page = client.get("/applications/template/").text
    for words in (
        "Entered in error, corrected on 8 June 2007.",
        WHY,
        "Withdrawn by Sam. It was never in force.",
        "Wrong",
    ):
        assert words in page, words
    assert "Wrong" not in client.get("/apply/").text
    # Its number stays its own, and the next one starts from what is in force.
    assert "Wrong" not in client.get("/applications/template/add/").context["form"].initial["criteria"]
    client.post(
        "/applications/template/add/",
        {"holds_from": "2007-06-08", "questions": "Why?", "criteria": "It is useful"},
    )
    assert [one.number for one in Edition.objects.all()] == [1, 3]


def test_withdrawal_needs_a_reason_and_happens_once(client, secretariat, mistaken):
    assert "Say why the entry is wrong" in withdraw(client, mistaken, reason=" ")
    withdraw(client, mistaken)
    assert "already corrected" in withdraw(client, mistaken)
    assert "Entered in error" in client.get("/applications/template/2/withdraw/", follow=True).text


def test_edition_that_somebody_was_judged_by_stays(client, secretariat, mistaken):
    application = factories.application(edition=mistaken)
    assert "Applications are judged by this edition" in withdraw(client, mistaken)
    application.edition = None
    application.save()  # received before it
    reviewing.assess(
        application, mistaken.criteria.get(), finding="met", evidence="", revision=0, by=secretariat
    )
    assert "Applications are judged by this edition" in withdraw(client, mistaken)
    assert Edition.objects.count() == 2


def test_edition_under_which_an_application_came_by_mail_stays(client, secretariat, mistaken):
    factories.application("WTO", "2007-06-08")
    assert "Applications are judged by this edition" in withdraw(client, mistaken)


def test_edition_by_which_applicants_are_writing_stays(client, secretariat, mistaken):
    dossier = factories.dossier()
    assert "1 applicant is writing by this edition, so it stays." in withdraw(client, mistaken)
    applying.withdraw(dossier)
    factories.dossier(opened_at=clock.now(), changed_at=clock.now() - dt.timedelta(days=100))  # ended
    assert "is withdrawn" in withdraw(client, mistaken)


def test_edition_that_is_not_in_force_yet_can_be_withdrawn_while_applicants_write(client, secretariat):
    factories.dossier()
    coming = Edition.objects.create(number=2, holds_from=DAY + dt.timedelta(days=1))
    assert "is withdrawn" in withdraw(client, coming)


def test_first_edition_stays(client, secretariat, mistaken):
    assert "This is the first edition" in withdraw(client, Edition.objects.get(number=1))
