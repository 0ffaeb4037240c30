"""Before a decision is recorded it shows what will happen; until its mail goes it can be undone."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from agencies.models import Agency, Application, Appointment, Dossier, Membership, User
from foundation.dates import clock
from foundation.models import Job, Mail
from meetings.applications.actions import record_decision
from meetings.models import ApplicationDecision, Decision
from tests import factories
from tests.meetings.applications.decisions import WORDS, browser_of, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june", "mail_in_rows")]


@pytest.fixture
def named(application):
    """The application names two people, as it was submitted."""
    for who, role in (("head", "principal"), ("focal", "focal_point")):
        application.candidates.create(
            role=role, name=WORDS[f"{who}-name"], email=WORDS[f"{who}-email"], post="Adviser"
        )
    return application


def everything():
    return (
        [(one.outcome, one.agency_id, one.shown_as) for one in Application.objects.all()],
        list(Membership.entered.values_list("agency", "starts", "corrected_at")),
        list(Appointment.entered.values_list("person", "role", "starts", "corrected_at")),
        sorted(User.objects.values_list("pk", "email", "is_active")),
        list(Agency.objects.values_list("acronym", flat=True)),
        list(Decision.objects.values_list("text", flat=True)),
        list(ApplicationDecision.entered.values_list("outcome", "corrected_at")),
        list(Dossier.objects.values_list("asked", flat=True)),
        [str(one.date) for one in Application.objects.get().considerations.all()],
    )


def pressed(answer, button):
    """What the form of the page sends with that button."""
    form = answer.text.split('<form method="post">')[-1]
    typed = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return {name: text for name, text in typed.items() if name != "csrfmiddlewaretoken"} | {button: "1"}


def previewed(client, application, **typed):
    return client.post(reverse("deciding:decision_add", args=[application.pk]), typed)


def test_preview_says_what_will_happen_and_saves_nothing(named, met):
    office = browser_of(factories.secretariat(name="Sam"))
    before = everything(), Mail.objects.count(), Job.objects.count()
    more = {"joins": "2007-07-01", "agency": named.agency_id}
    page = previewed(office, named, outcome="admitted", meeting=met.pk, **more)
    for words in (
        "IFAD is a member from 1 July 2007.",
        "Hanna Head is appointed principal and receives an invitation to the portal.",
        "Fay Focal is appointed focal point and receives an invitation to the portal.",
        "The minutes of the working-level meeting of 8 June 2007 record it under",
        "The applicant will be notified by e-mail.",
        "To the applicant: The Group has decided on your application",
        "admitted it as a member from 1 July 2007. Welcome!",
        "To fay@ifad.example",
        "Nothing is saved or sent yet.",
    ):
        assert words in page.text, words
    assert "/apply/" not in page.text
    assert "/invitation/" not in page.text
    assert (everything(), Mail.objects.count(), Job.objects.count()) == before
    told = office.post(page.wsgi_request.path, pressed(page, "record"), follow=True).text
    assert "Decision recorded. IFAD is a member from 1 July 2007." in told
    assert Mail.objects.count() == 3
    assert Decision.objects.get()
    assert Membership.objects.filter(agency=named.agency)
    assert "Hanna Head" in told


def test_preview_goes_back_to_the_form_with_what_was_typed(named):
    office = browser_of(factories.secretariat())
    page = previewed(office, named, outcome="deferred", date="2007-06-08", reason="Say “more”.\nAnd then?")
    assert "Decision recorded" not in page.text
    back = office.post(page.wsgi_request.path, pressed(page, "edit"))
    assert back.context["form"]["reason"].value().replace("\r\n", "\n").startswith("Say “more”.\nAnd")
    assert not ApplicationDecision.entered.exists()
    assert "What will happen" not in back.text


def test_preview_of_a_refusal_shows_the_draft_and_that_nobody_is_written_to(named):
    office = browser_of(factories.secretariat())
    page = previewed(office, named, outcome="declined", date="2007-06-08", reason="No.")
    assert "Nobody is written to now." in page.text
    assert "Draft of the letter to the applicant" in page.text
    assert "The applicant learns of the decision when the chair sends the letter." in page.text


def test_preview_says_why_a_decision_cannot_be_recorded(named):
    decide(named, "deferred", reason="More.")
    page = previewed(
        browser_of(factories.secretariat()), named, outcome="deferred", date="2007-06-08", reason="More."
    )
    assert "This decision is already recorded." in page.text
    assert "What will happen" not in page.text


@pytest.mark.parametrize("outcome", ["admitted", "offered", "deferred", "declined"])
def test_undo_makes_everything_as_it_was(named, met, outcome):
    office = browser_of(factories.secretariat())
    by = factories.person_of("IOM")
    more = {"by": by, "meeting": met, "reason": "More.", "date": clock.today()}
    more |= {"acronym": "NEWF", "name": "The Fund"} if outcome == "admitted" else {}
    Application.objects.update(agency=None)
    before = everything()
    decision = record_decision(named, outcome=outcome, **more).decision
    assert everything() != before
    page = office.get(reverse("applications:application_detail", args=[named.pk])).text
    undo = reverse("deciding:decision_undo", args=[named.pk, decision.pk])
    assert undo in page
    assert "Undo (until 00:01)" in page
    assert (
        "The decision was not recorded. The application is under review again."
        in office.post(undo, follow=True).text
    )
    assert everything() == before
    assert not Mail.objects.unsent().exists()
    assert office.post(undo).status_code == 404
    record_decision(named, outcome=outcome, **more)  # and it can be recorded again


def test_undo_is_over_once_a_mail_has_gone_or_a_minute_has_passed(named):
    office = browser_of(factories.secretariat())
    page = reverse("applications:application_detail", args=[named.pk])
    decision = decide(named, "offered").decision
    undo = reverse("deciding:decision_undo", args=[named.pk, decision.pk])
    Mail.objects.update(sent_at=clock.now())
    assert "Undo" not in office.get(page).text
    assert "It is too late to undo this" in office.post(undo, follow=True).text
    assert ApplicationDecision.objects.get() == decision
    refused = decide(named, "declined", reason="No.").decision
    undo = reverse("deciding:decision_undo", args=[named.pk, refused.pk])
    assert undo in office.get(page).text
    with clock.moved_to(clock.now() + dt.timedelta(minutes=2)):
        assert undo not in office.get(page).text
        assert "It is too late to undo this" in office.post(undo, follow=True).text
    assert ApplicationDecision.objects.count() == 2


def test_undo_of_a_decision_that_the_application_has_left_behind_is_refused(named):
    first = decide(named, "deferred", reason="More.").decision
    decide(named, "offered")
    undo = reverse("deciding:decision_undo", args=[named.pk, first.pk])
    page = browser_of(factories.secretariat()).post(undo, follow=True).text
    assert "The application has changed since" in page
    assert ApplicationDecision.objects.count() == 2
    assert Mail.objects.unsent().count() == 2
