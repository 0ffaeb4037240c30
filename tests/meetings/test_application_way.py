"""An application on its way through the meetings: on an agenda, decided, and its people welcome."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies import applicant_links, applying, reviewing
from agencies.models import Agency, Application, Appointment, Dossier, Question, User
from agencies.ways import way
from chairmanship.awaiting import awaiting
from foundation import clock
from foundation.awaiting import awaited
from foundation.verbs import Refused
from meetings import deciding
from meetings.models import AgendaItem
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2007, 6, 8)
WORDS = {
    "head-name": "Hanna Head",
    "head-email": "head@ifad.example",
    "focal-name": "Fay Focal",
    "focal-email": "fay@ifad.example",
    "focal-post": "Adviser",
    "alternate-name": "Al Alternate",
    "alternate-email": "no address",
}


@pytest.fixture(autouse=True)
def world(db):
    with clock.moved_to(TODAY):
        factories.membership("IOM", "2003")
        factories.term("IOM", "2007-01-01", "2007-12-31")
        yield


@pytest.fixture
def application():
    made = factories.application("IFAD", "2007-03-01", "under review", agency=factories.agency("IFAD"))
    Dossier.objects.create(
        email="apply@ifad.example", applicant="IFAD", words=WORDS, application=made, handed_in_at=clock.now()
    )
    return made


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def decide(application, outcome, **more):
    more = {"meeting": None, "by": factories.secretariat(), "date": TODAY} | more
    return deciding.record_decision(application, outcome=outcome, **more)


def test_chair_puts_it_on_the_agenda_once(application):
    meeting = factories.meeting("2007-06-20", stage="called", agenda_state="private")
    chair = as_(factories.person_of("IOM"))
    page = reverse("applications:application_detail", args=[application.pk])
    assert "Put it on the agenda of" in chair.get(page).text
    put = reverse("deciding:put_on_agenda", args=[application.pk])
    assert "It stands on the agenda of" in chair.post(put, {"meeting": meeting.pk}, follow=True).text
    assert "already" in chair.post(put, {"meeting": meeting.pk}, follow=True).text
    item = AgendaItem.objects.get(application=application)
    assert (item.title, item.asked) == ("Application of IFAD for membership", "decision")
    assert item.restricted == "members"
    assert page in chair.get(reverse("meetings:agenda", args=[meeting.pk])).text
    assert "Choose one of the meetings ahead." in chair.post(put, {"meeting": "x"}, follow=True).text


def test_members_do_not_learn_of_it_from_an_agenda_that_is_private(application):
    meeting = factories.meeting("2007-06-20", stage="called", agenda_state="private")
    deciding.put_on_agenda(application, meeting)
    factories.membership("WHO", "2003")
    member = as_(factories.person_of("WHO"))
    page = reverse("applications:application_detail", args=[application.pk])
    assert "On the agenda of" not in member.get(page).text
    meeting.agenda_state = "provisional"
    meeting.save()
    assert "On the agenda of" in member.get(page).text


def test_what_is_settled_comes_on_no_agenda(application):
    meeting = factories.meeting("2007-06-20", agenda_state="private")
    decide(application, "declined", reason="Not now.")
    with pytest.raises(Refused):
        deciding.put_on_agenda(application, meeting)


def test_minutes_lead_the_chair_to_the_decision(application):
    meeting = factories.meeting("2007-06-08", agenda_state="provisional", minutes="draft")
    deciding.put_on_agenda(application, meeting)
    chair = as_(factories.person_of("IOM"))
    decision = reverse("deciding:decision_add", args=[application.pk])
    assert (
        f"{decision}?meeting={meeting.pk}" in chair.get(reverse("meetings:minutes", args=[meeting.pk])).text
    )
    form = chair.get(decision, {"meeting": meeting.pk}).context["form"]
    assert str(form["meeting"].value()) == str(meeting.pk)
    answer = chair.post(decision, {"outcome": "deferred", "meeting": meeting.pk, "reason": "Its budget."})
    assert answer.status_code == 302
    assert application.decisions.get().meeting == meeting


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
    own = reverse("apply:own", args=[applicant_links.link_of(dossier)])
    key = Question.objects.first().key
    page = (
        Client().post(own, {key: "More on our work.", f"was-{key}": "", "hand_in": "yes"}, follow=True).text
    )
    assert "Hand it in again" not in page
    assert "More on our work." in page
    assert "What it expects stands below." not in page
    assert "What you added has come." in page
    assert application.answers.get(position=0).text == "More on our work."
    application.refresh_from_db()
    assert application.outcome == "deferred"
    assert deciding.put_on_agenda(application, factories.meeting("2007-06-20", agenda_state="private"))


def test_deferred_application_that_came_back_awaits_the_secretariat_and_its_page_says_when(
    application,
):
    dossier, secretariat = application.dossier, factories.secretariat()

    def desk():
        return [one.sentence for one in awaiting(secretariat) if "application" in one.sentence]

    def steps():
        return [(step.words, step.date) for step in way(Application.objects.get()) if step.taken][1:]

    Dossier.objects.update(words={})
    with clock.moved_to(timezone.now()):  # by which the history is dated
        today = str(factories.date(clock.today().isoformat()))
        decide(application, "deferred", reason="Say more on your work.", date=clock.today())
        assert (desk(), steps()) == ([], [("Deferred", today)])
        applying.hand_in(dossier)
        assert desk() == ["The application of IFAD was deferred and has come again."]
        assert steps() == [("Deferred", today), ("Handed in again", today)]
        reviewing.take_under_review(application)
        assert "come again" not in desk()[0]
        decide(application, "deferred", reason="Still more.", date=clock.today())
        assert desk() == []
        assert "Handed in again" in [words for words, _ in steps()]


def home(person):
    """What awaits somebody of an application, from all apps."""
    return [one.sentence for one in awaited(person) if "IFAD" in one.sentence]


def test_chair_is_told_of_an_application_on_no_agenda_ahead(application):
    chair = factories.person_of("IOM")
    told = "The application of IFAD is under review, and is on the agenda of no meeting ahead."
    factories.membership("WHO", "2003")
    assert told in home(chair)
    assert told not in home(factories.person_of("WHO"))
    deciding.put_on_agenda(application, factories.meeting("2007-06-20", agenda_state="private"))
    assert told not in home(chair)
    with clock.moved_to(dt.date(2007, 6, 21)):
        assert told in home(chair)
        decide(application, "deferred", reason="Say more.")
        assert home(chair) == []
        dossier = Dossier.objects.get()
        Dossier.objects.update(words={})
        applying.hand_in(dossier)
        assert told.replace("is under review", "was deferred and has come again") in home(chair)


def test_members_are_asked_to_read_and_comment_until_they_have_or_it_is_decided(application):
    who = factories.membership("WHO", "2003").agency
    factories.membership("ILO", "2003")
    person, other = factories.person_of("WHO"), factories.person_of("ILO")
    told = ["IFAD applies for membership: the members read it."]
    assert home(person) == home(factories.person_of("WHO")) == home(other) == told
    assert home(factories.person_of("UPU")) == []  # no member
    reviewing.remark(application, text="We are for it.", agency=who, by=person)
    assert home(person) == home(factories.person_of("WHO")) == []
    assert home(other) == told
    decide(application, "declined", reason="Not now.")
    assert home(other) == []
    factories.application("IFAD", "2007-06-01", "received")
    assert home(other) == []  # the secretariat looks first


def test_home_asks_the_database_as_often_for_many_applications_as_for_few(application):
    def queries(person):
        with CaptureQueriesContext(connection) as asked:
            awaited(User.objects.get(pk=person.pk))
        return len(asked)

    people = [factories.person_of("IOM"), factories.secretariat()]
    before = [queries(person) for person in people]
    for number in range(30):
        factories.application(f"Agency {number}", "2007-03-01", "under review")
        factories.application(f"Deferred {number}", "2007-03-01", "deferred")
    assert [queries(person) for person in people] == before


def test_application_withdrawn_while_something_is_asked_was_not_handed_in_again(application):
    applying.ask_for_missing(application, what="Your statutes.")
    applying.withdraw(application.dossier)
    assert [step.words for step in way(Application.objects.get())] == ["Received", "Withdrawn"]


def test_admission_appoints_and_invites_whom_the_applicant_named(application, mailoutbox):
    known = factories.user(email="head@ifad.example", name="Hanna Head")
    decide(application, "admitted", joins=factories.date("2007-07-01"))
    appointed = {
        (one.person.name, one.role, one.post, one.starts.isoformat())
        for one in Appointment.objects.filter(agency__acronym="IFAD")
    }
    assert appointed == {
        ("Hanna Head", "principal", "", "2007-07-01"),
        ("Fay Focal", "focal point", "Adviser", "2007-07-01"),
    }
    assert User.objects.filter(email__iexact="head@ifad.example").get() == known
    invited = [mail.to for mail in mailoutbox if "invitation" in mail.subject.casefold()]
    assert invited == [
        ["fay@ifad.example"]
    ]  # who has a password needs none; an address that is none, neither
    assert list(Agency.objects.members(on=dt.date(2007, 7, 1)).filter(acronym="IFAD"))


def test_application_without_a_page_of_its_own_is_decided_as_well(mailoutbox):
    old = factories.application("UNU", "2007-03-01", "under review", agency=factories.agency("UNU"))
    decide(old, "admitted")
    assert not mailoutbox
