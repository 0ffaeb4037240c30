"""The history of an application tells of decisions and corrections, and of no letter that is not sent."""

import pytest
from auditlog.context import set_actor
from django.urls import reverse

from meetings.applications import corrections, letters, undo
from tests import factories
from tests.foundation.history.pages import page, sentences
from tests.meetings.applications.decisions import browser_of, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june", "mail_in_rows")]

WHY = "Its mandate does not cover migration."


@pytest.fixture
def chair():
    return factories.person_of("IOM", name="Cora Chair")


@pytest.fixture
def member():
    factories.membership("WHO", "2003")
    return browser_of(factories.person_of("WHO"))


@pytest.fixture
def declined(application, chair):
    with set_actor(chair):
        return decide(application, "declined", reason=WHY, by=chair).decision


def save_letter(decision, chair, text):
    with set_actor(chair):
        return letters.save_letter(decision, text=text, seen=decision.letter)


def test_draft_of_a_letter_is_told_to_the_chair_and_the_secretariat_only(declined, chair, member):
    save_letter(declined, chair, "Dear colleagues, not this year.")
    changed = "Cora Chair changed the letter to the applicant (declined, on 8 June 2007)."
    key = declined.application_id
    for browser in (browser_of(chair), browser_of(factories.secretariat())):
        assert changed in sentences(browser, "applications", key)
        assert "not this year" not in page(browser, "applications", key)
    for words in ("the letter to the applicant", "not this year", "Thank you for the application"):
        assert words not in page(member, "applications", key)
    declined.refresh_from_db()
    with set_actor(chair):
        letters.send_letter(declined, text=declined.letter, seen=declined.letter, by=chair)
    told = sentences(member, "applications", key)
    assert "Cora Chair sent the letter to the applicant (declined, on 8 June 2007)." in told
    assert changed not in told


def test_unsent_refusal_is_told_to_members_as_their_page_does_and_not_to_the_applicant(declined, member):
    """Members know what the Group decided: who does not know it yet, until the letter has gone, is IFAD."""
    key = declined.application_id
    address = reverse("applications:application_detail", args=[key])
    assert "Declined" in member.get(address).text
    assert "declined" in page(member, "applications", key)
    applicant = browser_of(factories.person_of("IFAD"))  # in the register, and not of the Group
    for refused in (address, reverse("history", args=["applications", key])):
        answer = applicant.get(refused)
        assert answer.status_code == 403
        assert "eclined" not in answer.text


def test_decision_in_error_is_told_with_the_state_that_came_back(declined, member):
    sam = factories.secretariat(name="Sam")
    with set_actor(sam):
        corrections.correct_decision(declined, reason="Taken from the wrong minutes.", by=sam)
    told = sentences(member, "applications", declined.application_id)
    decision = "the decision of the Group (declined, on 8 June 2007)"
    assert f"Sam marked {decision} as entered in error." in told
    assert f"Sam set the reason for the correction of {decision} to “Taken from the wrong minutes.”." in told
    assert any("the state from declined to under review" in one for one in told)
    assert not any("put the application under review" in one for one in told if one.startswith("Sam"))


def test_decision_that_was_undone_is_told_to_the_secretariat(declined, chair, member):
    with set_actor(chair):
        undo.take_back_decision(declined, by=chair)
    words = "Cora Chair undid the entry of the decision of the Group"
    assert words in page(browser_of(factories.secretariat()), "applications", declined.application_id)
    told = page(member, "applications", declined.application_id)
    assert words not in told
    assert WHY not in told


def test_membership_and_appointment_in_error_are_told_and_why_to_whoever_reads_it(application, met, member):
    application.candidates.create(role="focal_point", name="Fay Focal", email="fay@ifad.example", post="")
    sam = factories.secretariat(name="Sam")
    decision = decide(application, "admitted", meeting=met).decision
    with set_actor(sam):
        corrections.correct_decision(decision, reason="Not this agency.", by=sam)
    told = sentences(member, "agencies", "ifad")
    membership = "the membership of IFAD (since 8 June 2007)"
    appointment = "the appointment of Fay Focal as focal point of IFAD"
    assert f"Sam marked {membership} as entered in error." in told
    assert f"Sam marked {appointment} as entered in error." in told
    why = f"the reason for the correction of {appointment}"
    assert why not in page(member, "agencies", "ifad")
    assert why in page(browser_of(sam), "agencies", "ifad")
