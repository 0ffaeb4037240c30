"""What a page asks the database is the same for three years of records as for thirty."""

import datetime as dt
from itertools import cycle, islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Membership, User
from chairmanship.models import Chairmanship, Handover, NarrativeComment
from chairmanship.workplan.models import ActivityNote
from documents.models import Clearance, Document, DocumentVersion, Round
from foundation.dates import clock
from meetings.models import Meeting
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2027, 3, 1)
LINE = ("IOM", "ILO", "WHO", "UNDP")  # from the latest term back
ROLES = {
    "a visitor": lambda: None,
    "the chair": lambda: factories.person_of("ILO"),
    "the incoming chair": lambda: factories.person_of("IOM"),
    "the outgoing chair": lambda: factories.person_of("WHO"),
    "a member": lambda: factories.person_of("UNHCR"),
    "the secretariat": factories.secretariat,
    "a reader": factories.reader,
    "a superuser": factories.admin,
}
# How many queries home may take. Each room of the to-do list asks for its own things, so the chair has most.
HOME = {"a visitor": 9, "the chair": 65, "the incoming chair": 50, "the outgoing chair": 50, "a member": 45}


def terms(years):
    """Adds that many years of terms before today's, each with a handover that nobody has finished."""
    for acronym in (*LINE, "UNHCR"):
        Membership.objects.get_or_create(agency=factories.agency(acronym), starts=factories.date("1950"))
    found, ends = [], dt.date(2027, 12, 31)
    for acronym in islice(cycle(LINE), years * 2):
        starts = dt.date(ends.year, 1 if ends.month == 6 else 7, 1)
        if not Chairmanship.objects.filter(starts=starts).exists():
            found.append(Chairmanship(agency=factories.agency(acronym), starts=starts, ends=ends))
        ends = starts - dt.timedelta(days=1)
    made = Chairmanship.objects.bulk_create(found)
    Handover.objects.bulk_create(
        Handover(term=one, opened_at=clock.now(), opened_for=one.ends) for one in made if one.starts <= TODAY
    )
    return made


def archive(years):
    """Adds what that many years leave behind, for each term and each agency."""
    reader = factories.user()
    for term in terms(years):
        NarrativeComment.objects.create(term=term, name="ideas", text="<p>Why?</p>", by=reader)
        if term.starts > TODAY:
            continue
        for month, minutes in ((0, ""), (1, "circulated"), (2, "adopted")):
            day = dt.date(term.starts.year, term.starts.month + month, 10)
            if day < TODAY:
                factories.meeting(
                    day.isoformat(), minutes=minutes, called_at=clock.now(), next_adopts=bool(month == 1),
                    agenda_state="adopted",
                )  # fmt: skip
        late = factories.activity(
            f"Work of {term.slug}", lead="UNHCR", starts="2026-07", ends="2026-08", status="under_way"
        )
        ActivityNote.objects.create(activity=late, agency=term.agency, text="Going on.")
        document = Document.objects.create(title=f"Note of {term.slug}", kind="report", state="circulated")
        document.lead = factories.agency("UNHCR")
        document.save()
        version = DocumentVersion.objects.create(document=document, number=1, text="<p>Text</p>", size=11)
        round_ = Round.objects.create(
            version=version, until=clock.now() - dt.timedelta(days=3), opened_by=reader
        )
        Clearance.objects.create(
            round=round_, agency=term.agency, reply="objection", words="No.", replied_at=clock.now()
        )


def asked(client, person, page):
    if person:
        client.force_login(User.objects.get(pk=person.pk))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ROLES)
def test_home_asks_as_much_after_thirty_years_as_after_three(client, who):
    with clock.moved_to(TODAY):
        archive(3)
        person = ROLES[who]()
        few = asked(client, person, "/")
        archive(30)
        assert Meeting.objects.count() > 100
        assert asked(client, person, "/") == few
    assert few <= HOME.get(who, 35)


@pytest.mark.parametrize("who", [name for name in ROLES if name != "a visitor"])
def test_page_that_shows_little_asks_little(client, who):
    with clock.moved_to(TODAY):
        terms(3)
        # The session, the person, who they are today, the troika and the portal; then what the page shows.
        assert asked(client, ROLES[who](), reverse("me")) <= 10
