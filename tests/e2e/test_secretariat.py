"""The secretariat's journey: from the login over an application to the new member in the roster."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from agencies.applications.actions import reviewing
from agencies.models import Agency, Appointment, Contact, Criterion, Membership, Organization
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

SAM = "sam@example.org"


@pytest.fixture
def group():
    """A small Group with people, a chair, a gap, an organization and an application under review."""
    factories.first_edition()
    today = clock.today()
    sam = factories.secretariat(name="Sam Secretary", email=SAM)
    for acronym, starts in (("IOM", "2003-04"), ("ILO", "2003-04"), ("UNESCO", "2007-11")):
        factories.membership(acronym, starts)
    ana = factories.user(name="Ana Alvarez", email="ana@iom.example", phone="+41 22 000 00 00")
    factories.appointment(ana, "IOM")
    factories.appointment(ana, "ILO", "staff", ends="2005-12-31")
    factories.appointment(factories.user(name="Hana Head", email="head@iom.example"), "IOM", "principal")
    factories.term("ILO", "2007-01-01", "2007-06-30", theme="Decent work")
    factories.term("IOM", f"{today:%Y}-01-01", f"{today:%Y}-12-31", theme="Development")
    caritas = Organization.objects.create(name="Caritas", website="https://caritas.example.org")
    Contact.objects.create(organization=caritas, name="Carla", email="carla@caritas.example")
    factories.meeting(str(today - dt.timedelta(days=3)), "principals", city="Geneva")
    application = reviewing.enter_application(
        applicant="IFAD",
        received=factories.date("2020-03-02"),
        answers=[("Who are you?", "A fund for the people of rural places."), ("Where?", "In 90 countries.")],
    )
    reviewing.take_under_review(application)
    reviewing.assess(
        application,
        Criterion.objects.first(),
        finding="met",
        evidence="Its founding agreement names rural migration.",
        revision=0,
        by=sam,
    )
    return application


def addresses(application):
    ana, membership = (
        Appointment.objects.get(person__name="Ana Alvarez", ends=None),
        Membership.objects.first(),
    )
    organization = Organization.objects.get()
    agency = f"/members/{membership.agency.slug}"
    person, partner = f"/people/{ana.person_id}", f"/organizations/{organization.pk}"
    return [
        "/members/",
        "/members/iom/",
        "/members/add/agency/",
        "/members/iom/change/",
        f"{agency}/memberships/add/",
        f"{agency}/memberships/{membership.pk}/change/",
        f"{agency}/memberships/{membership.pk}/end/",
        "/changes/",
        "/history/agencies/iom/",
        f"/history/memberships/{membership.pk}/",
        f"/history/people/{ana.person_id}/",
        "/people/",
        "/people/?q=nobody",
        "/people/contacts/",
        "/people/contacts/?role=focal%20point",
        "/people/add/",
        f"{person}/",
        f"{person}/change/",
        f"{person}/appointments/add/",
        f"{person}/appointments/{ana.pk}/end/",
        "/organizations/",
        "/organizations/add/",
        f"{partner}/",
        f"{partner}/contacts/add/",
        f"{partner}/contacts/{organization.contacts.get().pk}/change/",
        "/chair/",
        "/chair/ilo-2007-01/",
        "/chair/add/",
        "/chair/ilo-2007-01/change/",
        "/applications/",
        "/applications/add/",
        f"/applications/{application.pk}/",
        f"/applications/{application.pk}/change/",
        f"/applications/{application.pk}/decision/",
    ]


def test_pages_of_the_secretariat_are_accessible_and_fit_the_screen(group, traveller):
    sam = traveller()
    sam.logs_in(SAM)
    wrong = {}
    for path in addresses(group):
        page = sam.goes_to(path)
        found = sam.findings()
        if page.locator("h1").count() != 1:
            found.append("not one heading")
        found += sam.complaints
        sam.complaints.clear()
        if found:
            wrong[path] = found
    assert wrong == {}


def test_refused_forms_are_accessible(group, visitor):
    sam = visitor("phone")
    sam.logs_in(SAM)
    wrong = {}
    for path, button in (
        ("/members/add/agency/", "Add agency"),
        ("/members/iom/memberships/add/", "Add membership"),
        ("/people/add/", "Add person"),
        ("/chair/add/", "Add term"),
        (f"/applications/{group.pk}/decision/", "Preview"),
    ):
        page = sam.goes_to(path)
        page.get_by_role("button", name=button).click()
        page.locator(".invalid-feedback").first.wait_for()
        if found := sam.findings():
            wrong[path] = found
    assert wrong == {}


def test_secretariat_leads_an_application_to_the_new_member_in_the_roster(group, visitor):
    sam = visitor()
    sam.logs_in(SAM)
    page = sam.goes_to("/")
    page.get_by_text("Sam Secretary").first.click()
    page.get_by_role("link", name="Applications").click()
    page.get_by_role("link", name="Enter an application").click()
    page.get_by_label("Applicant").fill("Green Climate Fund")
    page.get_by_label("Received on").fill("2020-05")
    page.get_by_label("Who are you, and what is your mandate?").fill("A fund for the climate.")
    page.get_by_role("button", name="Enter application").click()
    page.get_by_role("heading", name="Application of Green Climate Fund").wait_for()
    page.get_by_role("button", name="Put under review").click()
    page.get_by_text("The application is now under review.").wait_for()

    first = page.get_by_role("group").filter(has_text="1. ").first
    first.get_by_label("Partly").check()
    first.get_by_label("Evidence").fill("Its charter, article 3.")
    page.get_by_role("button", name="Save assessment").click()
    page.get_by_text("Assessment saved.").wait_for()
    expect(first.get_by_label("Partly")).to_be_checked()

    page.get_by_role("link", name="Record decision").click()
    page.get_by_label("Declined").check()
    expect(page.get_by_label("Agency in the register")).not_to_be_visible()
    expect(page.get_by_label("Acronym")).not_to_be_visible()
    page.get_by_label("Admitted").check()
    page.get_by_role("combobox", name="Meeting").click()
    page.get_by_role("listbox").get_by_role("option").first.click()
    register = page.get_by_role("combobox", name="Agency in the register")
    register.fill("IOM")
    expect(page.get_by_label("Acronym")).not_to_be_visible()  # needed only of one that is new
    register.fill("")
    page.get_by_label("Acronym").fill("GCF")
    joins = clock.today() - dt.timedelta(days=2)
    page.get_by_label("Member from").fill(joins.isoformat())
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("Nothing is saved or sent yet.").wait_for()
    page.get_by_role("button", name="Record decision").click()
    page.get_by_text("Decision recorded.").wait_for()

    page.goto(f"{sam.address}/members/")
    expect(page.get_by_role("row").filter(has_text="GCF")).to_be_visible()
    page.goto(f"{sam.address}/members/?on={joins - dt.timedelta(days=1)}")
    assert not page.get_by_role("row").filter(has_text="GCF").count()
    assert Agency.objects.members(on=joins).filter(acronym="GCF").exists()
    assert sam.complaints == []


def test_addresses_are_copied(group, visitor):
    sam = visitor(own=True)
    sam.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sam.logs_in(SAM)
    page = sam.goes_to("/people/contacts/")
    page.get_by_role("button", name="Copy 2 addresses").click()
    page.get_by_text("Copied", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "head@iom.example, ana@iom.example"


def test_what_a_term_would_mean_is_seen_while_it_is_typed(group, visitor):
    sam = visitor()
    sam.logs_in(SAM)
    page = sam.goes_to("/chair/add/")
    page.get_by_role("combobox", name="Chair").fill("UNESCO")
    page.get_by_label("From").fill("2007-09-01")
    page.get_by_role("textbox", name=re.compile("^To")).fill("2007-12-31")
    page.get_by_label("Theme").click()
    page.get_by_role("heading", name="After the change").wait_for()
    expect(page.get_by_role("row").filter(has_text="1 July to 31 August 2007")).to_be_visible()
    assert sam.complaints == []
