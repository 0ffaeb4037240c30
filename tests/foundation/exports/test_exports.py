"""Long tables: the worker makes them, for the one person who asked."""

import csv
import datetime as dt
import io

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from foundation.dates import clock
from foundation.exports import tables
from foundation.jobs import outbox
from foundation.models import Export, Job
from foundation.web.tasks import clear_sessions
from meetings.models import Action, AgendaItem, Decision
from tests import factories
from tests.exported import exported, make

pytestmark = pytest.mark.django_db

DECISIONS = "/meetings/decisions/"
STATES = Decision.State


@pytest.fixture
def member():
    factories.membership("IOM", "2006-01-01")
    return factories.person_of("IOM")


@pytest.fixture
def browser(client, member):
    client.force_login(member)
    return client


@pytest.fixture
def item():
    meeting = factories.meeting("2007-01-22", minutes="adopted")
    return AgendaItem.objects.create(meeting=meeting, position=0, title="Health")


def decide(item, many: int, text="Decision %s", **fields):
    first = item.decisions.count()
    numbers = range(first, first + many)
    Decision.objects.bulk_create(
        Decision(item=item, position=n, text=text % n if "%" in text else text, **fields) for n in numbers
    )


def from_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def asks(browser, **query) -> Export:
    answer = browser.get(DECISIONS, {"as": "csv"} | query)
    assert answer.status_code == 302
    return Export.objects.get(pk=answer.url.strip("/").split("/")[-1])


def test_a_thousand_rows_come_at_once_and_more_from_the_worker(browser, item):
    decide(item, 1000)
    assert len(from_csv(browser.get(DECISIONS, {"as": "csv"}).content)) == 1001
    assert not Export.objects.exists()
    decide(item, 1)
    found = from_csv(exported(browser, DECISIONS, {"as": "csv"}))
    assert [row[0] for row in found[1:]] == [f"Decision {n}" for n in range(1001)]
    book = load_workbook(io.BytesIO(exported(browser, DECISIONS, {"as": "xlsx"})))
    assert [cell.value for cell in book.active["A"]][1:] == [f"Decision {n}" for n in range(1001)]
    assert book.active.auto_filter.ref == "A1:K1002"


def test_the_filters_of_the_page_apply(browser, item):
    decide(item, 1005, state=STATES.DONE)
    decide(item, 3)
    found = from_csv(exported(browser, DECISIONS, {"as": "csv", "state": "done", "page": "2"}))
    assert len(found) == 1006
    assert len(from_csv(browser.get(DECISIONS, {"as": "csv", "state": "in-force"}).content)) == 4
    assert len(from_csv(browser.get(DECISIONS, {"as": "csv", "q": "decision 100"}).content)) == 10


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_is_taken_for_a_formula(browser, item, text):
    decide(item, 1001, text)
    assert from_csv(exported(browser, DECISIONS, {"as": "csv"}))[1001][0] == f"'{text}"
    cell = load_workbook(io.BytesIO(exported(browser, DECISIONS, {"as": "xlsx"}))).active["A1002"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_page_tells_how_far_it_is_and_then_gives_the_file(browser, item, monkeypatch):
    decide(item, 2500)
    export = asks(browser)
    here, file = reverse("export", args=[export.pk]), reverse("export_file", args=[export.pk])
    assert "waiting for its turn" in browser.get(here).text
    assert browser.get(file).status_code == 404
    steps, tell = [], outbox.Held.tell

    def hears(held, step):
        tell(held, step)
        steps.append(step)
        assert f"{step}." in browser.get(here).text

    monkeypatch.setattr(outbox.Held, "tell", hears)
    make(export)
    assert steps == ["0 of 2,500 rows", "1,000 of 2,500 rows", "2,000 of 2,500 rows"]
    page = browser.get(here, {"seen": "It is waiting for its turn."}, HTTP_HX_REQUEST="true")
    assert file in page.text
    assert "<html" not in page.text
    assert browser.get(here, {"seen": ""}, HTTP_HX_REQUEST="true").status_code == 204
    answer = browser.get(file)
    assert answer.status_code == 200
    answer.close()


def test_nobody_else_gets_the_file_or_its_page(browser, item, client):
    decide(item, 1001)
    export = asks(browser)
    make(export)
    for other in (factories.person_of("ILO"), factories.admin()):
        client.force_login(other)
        assert client.get(reverse("export", args=[export.pk])).status_code == 404
        assert client.get(reverse("export_file", args=[export.pk])).status_code == 404
    client.logout()
    assert client.get(reverse("export_file", args=[export.pk])).status_code == 302


def test_who_asks_twice_gets_it_once(browser, item):
    decide(item, 1001)
    first, again = asks(browser, q=" "), asks(browser)
    assert first == again
    assert Job.objects.filter(kind=Export.JOB).count() == 1
    assert asks(browser, q="decision") != first


def test_a_later_one_is_made_anew_in_its_place(browser, item, django_capture_on_commit_callbacks):
    decide(item, 1001)
    export = asks(browser)
    make(export)
    export.refresh_from_db()
    decide(item, 1)
    with django_capture_on_commit_callbacks(execute=True):  # tasks are done at once in tests
        assert asks(browser) == export
    assert not default_storage.exists(export.file.name)
    content = b"".join(browser.get(reverse("export_file", args=[export.pk])).streaming_content)
    assert len(from_csv(content)) == 1003


def test_who_lost_the_account_or_the_right_gets_none(browser, item, member):
    decide(item, 1001)
    export = asks(browser)
    member.appointments.update(ends=dt.date(2000, 1, 1), starts=dt.date(1999, 1, 1))
    assert make(export).error == "You can no longer open the page with this table."
    assert "Try again" in browser.get(reverse("export", args=[export.pk])).text
    Job.objects.all().delete()
    outbox.put(Export.JOB, export.pk)
    member.is_active = False
    member.save()
    assert make(export).state == "failed"


def test_it_is_kept_for_a_day(browser, item, django_capture_on_commit_callbacks):
    decide(item, 1001)
    export = asks(browser)
    make(export)
    export.refresh_from_db()
    clear_sessions()
    assert Export.objects.exists()
    with clock.moved_to(clock.now() + dt.timedelta(days=1, seconds=1)):
        client_sees = browser.get(reverse("export_file", args=[export.pk]))
        assert client_sees.status_code == 404
        with django_capture_on_commit_callbacks(execute=True):
            clear_sessions()
    assert not Export.objects.exists()
    assert not default_storage.exists(export.file.name)


@pytest.mark.parametrize(("page", "row"), [(DECISIONS, Decision), ("/meetings/actions/", Action)])
def test_each_portion_needs_the_same_queries(browser, item, member, page, row, monkeypatch):
    monkeypatch.setattr(tables, "AT_ONCE", 10)

    def queries(many):
        row.objects.bulk_create(row(item=item, position=n, text="Text") for n in range(many))
        who = get_user_model().objects.get(pk=member.pk)
        with CaptureQueriesContext(connection) as found:
            list(tables.table_of(who, f"{page}?as=csv").rows)
        row.objects.all().delete()
        return len(found)

    queries(1)  # what the portal remembers for good
    one, two, three = queries(10), queries(20), queries(30)
    assert three - two == two - one < 10
