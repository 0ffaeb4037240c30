"""Whom to write to: for everybody in the Group, as a page, as addresses and as a table."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from agencies.people import contacts
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db

PAGE, TABLE = "/people/contacts/", "/people/contacts.csv"


@pytest.fixture
def group():
    """Two members, and a collective one with two parts of which one has somebody; and an agency outside."""
    for acronym in ("IOM", "ILO", "Regional Commissions"):
        factories.membership(acronym, "2007")
    whole = factories.agency("Regional Commissions")
    factories.agency("UNECE", part_of=whole)
    factories.agency("ECA", part_of=whole)
    factories.appointment(factories.user(name="Ana", email="ana@iom.example", phone="+41 22 1"), "IOM")
    factories.appointment(factories.user(name="Head", email="head@iom.example"), "IOM", "principal")
    factories.appointment(factories.user(name="Sec", email="sec@iom.example"), "IOM", "staff")
    factories.appointment(factories.user(name="Gone", email="gone@iom.example"), "IOM", ends="2010-01-01")
    factories.appointment(factories.user(name="Left", email="l@iom.example", is_active=False), "IOM")
    factories.appointment(factories.user(name="Eve", email="eve@unece.example"), "UNECE")
    factories.appointment(factories.user(name="Out", email="out@other.example"), "OTHER")


def rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_no_visitor_sees_the_contacts(client, group):
    for address in (PAGE, TABLE):
        assert client.get(address).url.startswith("/login/")
        client.force_login(factories.person_of("OTHER"))  # an agency that is no member
        assert client.get(address).status_code == 403
        client.logout()
    assert "ana@iom.example" not in client.get("/members/iom/").text


@pytest.mark.parametrize("role", ["focal point", "staff", "secretariat", "of a part"])
def test_everybody_in_the_group_sees_them(client, group, role):
    person = factories.secretariat() if role == "secretariat" else factories.user()
    if role != "secretariat":
        acronym = "ECA" if role == "of a part" else "ILO"
        factories.appointment(person, acronym, "staff" if role == "staff" else "focal_point")
    client.force_login(person)
    for address in (PAGE, TABLE, "/members/iom/"):
        assert "ana@iom.example" in client.get(address).content.decode()


def test_contacts_are_those_of_today_by_agency(group):
    shown = {agency.acronym: [one.person.name for one in agency.people] for agency in contacts.by_agency()}
    assert shown == {"ILO": [], "IOM": ["Head", "Ana"], "UNECE": ["Eve"]}
    with clock.moved_to(dt.date(2010, 1, 1)):
        assert "Gone" in [one.person.name for agency in contacts.by_agency() for one in agency.people]
    with clock.moved_to(dt.date(2006, 1, 1)):
        assert contacts.by_agency() == []


def test_contacts_of_one_role(client, group):
    client.force_login(factories.secretariat())
    page = client.get(PAGE, {"role": "focal_point"})
    assert page.context["addresses"] == ["ana@iom.example", "eve@unece.example"]
    assert "head@iom.example" not in page.text
    assert len(rows(client.get(TABLE, {"role": "principal"}))) == 2
    assert client.get(PAGE, {"role": "nonsense"}).context["addresses"][0] == "head@iom.example"


def test_addresses_stand_on_the_page_without_javascript(client, group):
    client.force_login(factories.secretariat())
    assert "head@iom.example, ana@iom.example, eve@unece.example</textarea>" in client.get(PAGE).text


def test_table_opens_in_a_spreadsheet_and_runs_nothing(client, group):
    factories.appointment(factories.user(name='=HYPERLINK("x")', email="é@x.example"), "ILO")
    factories.appointment(factories.user(name="@SUM(1)", email=None, phone="-1"), "ILO")
    client.force_login(factories.secretariat())
    response = client.get(TABLE)
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    table = rows(response)
    assert table[0][:2] == ["Agency", "Full name"]
    assert [row[3] for row in table if row[0] == "ILO"] == ['\'=HYPERLINK("x")', "'@SUM(1)"]
    assert [row[6] for row in table if row[3] == "Ana"] == ["'+41 22 1"]
    assert not [cell for row in table for cell in row if cell[:1] in ("=", "+", "-", "@")]


def test_menu_leads_to_what_one_may_see(client, group):
    links = {
        "contacts": reverse("people:contact_list"),
        "people": reverse("people:person_list"),
        "organizations": reverse("organizations:organization_list"),
        "applications": reverse("applications:application_list"),
    }

    def seen():
        text = client.get("/members/").text
        return {name for name, address in links.items() if f'href="{address}"' in text}

    assert seen() == set()
    client.force_login(factories.user())
    assert seen() == set()
    client.force_login(factories.person_of("IOM"))
    assert seen() == {"contacts", "applications"}
    client.force_login(factories.secretariat())
    assert seen() == set(links)
