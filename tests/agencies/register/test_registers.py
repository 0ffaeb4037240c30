"""The registers as the secretariat keeps them, on pages made for it."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, Appointment, Contact, Membership, Organization, User
from agencies.people import actions as people_actions
from agencies.people.actions import change_person
from agencies.register import actions as register_actions
from foundation.dates import clock
from foundation.verbs import Refused
from tests import factories
from tests.awaiting import awaiting_in
from tests.together import at_once

awaiting = awaiting_in("agencies")

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(client):
    person = factories.secretariat(name="Sam Secretary")
    client.force_login(person)
    return person


def post(client, address, **data):
    return client.post(address, data)


def errors(response):
    assert response.status_code == 200
    return response.context["form"].errors


def everything():
    """An address of each page of the registers, with all that it needs."""
    membership = factories.membership("IOM", "2007")
    person = factories.person_of("IOM", name="Ana")
    appointment = person.appointments.get()
    organization = Organization.objects.create(name="Caritas")
    contact = Contact.objects.create(organization=organization, name="Carla")
    return [
        reverse("agencies:agency_add"),
        reverse("agencies:agency_change", args=["iom"]),
        reverse("agencies:membership_add", args=["iom"]),
        reverse("agencies:membership_change", args=["iom", membership.pk]),
        reverse("agencies:membership_end", args=["iom", membership.pk]),
        reverse("people:person_list"),
        reverse("people:person_add"),
        reverse("people:person_detail", args=[person.pk]),
        reverse("people:person_change", args=[person.pk]),
        reverse("people:appointment_add", args=[person.pk]),
        reverse("people:appointment_change", args=[person.pk, appointment.pk]),
        reverse("people:appointment_end", args=[person.pk, appointment.pk]),
        reverse("organizations:organization_list"),
        reverse("organizations:organization_add"),
        reverse("organizations:organization_detail", args=[organization.pk]),
        reverse("organizations:organization_change", args=[organization.pk]),
        reverse("organizations:contact_add", args=[organization.pk]),
        reverse("organizations:contact_change", args=[organization.pk, contact.pk]),
    ]


# Who may ------------------------------------------------------------------------------------------


def test_registers_are_the_secretariats_alone(client):
    addresses = everything()
    for address in addresses:
        assert client.get(address).status_code == 302, address
        assert client.get(address).url.startswith("/login/"), address
    client.force_login(factories.person_of("ILO"))
    assert {client.get(address).status_code for address in addresses if address != "/people/add/"} == {403}
    client.force_login(factories.secretariat())
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("agencies:agency_change", ["no"]),
        ("agencies:membership_change", ["no", 1]),
        ("people:person_change", [999_999]),
        ("people:appointment_end", [999_999, 1]),
        ("organizations:contact_change", [999_999, 1]),
    ],
)
def test_what_is_unknown_is_not_found_and_hidden_from_others(client, secretariat, name, args):
    assert client.get(reverse(name, args=args)).status_code == 404
    client.force_login(factories.person_of("IOM"))
    assert client.get(reverse(name, args=args)).status_code == 403


def test_country_and_website_are_taken_as_people_type_them(client, secretariat):
    page = client.get("/members/add/agency/").text
    assert 'maxlength="2"' not in page  # which would cut the name of a country, without a word
    post(client, "/members/add/agency/", acronym="UPU", name="Post", country="ch", website="upu.int/en")
    agency = Agency.objects.get(acronym="UPU")
    assert (agency.country, agency.website) == ("CH", "https://upu.int/en")
    page = post(client, "/members/add/agency/", acronym="ITU", name="T", website="ftp://itu.int")
    assert "website" in page.context["form"].errors


def test_membership_of_another_agency_is_not_found(client, secretariat):
    membership = factories.membership("IOM", "2007")
    factories.agency("ILO")
    assert client.get(reverse("agencies:membership_change", args=["ilo", membership.pk])).status_code == 404


def test_agencies_of_any_acronym_keep_their_page(client, secretariat):
    for acronym in ("ADD", "Change", "Contacts", "Agency"):
        slug = factories.agency(acronym).slug
        assert client.get(reverse("agencies:agency_detail", args=[slug])).context["agency"].acronym == acronym


# Agencies and memberships -------------------------------------------------------------------------


def test_agency_is_added_and_changed(client, secretariat):
    response = post(client, "/members/add/agency/", acronym="IFAD", name="Agricultural Fund", country="IT")
    assert response.url == "/members/ifad/"
    assert Agency.objects.get().country == "IT"
    response = post(client, "/members/ifad/change/", acronym="IFAD2", name="Agricultural Fund")
    assert response.url == "/members/ifad2/"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"acronym": "IOM", "name": "Other"}, "acronym", "already an agency with this acronym"),
        ({"acronym": "I.O.M.", "name": "x"}, None, None),
        ({"acronym": "iom", "name": "Other"}, "acronym", "same address"),
        ({"acronym": "…", "name": "Other"}, "acronym", "letter"),
        ({"acronym": "Chair", "name": "Other"}, "acronym", "for something else"),
        ({"acronym": "IFAD"}, "name", "Enter a name."),
        ({"acronym": "IFAD", "name": "x", "country": "Switzerland"}, "country", "as two letters, such as CH"),
        ({"acronym": "IFAD", "name": "x", "website": "unicef"}, "website", "Enter a complete web address"),
        ({"acronym": "IFAD", "name": "x", "website": "javascript:1"}, "website", "complete web address"),
    ],
)
def test_agency_form_says_beside_the_field_what_is_wrong(client, secretariat, typed, field, words):
    factories.agency("IOM")
    response = post(client, "/members/add/agency/", **typed)
    if field is None:
        assert response.status_code == 302
        return
    assert list(errors(response)) == [field]
    assert words in str(errors(response)[field])
    assert f'value="{typed["acronym"]}"' in response.text


def test_a_part_has_no_parts(client, secretariat):
    whole = factories.agency("Regional Commissions")
    part = factories.agency("UNECE", part_of=whole)
    response = post(client, "/members/regional-commissions/change/", acronym="RC", name="RC", part_of=part.pk)
    assert "no longer available" in str(errors(response)["part_of"])
    response = post(client, "/members/unece/change/", acronym="UNECE", part_of=whole.pk)
    assert response.status_code == 302


def test_membership_opens_and_ends(client, secretariat):
    factories.agency("UNESCO")
    response = post(client, "/members/unesco/memberships/add/", starts="2007-11", basis="application")
    assert response.url == "/members/unesco/"
    membership = Membership.objects.get()
    assert membership.starts.iso == "2007-11"
    post(client, f"/members/unesco/memberships/{membership.pk}/end/", ends="2010-05-31")
    assert [agency.acronym for agency in Agency.objects.members(on=dt.date(2010, 5, 31))] == ["UNESCO"]
    assert not Agency.objects.members(on=dt.date(2010, 6, 1))


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"starts": "2010-05"}, "starts", "already a member at that time"),
        ({"starts": "2010-05", "ends": "2009"}, "ends", "cannot be before the first"),
        ({"starts": "2010-02-30"}, "starts", "There is no such day"),
        ({"starts": "soon"}, "starts", "14 May 2027"),
        ({}, "starts", "Please fill this in"),
    ],
)
def test_membership_form_says_beside_the_field_what_is_wrong(client, secretariat, typed, field, words):
    factories.membership("UNESCO", "2009", "2012")
    response = post(client, "/members/unesco/memberships/add/", **typed)
    assert words in str(errors(response)[field])
    assert "__all__" not in errors(response)
    assert typed.get("starts", "") in response.text
    assert Membership.objects.count() == 1


def test_membership_cannot_end_before_it_began(client, secretariat):
    membership = factories.membership("UNESCO", "2009")
    response = post(client, f"/members/unesco/memberships/{membership.pk}/end/", ends="2008")
    assert "cannot be before the first" in str(errors(response)["ends"])


# People -------------------------------------------------------------------------------------------


def test_person_is_added_with_what_they_are_appointed_to(client, secretariat):
    iom = factories.agency("IOM")
    page = client.get("/people/add/?agency=iom")
    assert page.context["form"].initial["agency"] == iom
    response = post(
        client,
        "/people/add/",
        name="Ana",
        email="Ana@EXAMPLE.org",
        agency=iom.pk,
        role="focal_point",
        starts="",
    )
    ana = User.objects.get(name="Ana")
    assert response.url == f"/people/{ana.pk}/"
    assert ana.email == "Ana@example.org"
    assert not ana.has_usable_password()
    assert ana.appointments.get().starts == clock.today()


def test_person_without_an_address_can_be_kept_twice(client, secretariat):
    for name in ("Ana", "Ben"):
        assert post(client, "/people/add/", name=name, email="").status_code == 302


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "Ben", "email": "ANA@example.org"}, "email"),
        ({"name": "Ben", "email": "nobody"}, "email"),
        ({}, "name"),
        ({"name": "Ben", "role": "staff"}, "agency"),
    ],
)
def test_person_form_says_beside_the_field_what_is_wrong(client, secretariat, typed, field):
    factories.user(email="ana@example.org", name="Ana")
    response = post(client, "/people/add/", **typed)
    assert list(errors(response)) == [field]
    assert not User.objects.filter(name="Ben").exists()


def test_role_is_asked_for_with_the_agency(client, secretariat):
    response = post(client, "/people/add/", name="Ben", agency=factories.agency("IOM").pk)
    assert list(errors(response)) == ["role"]


def test_appointments_follow_one_another(client, secretariat):
    ana, iom = factories.user(name="Ana"), factories.agency("IOM")
    address = f"/people/{ana.pk}/appointments/add/"
    typed = {"agency": iom.pk, "role": "focal_point", "starts": "2007-01-01"}
    assert post(client, address, **typed).url == f"/people/{ana.pk}/"
    response = post(client, address, **typed | {"starts": "2008-01-01"})
    assert "at that time" in str(errors(response)["starts"])
    appointment = Appointment.objects.get()
    end = f"/people/{ana.pk}/appointments/{appointment.pk}/end/"
    assert "cannot be before the first" in str(errors(post(client, end, ends="2006-12-31"))["ends"])
    assert post(client, end, ends="2007-12-31").status_code == 302
    assert post(client, address, **typed | {"starts": "2008-01-01"}).status_code == 302
    page = client.get(f"/people/{ana.pk}/")
    assert [one.starts.year for one in page.context["over"]] == [2007]
    assert [one.starts.year for one in page.context["now"]] == [2008]


def test_appointment_outside_the_membership_is_kept_and_pointed_out(client, secretariat):
    iom = factories.membership("IOM", "2007-03", "2010").agency
    typed = {"agency": iom.pk, "role": "staff"}
    for number, (starts, ends, said) in enumerate(
        [
            ("2006-01-01", "", True),
            ("2006-01-01", "2007-03-01", False),
            ("2008-01-01", "", False),
            ("2011-01-01", "", True),
        ]
    ):
        ana = factories.user(name=f"Ana {number}")
        address = f"/people/{ana.pk}/appointments/add/"
        page = client.post(address, typed | {"starts": starts, "ends": ends}, follow=True)
        assert ("IOM is not a member on" in page.text) == said, starts
        assert ana.appointments.count() == 1
    added = {"name": "Ben", "starts": "2011-01-01"} | typed
    assert "IOM is not a member on 1 January 2011." in client.post("/people/add/", added, follow=True).text


def test_secretariat_does_not_change_how_a_superuser_logs_in(client, secretariat):
    root = factories.admin(email="root@example.org")
    address = reverse("people:person_change", args=[root.pk])
    assert client.get(address).status_code == 403
    assert post(client, address, name="x", email="me@example.org").status_code == 403
    assert address not in client.get(reverse("people:person_detail", args=[root.pk])).text
    client.force_login(root)
    assert post(client, address, name="Root", email="root@example.org").status_code == 302


def test_people_are_found_by_name_address_and_agency(client, secretariat):
    factories.person_of("IOM", name="Ana Alvarez", email="aa@iom.example")
    factories.person_of("ILO", name="Ben Brown", email="bb@ilo.example")

    def found(sought):
        return [one.name for one in client.get("/people/", {"q": sought}).context["object_list"]]

    assert found("alva") == found("AA@iom") == found("iom") == found("ana iom") == ["Ana Alvarez"]
    assert found("ana ilo") == []
    assert "add a person" in client.get("/people/", {"q": "nobody"}).text


def test_lists_ask_the_database_as_often_for_many_as_for_few(client, secretariat):
    def queries(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    addresses = ["/people/", "/people/contacts/", "/people/contacts.csv", "/organizations/"]

    def more(count):
        for _ in range(count):
            person = factories.user(name="N")
            number = person.pk
            factories.membership(f"A{number}", "2007")
            factories.appointment(person, f"A{number}")
            Contact.objects.create(organization=Organization.objects.create(name=f"O{number}"), name="C")

    more(3)
    before = {address: queries(address) for address in addresses}
    more(57)  # more than a page
    assert {address: queries(address) for address in addresses} == before


def test_people_come_in_pages(client, secretariat):
    for _ in range(51):
        factories.user(name="N")
    assert len(client.get("/people/").context["object_list"]) == 50
    assert len(client.get("/people/?page=2&q=person").context["object_list"]) == 2
    assert client.get("/people/?page=99").status_code == 404


# Organizations ------------------------------------------------------------------------------------


def test_organization_and_its_contacts(client, secretariat):
    response = post(client, "/organizations/add/", name="Caritas", kind="partner")
    organization = Organization.objects.get()
    assert response.url == f"/organizations/{organization.pk}/"
    assert "name" in errors(post(client, "/organizations/add/", name="CARITAS", kind="guest"))
    post(client, f"{response.url}change/", name="Caritas Internationalis", kind="partner")
    post(client, f"{response.url}contacts/add/", name="Carla", email="carla@example.org")
    contact = Contact.objects.get()
    post(client, f"{response.url}contacts/{contact.pk}/change/", name="Carla C.")
    assert "Carla C." in client.get(response.url).text
    assert client.get("/organizations/", {"q": "carla inter"}).context["object_list"].count() == 1
    remove = reverse("organizations:contact_remove", args=[organization.pk, contact.pk])
    assert client.get(remove).status_code == 405
    assert post(client, remove).url == response.url
    assert not Contact.objects.exists()


def test_contact_is_removed_by_the_secretariat_alone(client):
    contact = Contact.objects.create(organization=Organization.objects.create(name="Caritas"), name="C")
    remove = reverse("organizations:contact_remove", args=[contact.organization_id, contact.pk])
    assert post(client, remove).url.startswith("/login/")
    client.force_login(factories.person_of("IOM"))
    assert post(client, remove).status_code == 403
    assert Contact.objects.exists()


# What awaits --------------------------------------------------------------------------------------


def test_members_without_a_reachable_focal_point_await_the_secretariat(secretariat):
    for acronym in ("IOM", "ILO", "WHO", "Regional Commissions"):
        factories.membership(acronym, "2007")
    factories.agency("UNECE", part_of=Agency.objects.get(acronym="Regional Commissions"))
    factories.person_of("IOM")
    factories.person_of("UNECE")
    factories.person_of("ILO", email=None)
    factories.appointment(factories.user(), "WHO", role="principal")
    sentences = [awaited.sentence for awaited in awaiting(secretariat)]
    assert sorted(sentences) == [
        f"{one} has no focal point with an e-mail address." for one in ("ILO", "WHO")
    ]
    assert awaiting(factories.person_of("IOM")) == []


def test_appointments_about_to_end_await_the_secretariat(secretariat):
    with clock.moved_to(dt.date(2007, 6, 1)):
        for name, ends in (("Ana", "2007-07-01"), ("Ben", "2007-07-02"), ("Cai", "2007-05-31")):
            factories.appointment(factories.user(name=name), "IOM", ends=ends)
        assert [one.sentence for one in awaiting(secretariat)] == [
            "Ana is focal point of IOM until 1 July 2007."
        ]


# Two at once --------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_admins_cannot_open_overlapping_memberships_at_once():
    agency = factories.agency("IOM")
    results = at_once(
        lambda: register_actions.open_membership(agency, starts=factories.date("2007")),
        lambda: register_actions.open_membership(agency, starts=factories.date("2008-01")),
    )
    assert sorted(type(one) for one in results if isinstance(one, Exception)) == [Refused]
    assert Membership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_admins_cannot_appoint_one_person_twice_at_once():
    person, agency = factories.user(), factories.agency("IOM")
    values = {"agency": agency, "role": "staff"}
    results = at_once(
        lambda: people_actions.appoint(person, starts=dt.date(2007, 1, 1), **values),
        lambda: people_actions.appoint(person, starts=dt.date(2008, 1, 1), **values),
    )
    assert [type(one) for one in results if isinstance(one, Exception)] == [Refused]


def test_forms_cannot_be_posted_from_elsewhere(secretariat):
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretariat)
    assert post(client, "/members/add/agency/", acronym="X", name="X").status_code == 403


def test_changed_address_is_changed_where_the_login_keeps_one(client, secretariat):
    """Else a link for a new password could still go to the address that is none any more."""
    person = factories.user(email="old@example.org", name="P. Erson")
    for email in ("old@example.org", "older@example.org"):
        EmailAddress.objects.create(user=person, email=email, primary=email.startswith("old@"), verified=True)
    values = {"name": "P. Erson", "phone": ""}
    change_person(person, email="New@example.org", **values)
    assert [(one.email, one.primary) for one in EmailAddress.objects.all()] == [("new@example.org", True)]
    change_person(person, email="New@example.org", **values)
    assert EmailAddress.objects.count() == 1
    change_person(person, email=None, **values)
    assert not EmailAddress.objects.exists()


def test_membership_is_neither_entered_nor_corrected_to_begin_before_its_decision():
    agency = factories.agency("IFAD")
    before = factories.date("2007-06-07")
    decided = dt.date(2007, 6, 8)
    with pytest.raises(Refused, match="before the decision of 8 June 2007"):
        register_actions.open_membership(agency, starts=before, decided_on=decided)
    opened = register_actions.open_membership(agency, starts=factories.date("2007-06-08"), decided_on=decided)
    with pytest.raises(Refused, match="before the decision of 8 June 2007"):
        register_actions.change_membership(opened, starts=before)
    with pytest.raises(Refused, match="The last day cannot be before the first"):
        register_actions.end_membership(opened, ends=before)
    assert (
        register_actions.change_membership(opened, starts=factories.date("2007-06")).starts.iso == "2007-06"
    )


def test_page_says_beside_the_day_that_the_membership_began_before_its_decision(client):
    client.force_login(factories.secretariat())
    opened = factories.membership("IFAD", "2007-06-08", decided_on=dt.date(2007, 6, 8))
    page = client.post(f"/members/ifad/memberships/{opened.pk}/change/", {"starts": "2007-06-01"})
    assert "before the decision of 8 June 2007" in str(page.context["form"].errors["starts"])


def test_membership_entered_in_error_counts_on_no_day_and_leaves_room():
    opened = factories.membership("IFAD", "2007-06-08")
    register_actions.correct_membership(opened, reason="A wrong line.", by=factories.secretariat())
    assert not Agency.objects.members(on=dt.date(2007, 7, 1))
    assert Membership.entered.get().correction == "A wrong line."
    register_actions.open_membership(opened.agency, starts=factories.date("2007-06-08"))
    assert Agency.objects.members(on=dt.date(2007, 7, 1))
    with pytest.raises(Refused, match="already corrected"):
        register_actions.correct_membership(opened, reason="Again.", by=factories.secretariat())
