"""Terms beside one another: what is counted, for whom, and that no report takes anything from it."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Purpose
from chairmanship.handover import comparison
from chairmanship.models import WorkplanActivity
from documents.models import Document
from foundation.dates import clock
from meetings.models import Action, AgendaItem, Attendance, Decision
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2007, 12, 1)


@pytest.fixture(autouse=True)
def today():
    with clock.moved_to(TODAY):
        for acronym in ("UNHCR", "IOM", "UNDESA", "ILO"):
            factories.membership(acronym, "2003")
        factories.term("UNHCR", "2006-07-01", "2006-12-31")
        factories.term("IOM", "2007-01-01", "2007-06-30")
        factories.term("UNDESA", "2007-07-01", "2007-12-31")
        factories.term("ILO", "2008-01-01", "2008-06-30")
        yield


def item(day, **fields):
    meeting = factories.meeting(day)
    return AgendaItem.objects.create(meeting=meeting, position=0, title="Item", **fields)


def numbers(acronym):
    told = comparison.compare(everything=True)
    row = next(row for row in told["rows"] if str(row["term"].agency) == acronym)
    return {
        measure.slug: figure and str(figure)
        for measure, figure in zip(told["measures"], row["figures"], strict=True)
    }


def test_terms_that_have_begun_are_compared_in_their_order():
    told = comparison.compare(everything=True)
    assert [str(term.agency) for term in told["terms"]] == ["UNHCR", "IOM", "UNDESA"]


def test_rhythm_is_kept_in_quarters_in_which_both_levels_met():
    factories.meeting("2007-02-01", "working")
    factories.meeting("2007-02-20", "principals")
    factories.meeting("2007-05-20", "principals")
    factories.meeting("2007-05-01", "working", kind="ad_hoc")
    assert numbers("IOM")["rhythm"] == "1 of 2"
    assert numbers("IOM")["principals"] == "2"
    assert numbers("UNHCR")["rhythm"] is None  # of which no meeting is recorded
    factories.meeting("2007-08-20", "principals")
    assert numbers("UNDESA")["rhythm"] == "0 of 1"  # the last quarter is not over


def test_actions_are_closed_in_time_as_they_were_reported():
    agendum = item("2007-02-01")

    def action(position, due, reported=None, **fields):
        at = reported and dt.datetime.combine(dt.date.fromisoformat(reported), dt.time(12), dt.UTC)
        Action.objects.create(
            item=agendum, position=position, text="Do it.", due=due and factories.date(due),
            reported_at=at, agency=factories.agency("ILO"), **fields,
        )  # fmt: skip

    action(0, "2007-04-01", "2007-04-01", done=True)
    action(1, "2007-04-01", "2007-04-02", done=True)
    action(2, "2007-04-01", done=False)  # late
    action(3, "2008-04-01", done=False)  # not due yet
    action(4, "2007-04-01", done=True)  # an archive does not tell when
    action(5, None, "2007-04-01", done=True)
    assert numbers("IOM")["actions"] == "1 of 3"
    by_agency = comparison.compare(everything=True)["by_agency"]
    actions = [measure.slug for measure in by_agency["measures"]].index("actions")
    assert [(str(row["agency"]), str(row["figures"][actions])) for row in by_agency["rows"]] == [
        ("ILO", "1 of 3")
    ]


def test_what_is_for_principals_only_is_not_counted():
    Decision.objects.create(item=item("2007-02-01", restricted="principals"), position=0, text="Secret.")
    assert numbers("IOM")["decisions"] is None  # of what all members may read, nothing is known
    item("2007-02-15", minutes="It was discussed.")
    assert numbers("IOM")["decisions"] == "0"
    Decision.objects.create(item=item("2007-03-01"), position=0, text="Agreed.")
    assert numbers("IOM")["decisions"] == "1"


def test_documents_activities_and_what_was_said_are_counted():
    iom = comparison.compare(everything=True)["terms"][1]
    for state in ("published", "drafting"):
        Document.objects.create(title=state, kind="brochure", state=state, term=iom)
    for status in ("done", "planned", "dropped"):
        WorkplanActivity.objects.create(title=status, status=status, term=iom)
    WorkplanActivity.objects.create(
        title="By its time",
        status="planned",
        starts=factories.date("2007-06"),
        ends=factories.date("2007-08"),
    )
    factories.event(day="2007-02-01")
    factories.event(day="2008-02-01")
    assert numbers("IOM") | {"documents": "1 of 2", "workplan": "1 of 3", "said": "1"} == numbers("IOM")
    assert numbers("UNDESA")["workplan"] == "0 of 1"
    assert numbers("UNHCR")["said"] is None  # of a term of which nothing is recorded, it is not known


def test_attendance_is_counted_once_for_an_agency_at_a_meeting():
    meeting = factories.meeting("2007-02-01")
    for position, (acronym, present) in enumerate((("ILO", False), ("ILO", True), ("IOM", False))):
        Attendance.objects.create(
            meeting=meeting, position=position, agency=factories.agency(acronym), present=present
        )
    assert numbers("IOM")["attendance"] == "1 of 2"


def test_purposes_touched_come_from_every_app():
    first, second, third, fourth = Purpose.objects.filter(edition=1)[:4]
    iom = comparison.compare(everything=True)["terms"][1]
    item("2007-02-01").purposes.add(first)
    Document.objects.create(title="D", kind="brochure", term=iom).purposes.add(second)
    WorkplanActivity.objects.create(title="A", term=iom).purposes.add(third)
    factories.event(day="2007-02-01").purposes.add(fourth)
    told = comparison.compare(everything=True)["purposes"]
    cells = [row["cells"] for row in told["rows"]]
    assert cells[:5] == [[None, True, None]] * 4 + [[None, False, None]]
    assert [figure and str(figure) for figure in told["counts"]] == [None, "4 of 12", None]


def test_page_says_not_known_where_nothing_carries_a_purpose(client):
    client.force_login(factories.secretariat())
    page = client.get("/chair/compare/").text
    assert " of 12" not in page
    assert "not known" in page
    factories.event(day="2007-02-01").purposes.add(Purpose.objects.get(edition=1, number=10))
    page = client.get("/chair/compare/").text
    assert page.count("1 of 12") == 1
    assert "0 of 12" not in page


@pytest.mark.parametrize("state", ["drafting", "circulated"])
def test_drafts_and_what_is_in_clearance_serve_no_purpose_yet(state):
    iom = comparison.compare(everything=True)["terms"][1]
    document = Document.objects.create(title="D", kind="brochure", term=iom, state=state)
    document.purposes.add(Purpose.objects.first())
    assert comparison.compare(everything=True)["purposes"]["counts"][1] is None


@pytest.mark.parametrize(
    ("acronym", "status"), [("UNDESA", 200), ("IOM", 200), ("ILO", 200), ("UNHCR", 403), ("WHO", 403)]
)
def test_page_is_for_the_troika_only(client, acronym, status):
    client.force_login(factories.person_of(acronym))
    assert client.get("/chair/compare/").status_code == status
    assert ("/chair/compare/" in client.get("/chair/").text) == (status == 200)


def test_page_asks_as_much_for_many_terms_and_things(client):
    client.force_login(factories.secretariat())

    def asked(rows):
        for number in range(rows):
            year = 1990 - number - rows
            factories.term("WHO", f"{year}-01-01", f"{year}-12-31")
            agendum = item(f"{year}-02-01")
            agendum.purposes.add(Purpose.objects.first())
            Decision.objects.create(item=agendum, position=0, text="Agreed.")
            factories.event(f"Forum {year}", f"{year}-02-01").purposes.add(Purpose.objects.first())
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/chair/compare/?all").status_code == 200
        return len(queries)

    assert asked(1) == asked(12)


def test_no_chapter_of_a_report_takes_anything_from_here():
    names = {"handover.py", "report.py", "narrative.py", "checklist.py"}
    apps = ("agencies", "chairmanship", "documents", "meetings")
    sources = [path for app in apps for path in Path(app).glob("*/*.py") if path.name in names]
    assert sources
    for source in sources:
        words = source.read_text()
        assert "comparison" not in words, source
        assert "measures" not in words, source


def test_many_terms_come_in_pages(client):
    client.force_login(factories.secretariat())
    for year in range(1970, 1995):
        factories.term("WHO", f"{year}-01-01", f"{year}-12-31")
        item(f"{year}-02-01")
    latest = client.get("/chair/compare/").text
    assert "January to December 1994" in latest
    assert "January to December 1987" not in latest
    assert "?all=1" in latest
    first, second = (client.get(f"/chair/compare/?all=1&page={page}").text for page in (1, 2))
    assert "January to December 1987" in first
    assert "?all=1&amp;page=2" in first
    assert "January to December 1975" not in first
    assert "January to December 1975" in second
    assert "January to December 1987" not in second


def test_figures_read_only_what_their_terms_had():
    terms = comparison.compare(everything=True)["terms"]
    for year in range(1950, 1970):
        agendum = item(f"{year}-02-01", minutes="Said.")
        agendum.purposes.add(Purpose.objects.first())
        Decision.objects.create(item=agendum, position=0, text="Agreed.")
        factories.event(f"Forum {year}", f"{year}-02-01")
    assert not any(measure.gather(terms) for measure in comparison.measures())
