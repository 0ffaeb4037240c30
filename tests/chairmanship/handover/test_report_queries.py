"""The report as a document asks the database as often for a busy term as for a quiet one, and stays light."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chairmanship.models import ReportSection
from documents.models import Document
from tests import factories, samples

pytestmark = pytest.mark.django_db

WEIGHT = 100_000  # bytes


def test_document_page_asks_as_often_for_thirty_meetings_as_for_three(client):
    term = samples.busy_term(meetings=3, decisions=6)
    for annex in ("decisions", "participants", "coverage", "statements"):
        ReportSection.objects.create(term=term, slug=annex, is_shown=True)
    more(term, 0)
    client.force_login(factories.secretariat())
    address = reverse("chairmanship:narrative", args=[term.slug])
    client.get(address)  # which reads what is kept for later requests
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    samples.more_meetings(term, meetings=27, decisions=60)
    for number in range(1, 10):
        more(term, number)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address)
    assert len(many) == len(few)
    assert len(page.content) < WEIGHT


def more(term, number):
    """Adds an event, a document that several agencies worked on, and one that is in clearance."""
    factories.event(day=f"2014-02-{number + 1:02}", term=term, delivered_by=term.agency)
    document = Document.objects.create(
        title=f"Survey {number}", kind="survey", term=term, state="published", lead=term.agency
    )
    document.contributors.add(factories.agency("IOM"), factories.agency("UNHCR"))
    Document.objects.create(title=f"Note {number}", kind="report", term=term, state="circulated")
