"""Each page has its history: who changed what and when, in sentences with names, before and after."""

import datetime as dt

import pytest
from auditlog.context import set_actor
from django.urls import reverse

from agencies.applications.actions import reviewing
from agencies.models import Appointment, Membership
from chairmanship.models import Chairmanship
from documents.clearance import actions as clearance_actions
from documents.library.actions import begin
from documents.models import Document
from documents.versions.actions import write_text
from foundation.dates import clock
from meetings.models import Decision, Meeting
from tests import factories
from tests.foundation.history.pages import changes, page, save, sentences

pytestmark = pytest.mark.django_db

TERMS = Document.Standing.TERMS_OF_REFERENCE


@pytest.fixture
def anna():
    """Of the secretariat, and she has a name."""
    return factories.secretariat(name="Anna Keller")


@pytest.fixture
def desk(client, anna):
    client.force_login(anna)
    return client


def test_agency_has_before_and_after(desk):
    agency = factories.membership("ILO", "2003").agency
    save(desk, reverse("agencies:agency_change", args=["ilo"]), headquarters="Geneva")
    save(
        desk, reverse("agencies:agency_change", args=["ilo"]), headquarters="Bern", mandate="Work.\n\nRights."
    )
    told = sentences(desk, "agencies", agency.slug)
    assert "Anna Keller changed the headquarters from “Geneva” to “Bern”." in told or (
        "Anna Keller set the headquarters to “Bern”." in told  # both within a minute
    )
    assert "Anna Keller changed the mandate." in told
    assert "Rights." in page(desk, "agencies", "ilo")  # the text, compared


def test_agency_page_links_to_its_history(desk):
    factories.membership("ILO", "2003")
    address = reverse("history", args=["agencies", "ilo"])
    assert f'href="{address}"' in desk.get(reverse("agencies:agency_detail", args=["ilo"])).content.decode()
    desk.logout()
    assert address not in desk.get(reverse("agencies:agency_detail", args=["ilo"])).content.decode()


def test_membership_is_told_on_its_page_and_on_that_of_the_agency(desk):
    membership = factories.membership("ILO", "2003")
    address = reverse("agencies:membership_change", args=["ilo", membership.pk])
    own = reverse("history", args=["memberships", membership.pk])
    assert f'href="{own}"' in desk.get(address).content.decode()
    save(desk, address, starts="April 2003", ends="2004")
    assert sentences(desk, "memberships", membership.pk)[:2] == [
        "Anna Keller changed the first day from 2003 to April 2003.",
        "Anna Keller set the last day to 2004.",
    ]
    first_day = "the first day of the membership of ILO (April 2003 to 2004)"
    told = sentences(desk, "agencies", "ilo")
    assert f"Anna Keller changed {first_day} from 2003 to April 2003." in told
    assert Membership.objects.get().ends


def test_person_has_appointments_and_roles_by_name(desk):
    factories.membership("ILO", "2003")
    paul = factories.user(name="Paul Meier")
    save(
        desk,
        reverse("people:appointment_add", args=[paul.pk]),
        agency=factories.agency("ILO").pk,
        role="focal_point",
        starts="1 May 2007",
    )
    appointment = Appointment.objects.get(person=paul)
    save(desk, reverse("people:appointment_end", args=[paul.pk, appointment.pk]), ends="3 May 2007")
    told = sentences(desk, "people", paul.pk)
    assert "Anna Keller appointed Paul Meier as focal point of ILO." in told


def test_role_in_the_secretariat_is_told_when_it_is_given_changed_and_taken_away(desk):
    paul = factories.user(name="Paul Meier")
    desk.post(reverse("people:role_give"), {"person": paul.pk, "role": "reading"})
    desk.post(reverse("people:role_change", args=[paul.pk]), {"role": "full"})
    given = [
        "Anna Keller gave Paul Meier the role in the secretariat for reading only.",
        "Anna Keller gave Paul Meier the full role in the secretariat.",
    ]
    assert sentences(desk, "people", paul.pk)[:2] == given
    desk.post(reverse("people:role_take", args=[paul.pk]))
    told = [*given, "Anna Keller took away the role of Paul Meier in the secretariat."]
    assert set(told) <= set(sentences(desk, "people", paul.pk))
    everything = changes(desk, kind="people")
    assert all(one in everything for one in told)


def test_superuser_and_closed_account_are_told_in_words(desk, anna):
    paul = factories.user(name="Paul Meier")
    with set_actor(anna):
        paul.is_superuser = True
        paul.save()
        paul.is_superuser = False
        paul.is_active = False
        paul.save()
    told = sentences(desk, "people", paul.pk)
    assert "Anna Keller made Paul Meier a superuser." in told
    assert "Anna Keller took the rights of a superuser away from Paul Meier." in told
    assert "Anna Keller closed the account of Paul Meier." in told


def test_term_says_which_days_moved(desk):
    factories.membership("IOM", "2003")
    term = factories.term("IOM", "2027-01-01", "2027-06-30")
    save(desk, reverse("chairmanship:term_change", args=[term.slug]), ends="31 July 2027", theme="Data")
    term = Chairmanship.objects.get()
    assert sentences(desk, "terms", term.slug)[:2] == [
        "Anna Keller changed the last day from 30 June 2027 to 31 July 2027.",
        "Anna Keller set the theme to “Data”.",
    ]
    assert reverse("history", args=["terms", term.slug]) in desk.get(term.get_absolute_url()).content.decode()


def test_meeting_says_when_it_moved_what_was_added_and_decided(client):
    factories.membership("IOM", "2003")
    factories.term("IOM", "2027-01-01", "2027-12-31")
    with clock.moved_to(factories.date("2027-03-01").earliest):
        chair = factories.person_of("IOM", name="Carla Chair")
        client.force_login(chair)
        meeting = factories.meeting("2027-05-03", stage="planned", agenda_state="private", city="Geneva")
        save(
            client,
            reverse("meetings:meeting_change", args=[meeting.pk]),
            date="10 May 2027",
            venue="Palais des Nations",
            revision=0,
        )
        client.post(reverse("meetings:meeting_call", args=[meeting.pk]))
        client.post(reverse("meetings:item_add", args=[meeting.pk]), {"title": "Data"})
        told = sentences(client, "meetings", meeting.pk)
        assert "Carla Chair changed the date from 3 May 2027 to 10 May 2027." in told
        assert "Carla Chair set the venue to “Palais des Nations”." in told
        assert "Carla Chair convened the meeting." in told
        assert "Carla Chair added the agenda item “Data”." in told
        link = reverse("history", args=["meetings", meeting.pk])
        assert link in client.get(meeting.get_absolute_url()).content.decode()
    assert Meeting.objects.get().stage == "called"


def test_decision_and_its_removal_are_told(client):
    chair = factories.secretariat(name="Anna Keller")
    client.force_login(chair)
    item = factories.meeting("2007-01-22", minutes="draft").agenda.create(position=0, title="Data")
    with set_actor(chair):
        decision = Decision.objects.create(item=item, position=0, text="We share data.")
        decision.text = "We share all data."
        decision.save()
        decision.delete()
    told = sentences(client, "meetings", item.meeting_id)
    assert "Anna Keller removed the decision “We share all data.”." in told


def test_document_has_its_lead_its_states_and_clearance(desk, anna):
    ilo = factories.membership("ILO", "2003").agency
    who = factories.membership("WHO", "2003").agency
    factories.person_of("WHO")
    document = begin(title="Brochure", kind="brochure", lead=ilo, by=anna)
    version = write_text(document, text="Text.", after=0, by=anna)
    save(desk, reverse("documents:document_change", args=[document.pk]), lead=who.pk, title="Leaflet")
    desk.post(reverse("documents:document_circulate", args=[document.pk]), {"seen": version.number})
    round_ = clearance_actions.open_round(
        version, agencies=[who], until=clock.now() + dt.timedelta(days=9), timezone="Europe/Zurich", by=anna
    )
    told = sentences(desk, "documents", document.pk)
    both = "the title from “Brochure” to “Leaflet” and the lead agency from ILO to WHO"
    other = "the lead agency from ILO to WHO and the title from “Brochure” to “Leaflet”"
    assert {f"Anna Keller changed {both}.", f"Anna Keller changed {other}."} & set(told)
    assert "Anna Keller circulated the document." in told
    assert "Anna Keller started the clearance of version 1." in told
    assert "Anna Keller added version 1." in told
    assert round_.clearances.count() == 1
    link = reverse("history", args=["documents", document.pk])
    assert link in desk.get(document.get_absolute_url()).content.decode()


def test_governing_documents_of_a_kind_are_told_together(desk, anna):
    texts = [
        begin(title=f"Terms {year}", kind="terms_of_reference", standing=TERMS, lead=None, by=anna)
        for year in (2006, 2009)
    ]
    save(desk, reverse("documents:document_change", args=[texts[0].pk]), holds_from="1 May 2006")
    told = page(desk, "governing", "terms-of-reference")
    assert "Anna Keller set the day from which it is in force to 1 May 2006." in told
    assert "Terms 2009" in told
    assert Document.objects.count() == 2


def test_application_has_its_steps(desk):
    application = reviewing.enter_application(applicant="IFAD", received=factories.date("2007-03-01"))
    desk.post(reverse("applications:application_review", args=[application.pk]))
    desk.post(reverse("applications:application_withdraw", args=[application.pk]))
    told = sentences(desk, "applications", application.pk)
    assert "Anna Keller put the application under review." in told
    assert "Anna Keller recorded that the application was withdrawn." in told
    link = reverse("history", args=["applications", application.pk])
    assert (
        link in desk.get(reverse("applications:application_detail", args=[application.pk])).content.decode()
    )


def test_what_the_portal_does_by_itself_is_said_to_be_the_portals(desk):
    meeting = factories.meeting("2007-01-22", minutes="circulated")
    meeting.minutes = "adopted"
    meeting.save()
    assert "The portal recorded the minutes as adopted." in sentences(desk, "meetings", meeting.pk)


def test_several_changes_of_one_person_in_a_minute_are_one_line(desk, anna):
    meeting = factories.meeting("2007-01-22")
    with set_actor(anna):
        for title in ("One", "Two", "Three"):
            meeting.agenda.create(position=meeting.agenda.count(), title=title)
    text = page(desk, "meetings", meeting.pk)
    assert "Anna Keller added the agenda items “One”, “Two” and “Three”." in text


def test_somebody_without_a_name_is_never_told_by_an_address(desk):
    nameless = factories.user(email="secret@example.org")
    agency = factories.agency("ILO")
    with set_actor(nameless):
        agency.headquarters = "Bern"
        agency.save()
    text = page(desk, "agencies", "ilo")
    assert f"Person {nameless.pk} set the headquarters to “Bern”." in text
    assert "secret@example.org" not in text
