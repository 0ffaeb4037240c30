"""A portal filled to be measured: the demo of today, with a past that holds to every rule."""

import pytest
from auditlog.models import LogEntry
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from agencies.models import Agency, Membership, User
from chairmanship.handover import queries
from chairmanship.models import Chairmanship, HandoverReport
from chairmanship.rotation import rotation
from documents.models import Document, DocumentVersion
from foundation.dates import clock
from foundation.discovery import ORDER
from foundation.models import Mail
from gmg_portal.scale import meetings
from meetings.models import Action, AgendaItem, Decision, Invitation, Meeting

pytestmark = pytest.mark.django_db


def test_a_year_is_as_large_as_the_portal_is_measured_with_and_today_is_that_of_the_demo(client):
    call_command("load_scale", times=2, verbosity=0)
    connection.check_constraints()
    _check_rows()

    begins = Chairmanship.objects.earliest("starts").starts
    past = Meeting.objects.filter(date__lt="2006-07")
    assert past.count() == meetings.A_YEAR
    assert 1000 <= AgendaItem.objects.filter(meeting__in=past).count() <= 1100
    assert 500 <= Decision.objects.filter(item__meeting__in=past).count() <= 560
    assert 480 <= Action.objects.filter(item__meeting__in=past).count() <= 520
    assert Invitation.objects.filter(meeting__in=past).exclude(reply="").count() > 1500
    assert Document.objects.filter(date__lt="2006-07").count() == 60
    assert DocumentVersion.objects.exclude(words="").count() > 100
    assert 2400 <= LogEntry.objects.filter(timestamp__year__lte=2006).count() <= 2750

    # Today is as the demo has it, but for some action points that came down to its agencies.
    [chair] = rotation.chairs()
    assert (chair.agency.acronym, begins.isoformat()) == ("UNICEF", "2005-07-01")
    assert not Agency.objects.members().filter(acronym__startswith="X").exists()
    open_ones = Action.objects.filter(item__meeting__in=past).open()
    assert {one.agency for one in open_ones} <= set(Agency.objects.members())
    assert open_ones.filter(due__latest__lt=clock.today()).exists()
    assert open_ones.filter(due__latest__gt=clock.today()).exists()
    assert LogEntry.objects.latest("pk").timestamp.date() == clock.today()
    # The past is settled: the worker finds nothing to do in it.
    assert not Mail.objects.unsent().filter(created_at__year__lt=2007).exists()
    assert {
        term.starts.year for term in Chairmanship.objects.filter(pk__in=queries.terms_to_close())
    } == set()
    assert HandoverReport.objects.filter(state="issued").count() == 2

    client.force_login(User.objects.get(email="chair@example.org"))
    shown = [past.latest("date"), Document.objects.earliest("date"), Chairmanship.objects.earliest("starts")]
    for page in (reverse("home"), *(thing.get_absolute_url() for thing in shown)):
        assert client.get(page).status_code == 200, page


def _check_rows():
    """Holds the latest rows of each model against the rules of the forms."""
    for app in ORDER:
        for model in apps.get_app_config(app).get_models():
            for row in model._base_manager.order_by("-pk")[:5]:
                # A comment without a reply was not taken in, and the address of an applicant was forgotten.
                row.full_clean(exclude=["taken_in", "email"])


def test_nothing_is_loaded_into_a_portal_that_holds_something():
    agency = Agency.objects.create(acronym="IOM", name="International Organization for Migration")
    Membership.objects.create(agency=agency, starts="2003-04")
    with pytest.raises(CommandError) as refused:
        call_command("load_scale", times=2)
    assert str(refused.value).splitlines() == [
        "This portal is not empty, and nothing was changed:",
        "It holds agencies.",
        "It holds memberships.",
    ]
    assert not User.objects.exists()


def test_a_number_outside_the_years_of_the_portal_is_refused():
    with pytest.raises(CommandError, match="from 1 to 150"):
        call_command("load_scale", times=500)
