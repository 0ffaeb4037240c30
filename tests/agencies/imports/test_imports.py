"""Tables of agencies, people and organizations: every fault by its row, and all of it or nothing."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from agencies.imports import actions as import_actions
from agencies.models import Agency, Appointment, Contact, Membership, Organization, User
from foundation.files import storage
from tests import factories
from tests.agencies.members.test_pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(client):
    client.force_login(factories.secretariat())


def look(client, text, name="table.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(reverse("agencies:import"), {"upload": SimpleUploadedFile(name, content)})


def take_in(client, text):
    page = look(client, text)
    rows = re.search(r'name="rows" value="([^"]+)"', page.text)[1]
    return client.post(reverse("agencies:import"), {"rows": rows}, follow=True)


AGENCIES = """Agency,Name,Country,Member since,Member to,Basis
ILO,International Labour Organization,ch,2003-04,,founder
IOM,International Organization for Migration,CH,2003-04,,founder
WHO,World Health Organization,CH,2014,2016-05,invited
"""


def test_preview_tells_what_will_change_and_changes_nothing(client, secretariat):
    factories.agency("ILO")
    page = look(client, AGENCIES)
    assert "ILO: name “Agency ILO” → “International Labour Organization”" in words(page)
    assert "Row 4: WHO, member since 2014" in words(page)
    assert Agency.objects.count() == 1
    assert Agency.objects.get().name == "Agency ILO"
    assert not Membership.objects.exists()


def test_taken_in_twice_changes_nothing_more(client, secretariat):
    answer = take_in(client, AGENCIES)
    assert "Import complete: 6 added, 0 changed, 0 unchanged." in words(answer)
    assert {str(row) for row in Membership.objects.all()} == {
        "ILO, April 2003 to now",
        "IOM, April 2003 to now",
        "WHO, 2014 to May 2016",
    }
    assert Agency.objects.get(acronym="ILO").country == "CH"
    assert "there is nothing to import" in words(look(client, AGENCIES))


def test_people_are_known_by_their_address_and_appointed(client, secretariat):
    factories.membership("IOM", "2003")
    ana = factories.user(name="Ana", email="ana@iom.example", phone="1111")
    take_in(
        client,
        "Person;E-mail;Telephone;Agency;Role;Post;From\n"
        "Ana Rossi;ANA@iom.example;;IOM;focal point;Director;2007-01-01\n"
        "Ben;ben@iom.example;2222;iom;Alternate;;2007-01-01\n",
    )
    ana.refresh_from_db()
    assert (ana.name, ana.phone) == ("Ana Rossi", "1111")  # an empty cell says nothing
    assert [str(one) for one in Appointment.objects.order_by("role")] == [
        "alternate principal, IOM",
        "focal point, IOM",
    ]
    assert not User.objects.get(name="Ben").has_usable_password()


def test_appointment_outside_the_membership_is_pointed_out_and_not_refused(client, secretariat):
    factories.membership("IOM", "2003-04-01", "2005-06-30")
    text = "Person,Agency,Role,From\nAna,IOM,focal point,2007-01-01\n"
    assert "IOM is not a member on 1 January 2007." in words(look(client, text))
    take_in(client, text)
    assert Appointment.objects.count() == 1


def test_organizations_and_their_contacts(client, secretariat):
    take_in(
        client,
        "Organization,Kind,Contact,E-mail\nCaritas,partner,Carla,c@x.example\nCaritas,,Dan,d@x.example\n",
    )
    assert Organization.objects.get().kind == "partner"
    assert Contact.objects.count() == 2


def test_forty_faults_are_told_by_row_and_nothing_is_taken_in(client, secretariat):
    factories.membership("IOM", "2003")
    good = "".join(f"P{n},p{n}@x.example,IOM,staff\n" for n in range(10))
    bad = "".join(f"Q{n},q{n}@x.example,NONE,staff\n" for n in range(40))
    page = look(client, "Person,E-mail,Agency,Role\n" + good + bad)
    assert "40 rows have errors. Nothing was imported." in words(page)
    assert [number for number, _ in page.context["outcome"].faults] == list(range(12, 52))
    assert 'name="rows"' not in page.text
    assert not User.objects.filter(email__contains="@x.example").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Agency,Name\n,Nameless\n", "Agency is empty."),
        ("Agency,Name\nA-B,One\nA B,Two\n", "their pages would have the same address"),
        (
            "Agency,Name\nILO,One\nilo,One\n",
            "Row 2 is about the same agency. Keep one of the two, or fill in Member since",
        ),
        (
            "Agency,Name,Member since\nILO,One,2007-04\nilo,One,April 2007\n",
            "Row 2 is about the same agency.",
        ),
        (
            "Agency,Name,Member since,Member to\nILO,One,2007,2010\nILO,Two,2015,\n",
            "Name: “Two” here, but “One” in row 2 for ILO. Use the same text in both rows.",
        ),
        (
            "Person,E-mail\nAna,a@x.example\nBen,A@x.example\n",
            "Person: “Ben” here, but “Ana” in row 2 for A@x.example. Use the same text in both rows.",
        ),
        (
            "Organization,Kind,Contact\nX,partner,A\nX,guest,B\n",
            "Type: “guest” here, but “partner” in row 2 for X.",
        ),
        ("Agency,Name,Member since\nILO,One,31 April 2007\n", "is not a date"),
        ("Agency,Name,Member since\nILO,One,Aprilis 2007\n", "is not a date"),
        ("Agency,Name,Country\nILO,One,Switzerland\n", "two capital letters"),
        ("Agency,Name,Member since\nILO,One,2007-02-30\n", "is not a date"),
        (
            "Agency,Name,Member since,Member to\nILO,One,2007,2005\n",
            "The last day cannot be before the first.",
        ),
        ("Agency,Name,Part of\nECA,One,RC\n", "there is no agency RC in the register"),
        ("Person,E-mail\nAna,not-an-address\n", "name@example.org"),
        ("Agency,Name,Website\nILO,One,nowhere\n", "Website: Enter a complete web address, such as"),
        (
            "Agency,Name,Country,Member since,Member to,Basis\nILO,One,CHE,2007-13,never,whim\n",
            "Member since: “2007-13” is not a date. Write 2007, 2007-04 or 2007-04-20. Member until: “never” "
            "is not a date. Write 2007, 2007-04 or 2007-04-20. Basis: “whim” is not an option. Use founder, "
            "invited or application. Country: Use two capital letters",
        ),
        (
            "Person,Agency,Role,From\nAna,NONE,boss,2007\n",
            "Agency: there is no agency NONE in the register. Import the agencies first. Role: “boss” is "
            "not an option. Use principal, alternate principal, focal point, "
            "special assistant or staff. From: “2007” needs "
            "the exact day",
        ),
        ("Person,Agency,Role\nAna,IOM,boss\n", "“boss” is not an option."),
        ("Person,Agency,Role,From\nAna,IOM,staff,2007\n", "needs the exact day"),
        ("Person,Agency,Role\nAna,IOM,staff\nAna,IOM,staff\n", "Row 2 is about the same person."),
        ("Person,Role\nAna,staff\n", "Fill in Agency as well as Role."),
        ("Organization,Kind\nX,friend\n", "“friend” is not an option."),
    ],
)
def test_each_fault_has_its_words(client, secretariat, text, says):
    factories.agency("IOM")
    (_, told), *more = look(client, text).context["outcome"].faults
    assert says in told
    assert not more


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF-", "not a CSV or Excel file"),
        ("a.csv", b"\n,,\n", "is empty"),
        ("a.csv", b"One,Two\n1,2\n", "one of them must be Agency, Person or Organization"),
        ("a.csv", "Agency,Name\nILO,Büro\n".encode("latin-1"), "not in UTF-8"),
        ("a.xlsx", b"no table at all", "do not match its file name"),
        ("a.xlsx", factories.office_file("xl/workbook.xml"), "cannot be read as an Excel table"),
        ("a.csv", b"Agency,Name\nILO,One\nI\0OM,Two\n", "Row 3 contains a character that cannot be read"),
        ("a.csv", b"Agency,Name,Name\nILO,1,2\n", "appears twice"),
    ],
)
def test_what_is_no_table_is_refused(client, secretariat, name, content, says):
    assert says in " ".join(look(client, content, name).context["form"].errors["upload"])


def test_table_that_is_cut_off_or_too_large_once_unpacked_is_refused(client, secretariat, monkeypatch):
    book, content = Workbook(), io.BytesIO()
    book.active.append(["Agency", "Name"])
    book.active.append(["ILO", "One"])
    book.save(content)
    cut = io.BytesIO()
    with zipfile.ZipFile(content) as whole, zipfile.ZipFile(cut, "w") as archive:
        for part in whole.infolist():
            words = whole.read(part)
            archive.writestr(part.filename, words[:-40] if "sheet1" in part.filename else words)
    page = look(client, cut.getvalue(), "a.xlsx")
    assert "cannot be read as an Excel table" in str(page.context["form"].errors)
    monkeypatch.setattr(storage, "UNPACKED", 100)
    assert "would unpack to" in str(look(client, content.getvalue(), "a.xlsx").context["form"].errors)


def test_members_and_people_that_left_and_came_back(client, secretariat):
    take_in(client, "Agency,Name,Member since,Member to\nBACK,Come Back,2007,2010\nBACK,,2015,\n")
    assert [str(row) for row in Membership.objects.all()] == ["BACK, 2007 to 2010", "BACK, 2015 to now"]
    head = "Person,E-mail,Agency,Role,From,To\n"
    rows = (
        "Ana,a@x.example,BACK,focal point,2007-01-01,2008-12-31\n"
        "Ana,a@x.example,BACK,focal point,1 March 2015,\n"
    )
    take_in(client, head + rows)
    assert [one.starts.isoformat() for one in Appointment.objects.order_by("starts")] == [
        "2007-01-01",
        "2015-03-01",
    ]
    assert "there is nothing to import" in words(look(client, head + rows))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_roster_as_we_export_it_comes_back_unchanged(client, secretariat, kind):
    factories.membership("ILO", "2003-04", basis="founder")
    factories.membership("UNU", "2007-05-02", "2030-09")
    factories.membership("WHO", "2014")
    exported = client.get(f"/members/?on=2014-06-30&as={kind}").content
    page = look(client, exported, f"table.{kind}")
    assert not page.context["outcome"].faults
    assert page.context["outcome"].same == 6
    assert "there is nothing to import" in words(page)


def test_excel_and_the_empty_tables(client, secretariat):
    book = Workbook()
    columns = [str(label) for label in import_actions.COLUMNS["agencies"].values()]
    given = load_workbook(io.BytesIO(client.get(reverse("agencies:import_empty", args=["agencies"])).content))
    assert [cell.value for cell in given.active[1]] == columns
    book.active.append(columns)
    book.active.append(["ILO", "=1+1", "Geneva", "CH"])
    content = io.BytesIO()
    book.save(content)
    page = look(client, content.getvalue(), "a.xlsx")
    assert page.context["table"].rows[0][1]["Headquarters"] == "Geneva"


def test_contacts_as_we_export_them_come_back_unchanged(client, secretariat):
    factories.membership("IOM", "2003")
    factories.person_of("IOM", name="=Ana", email="ana@iom.example")
    exported = client.get(reverse("people:contact_export")).content
    page = look(client, exported)
    assert page.context["table"].ignored == ["Full name"]
    assert not page.context["outcome"].faults
    assert page.context["outcome"].same == 2
    assert "there is nothing to import" in words(page)


def test_what_changed_between_looking_and_taking_in_is_told(client, secretariat):
    factories.agency("IOM")
    page = look(client, "Person,E-mail,Agency,Role\nAna,a@x.example,IOM,staff\n")
    rows = re.search(r'name="rows" value="([^"]+)"', page.text)[1]
    Agency.objects.all().delete()
    answer = client.post(reverse("agencies:import"), {"rows": rows})
    assert "there is no agency IOM in the register" in words(answer)
    assert not User.objects.filter(name="Ana").exists()
    answer = client.post(reverse("agencies:import"), {"rows": rows + "x"}, follow=True)
    assert "The page was incomplete." in words(answer)
