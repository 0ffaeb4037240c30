"""Ten documents and a thousand ask as often, also where rounds are over and nobody has written that down."""

import datetime as dt
import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Clearance, Document, DocumentVersion, Round, Step
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 5, 3, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def group():
    with clock.moved_to(NOW):
        for acronym in ("IOM", "UNDP", "ILO", "UNHCR"):
            factories.membership(acronym, "2006")
        factories.term("IOM", "2027-01-01", "2027-12-31")

        class Group:
            chair = factories.person_of("IOM")
            lead = factories.person_of("UNDP")
            member = factories.person_of("ILO")
            others = factories.person_of("UNHCR")
            occasion = factories.occasion(starts="2027-05-09")

        yield Group


def many(group, first: int, last: int) -> None:
    """Of each ten four circulated in rounds that are over, two in running ones, four in the library."""
    lead = factories.agency("UNDP")
    documents = Document.objects.bulk_create(
        Document(
            title=f"Document {number}", kind="information_note", slug=f"document-{number}", lead=lead,
            state="published" if number % 10 > 5 else "circulated",
            occasion=group.occasion if number % 10 in (0, 4) else None,
        )
        for number in range(first, last)
    )  # fmt: skip
    versions = DocumentVersion.objects.bulk_create(
        DocumentVersion(document=one, number=1, text="Words.", words="Words.", size=6, published_at=NOW)
        for one in documents
    )
    Step.objects.bulk_create(
        Step(document=one.document, state=one.document.state, by=group.lead, version=one) for one in versions
    )
    rounds = Round.objects.bulk_create(
        Round(
            version=one, opened_at=NOW - 9 * DAY, opened_by=group.lead, timezone="Europe/Zurich",
            until=NOW - DAY * (1 + number % 7) if number % 10 < 4 else NOW + 5 * DAY,
        )
        for number, one in enumerate(versions) if number % 10 < 6
    )  # fmt: skip
    Clearance.objects.bulk_create(
        Clearance(round=one, agency=factories.agency(acronym), reached_at=NOW - 9 * DAY)
        for one in rounds for acronym in ("ILO", "UNHCR")
    )  # fmt: skip


def test_ten_documents_ask_as_often_as_a_thousand(group, client):
    event = f"/outside/events/{group.occasion.pk}/"
    pages = [
        (group.member, "/documents/"),
        (group.member, "/documents/?state=cleared"),
        (group.member, "/documents/?q=words"),
        (None, "/documents/"),
        (None, "/documents/feed.atom"),
        (group.member, "/"),
        (group.lead, "/"),
        (group.chair, "/"),
        (group.chair, event),
    ]

    def asked() -> dict[tuple, int]:
        counts = {}
        for who, address in pages:
            client.logout()
            if who:
                client.force_login(who)
            with CaptureQueriesContext(connection) as caught:
                page = client.get(address)
            assert page.status_code == 200
            assert len(gzip.compress(page.content)) < 100_000
            counts[who and who.email, address] = len(caught)
        return counts

    many(group, 0, 10)
    asked()
    few = asked()
    many(group, 10, 1000)
    assert asked() == few
