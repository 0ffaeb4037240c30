"""Django's own admin: every table opens, and only what no page writes is written there."""

import re

import pytest
from auditlog.models import LogEntry
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from agencies.models import User
from chairmanship.handover.actions import reports
from documents.models import Document
from documents.versions import actions as version_actions
from foundation.discovery import ORDER
from foundation.jobs import outbox
from foundation.text import rich
from meetings.models import AgendaItem, Decision
from tests import factories, samples

pytestmark = pytest.mark.django_db

TABLES = sorted(admin.site._registry, key=lambda model: model._meta.label)
OURS = [model for model in TABLES if model._meta.app_label in ORDER]
# What may be done here, as no page of the portal does it: a `POST` to any other page of any table is refused.
WRITABLE = {
    ("agencies.User", "change"): "opens and closes accounts, and says who administers the portal",
    ("agencies.Purpose", "add"): "the purposes of the terms of reference",
    ("agencies.Purpose", "change"): "the purposes of the terms of reference",
    ("chairmanship.Forum", "add"): "the names of other bodies' forums",
    ("chairmanship.Forum", "change"): "the names of other bodies' forums",
    ("agencies.Candidate", "delete"): "a person whom an applicant named asks to be forgotten",
}

every_table = pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
every_table_of_ours = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def site_of(model):
    return admin.site._registry[model]


@pytest.fixture
def superuser(client):
    person = factories.admin(name="Ada Admin")
    client.force_login(person)
    return person


@every_table
def test_admin_list_and_search_open(model, client, superuser):
    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "changelist"), {"q": "migration"}).status_code == 200


def test_admin_has_every_table_that_is_no_part_of_another():
    inlines = {inline.model for site in admin.site._registry.values() for inline in site.inlines}
    chosen = {field.remote_field.through for model in TABLES for field in model._meta.many_to_many}
    for app in ORDER:
        for model in apps.get_app_config(app).get_models():
            assert model in {*TABLES, *inlines, *chosen} or model._meta.proxy, model


def test_admin_lists_and_pages_of_the_history_open_with_few_queries(client, superuser, history):
    samples.more_meetings(factories.term("ILO", "2020-01-01", "2020-12-31"), meetings=8, decisions=20)
    for model in OURS:
        rows = model.objects.order_by("-pk")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(model, "changelist")).status_code == 200
        assert len(asked) < 25, model
        for row in rows[:2]:
            assert client.get(address(model, "change", row.pk)).status_code == 200, model
            if getattr(site_of(model), "show_auditlog_history_link", False):
                assert client.get(address(model, "auditlog", row.pk)).status_code == 200, model


@every_table
def test_admin_writes_only_what_no_page_writes(model, client, superuser):
    label = model._meta.label
    pages = {"add": [], "change": [1], "delete": [1]}
    for page, args in pages.items():
        if (label, page) not in WRITABLE:
            answer = client.post(address(model, page, *args), {"post": "yes"})
            assert answer.status_code in (403, 404) or is_unknown(answer), page
    request = RequestFactory().get("/")
    request.user = superuser
    site = site_of(model)
    request.resolver_match = resolve(address(model, "changelist"))
    assert site.has_add_permission(request) == ((label, "add") in WRITABLE)
    assert site.has_change_permission(request) == ((label, "change") in WRITABLE)
    assert site.has_delete_permission(request) == ((label, "delete") in WRITABLE)
    assert site.has_view_permission(request)
    for inline in site.get_inline_instances(request):
        assert not inline.has_add_permission(request), inline
        assert not inline.has_change_permission(request), inline
        assert not inline.has_delete_permission(request), inline


def is_unknown(answer) -> bool:
    """Whether Django led to its index because there is no such row."""
    return answer.status_code == 302 and answer.url == reverse("admin:index")


def test_admin_rewrites_no_record(client, superuser):
    """What a superuser could do before, to adopted minutes, decisions, applications and roles."""
    meeting = factories.meeting(minutes="adopted")
    item = AgendaItem.objects.create(meeting=meeting, position=0, title="Item", minutes="Agreed.")
    decision = Decision.objects.create(item=item, position=0, text="Agreed.")
    application = factories.application(outcome="admitted")
    role = factories.secretariat().secretariat_role
    for thing in (meeting, item, decision, application, role):
        model = type(thing)
        before = model.objects.filter(pk=thing.pk).values().get()
        page = address(model, "change", thing.pk)
        assert 'name="_save"' not in client.get(page).text
        values = {"minutes": "Rewritten.", "text": "Rewritten.", "outcome": "received", "role": "reading"}
        assert client.post(page, values).status_code == 403
        assert client.post(address(model, "delete", thing.pk), {"post": "yes"}).status_code == 403
        assert model.objects.filter(pk=thing.pk).values().get() == before
    assert Group not in admin.site._registry


def test_admin_shows_a_report_and_its_job_and_links_to_the_file(client, superuser, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = reports.request_report(factories.term(), by=superuser)
    job = reports.report_job(report)
    outbox.do(job.pk)
    page = client.get(address(type(report), "change", report.pk)).text
    assert reverse("chairmanship:report_pdf", args=["iom-2007-01", 1]) in page
    assert "Ada Admin" in page
    assert "done" in client.get(address(type(job), "changelist")).text


def test_admin_shows_what_has_a_table_of_its_own_for_its_rows(client, superuser):
    document = Document.objects.create(title="Brochure", kind="brochure")
    document.contributors.add(factories.agency("ILO"))
    assert "ILO" in client.get(address(Document, "change", document.pk)).text


def test_admin_shows_the_texts_that_only_the_portal_writes_without_tags(client, superuser):
    document = Document.objects.create(title="A note", kind="brochure")
    text = "<p>Know <b>more</b></p><ul><li>figures</li></ul>"
    version = version_actions.write_text(document, text=text, after=0, by=factories.user())
    page = client.get(address(type(version), "change", version.pk)).text
    assert "Know more<br><br>- figures" in page
    assert "data-id" not in page
    version.refresh_from_db()
    assert version.text == rich.clean(text)


# Powers --------------------------------------------------------------------------------------------


def powers(client, person, *given):
    """Presses what the page of that person has, with these boxes ticked."""
    page = address(User, "change", person.pk)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', client.get(page).text)
    return client.post(page, dict(hidden) | dict.fromkeys(given, "on"))


def test_admin_gives_powers_and_closes_accounts(client, superuser):
    person = factories.person_of("ILO", name="Kit")
    assert powers(client, person, "is_active", "is_staff", "is_superuser").status_code == 302
    person.refresh_from_db()
    assert person.is_staff
    assert person.is_superuser
    entry = LogEntry.objects.get_for_object(person).first()
    assert entry.actor == superuser
    assert entry.changes_dict["is_superuser"] == ["False", "True"]
    powers(client, person)
    person.refresh_from_db()
    assert (person.is_active, person.is_staff, person.is_superuser) == (False, False, False)
    assert (person.name, person.appointments.count()) == ("Kit", 1)


def test_admin_takes_no_powers_from_oneself(client, superuser):
    answer = powers(client, superuser, "is_active", "is_staff")
    assert "These are your own powers. Ask another administrator to change them." in answer.text
    superuser.refresh_from_db()
    assert superuser.is_superuser


def test_admin_does_not_close_the_account_of_the_last_person_of_the_secretariat(client, superuser):
    anna = factories.secretariat(name="Anna")
    assert "Anna is the only person with the full role" in powers(client, anna).text
    anna.refresh_from_db()
    assert anna.is_active
    factories.secretariat()
    powers(client, anna)
    anna.refresh_from_db()
    assert not anna.is_active


def test_admin_gives_no_powers_to_who_only_looks(client):
    looker = factories.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(content_type__model="user"))
    client.force_login(looker)
    assert client.get(address(User, "change", looker.pk)).status_code == 200
    assert powers(client, looker, "is_active", "is_staff", "is_superuser").status_code == 403


# Signing in ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["/admin/", "/admin/login/", "/admin/agencies/user/"])
def test_admin_has_the_sign_in_of_the_portal(client, page):
    person = factories.admin()
    answer = client.post(page, {"username": person.email, "password": factories.PASSWORD}, follow=True)
    assert answer.redirect_chain[0][0].startswith("/login/?next=/admin/")
    assert not answer.wsgi_request.user.is_authenticated
    assert 'name="username"' not in answer.text


def test_admin_takes_no_password_of_another_from_who_is_in(client, superuser):
    other = factories.admin()
    answer = client.post("/admin/login/", {"username": other.email, "password": factories.PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert client.get("/me/").context["user"] == superuser


def test_admin_changes_no_password(client, superuser):
    assert client.get("/admin/password_change/").url == reverse("account_change_password")
    assert client.post("/admin/password_change/", {"new_password1": "x"}).status_code == 302
    assert client.get(f"/admin/agencies/user/{superuser.pk}/password/", follow=True).status_code in (200, 404)


def test_admin_is_found_faultless():
    call_command("check", "--tag", "admin", "--fail-level", "WARNING")


@pytest.mark.parametrize("page", ["/admin/", "/admin/login/", "/admin/agencies/user/"])
def test_admin_says_that_it_is_not_for_those_who_only_sign_in(client, page):
    client.force_login(factories.person_of("IOM"))
    answer = client.get(page, follow=True)
    assert answer.status_code == 403
    assert "You do not have access to this page" in answer.text
