"""Django's own admin: every table opens, history cannot be deleted, every change is recorded."""

import pytest
from auditlog.models import LogEntry
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import User
from chairmanship.handover.actions import reports
from chairmanship.models import Chairmanship
from documents.models import Document
from documents.versions import actions as version_actions
from foundation.discovery import ORDER
from foundation.jobs import outbox
from foundation.text import rich
from tests import factories, samples

pytestmark = pytest.mark.django_db

TABLES = sorted(admin.site._registry, key=lambda model: model._meta.label)
OURS = [model for model in TABLES if model._meta.app_label in ORDER]
READ_ONLY = {
    "agencies.Dossier",
    "agencies.LinkAsked",
    "foundation.Job",
    "foundation.Mail",
    "foundation.Portal",
    "chairmanship.Handover",
    "chairmanship.HandoverLine",
    "chairmanship.NarrativeComment",
    "chairmanship.NarrativeVersion",
    "chairmanship.OpenMatter",
    "chairmanship.ActivityNote",
    "chairmanship.AgreedPlan",
    "chairmanship.HandoverReport",
    "chairmanship.ReportImage",
    "chairmanship.PassingNote",
    "meetings.ProposalFile",
    "meetings.Comment",
    "foundation.Told",
    "chairmanship.Circular",
    "documents.Call",
    "documents.Dissociation",
    "documents.Issuer",
    "documents.LateReply",
    "documents.Contribution",
    "documents.ContributionFile",
    "documents.ContributionRevision",
    "chairmanship.TroikaNote",
    "documents.DocumentVersion",
    "documents.Round",
    "documents.Step",
    "documents.Symbol",
    "agencies.ApplicationPrint",
    "documents.TextImage",
    "documents.ImportedText",
    "documents.TextPrint",
    "documents.CompiledPrint",
    "meetings.Correction",
    "meetings.GuestInvitation",
    "meetings.Invitation",
    "meetings.MeetingRequest",
    "meetings.MinutesFile",
    "meetings.MinutesVersion",
    "meetings.Pack",
    "meetings.Paper",
    "meetings.PaperFile",
    "meetings.Rhythm",
    "meetings.Suggestion",
    "meetings.Support",
}
CAN_GO = {"agencies.Contact", "agencies.Candidate"}  # people, who can be forgotten

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


@every_table_of_ours
def test_admin_add_page_opens_unless_only_the_portal_writes_there(model, client, superuser):
    expected = 403 if model._meta.label in READ_ONLY else 200
    assert client.get(address(model, "add")).status_code == expected


def test_admin_has_every_table_that_is_no_part_of_another():
    inlines = {inline.model for site in admin.site._registry.values() for inline in site.inlines}
    chosen = {
        getattr(model, name).through
        for model, site in admin.site._registry.items()
        for name in getattr(site, "chosen", ())
    }
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


@every_table_of_ours
def test_admin_deletes_no_history(model, rf, superuser):
    request = rf.get("/")
    request.user = superuser
    site = site_of(model)
    assert site.has_delete_permission(request) == (model._meta.label in CAN_GO)
    for inline in site.get_inline_instances(request):
        assert not inline.has_delete_permission(request) or inline.model._meta.label in CAN_GO


@pytest.mark.parametrize("label", sorted(READ_ONLY))
def test_admin_changes_nothing_that_only_the_portal_writes(label, rf, superuser):
    request = rf.get("/")
    request.user = superuser
    site = site_of(apps.get_model(label))
    assert not site.has_add_permission(request)
    assert not site.has_change_permission(request)
    assert site.has_view_permission(request)


def test_admin_shows_a_report_and_its_job_and_links_to_the_file(client, superuser, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = reports.request_report(factories.term(), by=superuser)
    job = reports.report_job(report)
    outbox.do(job.pk)
    page = client.get(address(type(report), "change", report.pk)).text
    assert reverse("chairmanship:report_pdf", args=["iom-2007-01", 1]) in page
    assert "Ada Admin" in page
    assert "done" in client.get(address(type(job), "changelist")).text


def test_admin_records_who_took_part_in_a_document(client, superuser):
    ilo = factories.agency("ILO")
    fields = {"title": "Brochure", "kind": "brochure", "contributors": [ilo.pk]}
    fields |= {"sharings-TOTAL_FORMS": 0, "sharings-INITIAL_FORMS": 0}
    assert client.post(address(Document, "add"), fields).status_code == 302
    document = Document.objects.get()
    assert list(document.contributors.all()) == [ilo]
    entries = LogEntry.objects.get_for_object(document)
    assert any("contributors" in entry.changes_dict for entry in entries)
    assert {entry.actor for entry in entries} == {superuser}


def test_admin_cleans_the_texts_of_a_term_and_of_its_rows(client, superuser):
    term = factories.term("IOM")
    fields = {
        "agency": term.agency_id, "capacity": "chair", "theme": "T", "revision": "0",
        "starts": term.starts, "ends": term.ends, "objective": "<p onclick='x()'>Know <b>more</b></p>",
    }  # fmt: skip
    fields |= {"report_sections-TOTAL_FORMS": "0", "report_sections-INITIAL_FORMS": "0"}
    fields |= {"paragraphs-TOTAL_FORMS": "1", "paragraphs-INITIAL_FORMS": "0"}
    fields |= {"paragraphs-0-section": "challenges", "paragraphs-0-text": "Plain."}
    fields |= {"paragraphs-0-position": "0"}
    answer = client.post(address(Chairmanship, "change", term.pk), fields)
    assert answer.status_code == 302, answer.context["errors"]
    term.refresh_from_db()
    assert term.objective == rich.clean("<p>Know <strong>more</strong></p>")
    assert term.paragraphs.get().text == rich.clean("Plain.")


def test_admin_shows_the_texts_that_only_the_portal_writes_without_tags(client, superuser):
    document = Document.objects.create(title="A note", kind="brochure")
    text = "<p>Know <b>more</b></p><ul><li>figures</li></ul>"
    version = version_actions.write_text(document, text=text, after=0, by=factories.user())
    page = client.get(address(type(version), "change", version.pk)).text
    assert "Know more<br><br>- figures" in page
    assert "data-id" not in page
    version.refresh_from_db()
    assert version.text == rich.clean(text)


def test_admin_adds_a_person_who_can_log_in_and_one_without_an_address(client, superuser):
    fields = {"name": "Ana", "email": "ana@example.org", "usable_password": "true"}
    fields |= dict.fromkeys(("password1", "password2"), "a-long-and-quiet-password")
    assert client.post(address(User, "add"), fields).status_code == 302
    assert client.login(username="Ana@example.org", password="a-long-and-quiet-password")
    client.force_login(superuser)
    for name in ("Ben", "Cleo"):
        assert client.post(address(User, "add"), fields | {"name": name, "email": ""}).status_code == 302
    assert User.objects.filter(email=None).count() == 2


def test_admin_gives_no_powers_to_who_only_keeps_people(client):
    keeper, other = factories.user(is_staff=True), factories.admin(name="Ada Admin")
    keeper.user_permissions.set(Permission.objects.filter(content_type__model="user"))
    client.force_login(keeper)
    inline = {"appointments-TOTAL_FORMS": 0, "appointments-INITIAL_FORMS": 0}
    fields = {"name": "Kit", "email": keeper.email, "is_active": "on", "is_superuser": "on", "is_staff": "on"}
    assert client.post(address(User, "change", keeper.pk), fields | inline).status_code == 302
    keeper.refresh_from_db()
    assert keeper.name == "Kit"
    assert not keeper.is_superuser
    assert client.post(address(User, "change", other.pk), fields | inline).status_code == 403
    assert client.get(f"/admin/agencies/user/{other.pk}/password/").status_code == 403


def test_admin_is_found_faultless():
    call_command("check", "--tag", "admin", "--fail-level", "WARNING")


def test_admin_is_not_for_those_who_only_log_in(client):
    client.force_login(factories.person_of("IOM"))
    assert client.get(reverse("admin:index")).status_code == 302
