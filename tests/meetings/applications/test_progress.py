"""An application after the decision: what the applicant hears, who is invited, and what awaits whom."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.applications import exports as application_exports
from agencies.applications import links as application_links
from agencies.applications.actions import applying, reviewing
from agencies.applications.awaiting import awaiting
from agencies.applications.progress import steps
from agencies.models import (
    Agency,
    Application,
    Appointment,
    Candidate,
    Consideration,
    Dossier,
    Question,
    User,
)
from foundation.dates import clock
from foundation.portal import facts
from foundation.text import rich
from foundation.web.awaiting import awaited
from meetings.applications import actions as application_actions
from tests import factories
from tests.meetings.applications.decisions import WORDS, awaited_sentences, browser_of, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june")]


def test_applicant_hears_what_was_decided_and_why(application, mailoutbox):
    decide(application, "deferred", reason="Say more on your work.")
    (mail,) = mailoutbox
    assert mail.to == ["apply@ifad.example"]
    assert "Say more on your work." in mail.body
    page = Client().get(re.search(r"https?://[^/]+(/apply/\S+)", mail.body)[1]).text
    assert "Say more on your work." in page
    assert "Deferred" in page


def test_deferral_opens_the_page_until_what_is_expected_is_handed_in(application, mailoutbox):
    decide(application, "deferred", reason="Say more on your work.")
    dossier = application.dossier
    Dossier.objects.update(words=WORDS | {"alternate-email": ""})
    own = reverse("apply:own", args=[application_links.link_of(dossier)])
    key = Question.objects.first().key
    page = (
        Client().post(own, {key: "More on our work.", f"was-{key}": "", "hand_in": "yes"}, follow=True).text
    )
    assert "Submit again" not in page
    assert "More on our work." in page
    assert "See below what it expects." not in page
    assert "We have received your additions." in page
    assert rich.plain(application.answers.get(position=0).text) == "More on our work."
    application.refresh_from_db()
    assert application.outcome == "deferred"
    assert application_actions.put_on_agenda(
        application, factories.meeting("2007-06-20", agenda_state="private")
    )


def test_deferred_application_that_came_back_awaits_the_secretariat_and_its_page_says_when(
    application,
):
    dossier, secretariat = application.dossier, factories.secretariat()

    def desk():
        return [one.sentence for one in awaiting(secretariat) if "application" in one.sentence]

    def taken():
        return [(step.words, step.date) for step in steps(Application.objects.get()) if step.taken][1:]

    Dossier.objects.update(words={})
    with clock.moved_to(timezone.now()):  # by which the history is dated
        today = str(factories.date(clock.today().isoformat()))
        decide(application, "deferred", reason="Say more on your work.", date=clock.today())
        assert (desk(), taken()) == ([], [("Deferred", today)])
        applying.hand_in(dossier)
        assert desk() == ["IFAD has resubmitted its deferred application."]
        assert taken() == [("Deferred", today), ("Resubmitted", today)]
        reviewing.take_under_review(application)
        assert "resubmitted" not in desk()[0]
        decide(application, "deferred", reason="Still more.", date=clock.today())
        assert desk() == []
        assert "Resubmitted" in [words for words, _ in taken()]


def test_way_tells_each_decision_of_a_day(application):
    Consideration.objects.create(application=application, position=0, date=factories.date("2007-05"))
    decide(application, "deferred", reason="Its budget.")
    decide(application, "admitted")
    found = [(step.words, step.date) for step in steps(Application.objects.get())]
    assert found == [
        ("Submitted", "1 March 2007"),
        ("Considered", "May 2007"),
        ("Deferred", "8 June 2007"),
        ("Admitted", "8 June 2007"),
    ]


def test_way_of_what_was_settled_elsewhere_ends_with_its_last_day(application):
    Consideration.objects.create(application=application, position=0, date=factories.date("2007-05"))
    Consideration.objects.create(application=application, position=1, date=factories.date("2007-06-01"))
    application.outcome = "declined"
    application.save()
    found = [(step.words, step.date) for step in steps(application)]
    assert found[1:] == [("Considered", "May 2007"), ("Declined", "1 June 2007")]


def test_assessment_as_a_pdf_tells_what_was_decided_and_why(application):
    met = factories.meeting("2007-06-08", "principals")
    decide(application, "deferred", meeting=met, reason="Its budget.")
    review, alone = (application_exports.facts(application, what) for what in ("review", "alone"))
    assert review["decisions"] == [("Deferred", "at the principals meeting of 8 June 2007", "Its budget.")]
    assert ("Deferred", "8 June 2007") in review["way"]
    page = " ".join(render_to_string("pdf/application.html", review).split())
    assert "<b>Deferred</b> at the principals meeting of 8 June 2007" in page
    assert "<p>Its budget.</p>" in page
    assert "Its budget." not in render_to_string("pdf/application.html", alone)
    before = application_exports.fingerprint(application, "review")
    decide(application, "admitted")
    assert application_exports.fingerprint(application, "review") != before


def test_meeting_that_is_only_planned_is_not_named_with_the_decision(application):
    planned = factories.meeting("2007-06-08", "principals", stage="planned")
    decision = decide(application, "offered", meeting=planned).decision
    assert decision.where == "on 8 June 2007"
    page = reverse("applications:application_detail", args=[application.pk])
    assert "principals meeting" not in browser_of(factories.person_of("IOM")).get(page).text


def test_chair_is_told_of_an_application_on_no_agenda_ahead(application):
    chair = factories.person_of("IOM")
    told = "The application of IFAD is under review and on no upcoming agenda."
    factories.membership("WHO", "2003")
    assert told in awaited_sentences(chair)
    assert told not in awaited_sentences(factories.person_of("WHO"))
    application_actions.put_on_agenda(application, factories.meeting("2007-06-20", agenda_state="private"))
    assert told not in awaited_sentences(chair)
    with clock.moved_to(dt.date(2007, 6, 21)):
        assert told in awaited_sentences(chair)
        decide(application, "deferred", reason="Say more.")
        assert awaited_sentences(chair) == []
        dossier = Dossier.objects.get()
        Dossier.objects.update(words={})
        applying.hand_in(dossier)
        assert told.replace("is under review and", "was submitted again and is") in awaited_sentences(chair)


def test_members_are_asked_to_read_and_comment_until_they_have_or_it_is_decided(application):
    who = factories.membership("WHO", "2003").agency
    factories.membership("ILO", "2003")
    person, other = factories.person_of("WHO"), factories.person_of("ILO")
    told = ["IFAD has applied for membership. Please read the application and comment."]
    assert (
        awaited_sentences(person)
        == awaited_sentences(factories.person_of("WHO"))
        == awaited_sentences(other)
        == told
    )
    assert awaited_sentences(factories.person_of("UPU")) == []  # no member
    reviewing.remark(application, text="We are for it.", agency=who, by=person)
    assert awaited_sentences(person) == awaited_sentences(factories.person_of("WHO")) == []
    assert awaited_sentences(other) == told
    decide(application, "declined", reason="Not now.")
    assert awaited_sentences(other) == []
    factories.application("IFAD", "2007-06-01", "received")
    assert awaited_sentences(other) == []  # the secretariat looks first


def test_home_asks_the_database_as_often_for_many_applications_as_for_few(application):
    def queries(person):
        facts.forget()  # as each request does
        with CaptureQueriesContext(connection) as asked:
            awaited(User.objects.get(pk=person.pk))
        return len(asked)

    people = [factories.person_of("IOM"), factories.secretariat()]
    before = [queries(person) for person in people]
    for number in range(30):
        factories.application(f"Agency {number}", "2007-03-01", "under_review")
        factories.application(f"Deferred {number}", "2007-03-01", "deferred")
    assert [queries(person) for person in people] == before


def test_application_withdrawn_while_something_is_asked_was_not_handed_in_again(application):
    applying.ask_for_missing(application, what="Your statutes.")
    applying.withdraw(application.dossier)
    assert [step.words for step in steps(Application.objects.get())] == ["Submitted", "Withdrawn"]


def name_candidates(application, **people):
    """Whom the application names: by role, a name, an address and a post."""
    for role, (name, email, *post) in people.items():
        Candidate.objects.create(
            application=application, role=role, name=name, email=email, post="".join(post)
        )


def appointments():
    return {
        (one.person.name, one.role, one.post, one.starts.isoformat())
        for one in Appointment.objects.filter(agency__acronym="IFAD")
    }


def invited_addresses(mailoutbox):
    return [mail.to for mail in mailoutbox if "invitation" in mail.subject.casefold()]


def test_admission_appoints_and_invites_whom_the_application_names(application, mailoutbox):
    known = factories.user(email="head@ifad.example", name="Hanna Head")
    name_candidates(
        application,
        principal=("Hanna Head", "head@ifad.example"),
        focal_point=("Fay Focal", "fay@ifad.example", "Adviser"),
        alternate=("Al Alternate", "no address"),
    )
    recorded = decide(application, "admitted", joins=factories.date("2007-07-01"))
    assert appointments() == {
        ("Hanna Head", "principal", "", "2007-07-01"),
        ("Fay Focal", "focal_point", "Adviser", "2007-07-01"),
    }
    assert User.objects.filter(email__iexact="head@ifad.example").get() == known
    # Who has a password needs no invitation; an address that is none can get none.
    assert invited_addresses(mailoutbox) == [["fay@ifad.example"]]
    assert recorded.done[-2:] == [
        "Hanna Head is appointed principal, with their existing account.",
        "Fay Focal is appointed focal point and receives an invitation to the portal.",
    ]
    (left,) = recorded.left
    assert left.startswith("Al Alternate was not appointed or invited. ")
    assert "Enter a complete e-mail address" in left
    assert list(Agency.objects.members(on=dt.date(2007, 7, 1)).filter(acronym="IFAD"))


def test_admission_follows_what_the_secretariat_entered_or_corrected(mailoutbox):
    """It came by mail, and has no page of its own."""
    by_mail = factories.application("IFAD", "2007-03-01", "under_review", agency=factories.agency("IFAD"))
    name_candidates(by_mail, principal=("Hanna Head", ""), focal_point=("Fay Focal", "fay@ifad.example"))
    office = browser_of(factories.secretariat())
    page = reverse("applications:application_change", args=[by_mail.pk])
    form = office.get(page).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"focal_name": "Nora New"}
    assert office.post(page, typed | {"focal_email": "nora@ifad.example"}).status_code == 302
    decision = reverse("deciding:decision_add", args=[by_mail.pk])
    typed = {"record": "1", "outcome": "admitted", "date": "2007-06-08", "agency": by_mail.agency.pk}
    told = office.post(decision, typed, follow=True).text
    assert appointments() == {("Nora New", "focal_point", "", "2007-06-08")}
    assert invited_addresses(mailoutbox) == [["nora@ifad.example"]]
    for words in (
        "Nora New is appointed focal point and receives an invitation to the portal.",
        "Hanna Head was not appointed or invited. The application gives no e-mail address.",
        "The applicant does not use this portal and was not notified. Write to them yourself.",
    ):
        assert words in told


def test_one_person_in_two_offices_is_invited_once(application, mailoutbox):
    both = ("Hanna Head", "head@ifad.example")
    name_candidates(application, principal=both, focal_point=both)
    recorded = decide(application, "admitted")
    assert {role for _, role, *_ in appointments()} == {"principal", "focal_point"}
    assert invited_addresses(mailoutbox) == [["head@ifad.example"]]
    assert (
        recorded.done[-1] == "Hanna Head is appointed focal point and receives an invitation to the portal."
    )


def test_login_that_is_closed_is_left_to_the_secretariat(application, mailoutbox):
    factories.user(email="head@ifad.example", name="Hanna Head", is_active=False)
    name_candidates(application, principal=("Hanna Head", "head@ifad.example"))
    recorded = decide(application, "admitted")
    assert recorded.left == [
        "Hanna Head is appointed principal but cannot sign in because the account is closed. Ask an "
        "administrator to reopen it."
    ]
    assert appointments()
    assert not invited_addresses(mailoutbox)


def test_application_without_a_page_of_its_own_is_decided_as_well(mailoutbox):
    old = factories.application("UNU", "2007-03-01", "under_review", agency=factories.agency("UNU"))
    recorded = decide(old, "admitted")
    assert not mailoutbox
    assert recorded.left == [
        "The applicant does not use this portal and was not notified. Write to them yourself.",
        "The application names nobody, so nobody has been invited.",
    ]
