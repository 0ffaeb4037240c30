"""What the Group is called, today and on a day, and how a change is seen."""

import datetime as dt
import threading

import pytest
from django.db import DatabaseError, connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agencies.models import AgencyName
from agencies.register import actions
from foundation.dates.partial import PartialDate
from foundation.models import Portal
from foundation.portal import facts, group
from foundation.text.names import Name

pytestmark = pytest.mark.django_db

DAY = dt.date(2004, 5, 1)


def rendered(template, **context):
    return Template(template).render(Context(context))


def test_group_has_its_name_of_the_day():
    assert group.name() == "Global Migration Group"
    assert group.name(on=DAY) == "Geneva Migration Group"
    assert group.name(on=dt.date(2003, 1, 1)) == "Geneva Migration Group"  # before it began
    assert group.name(on=dt.date(2006, 6, 30)) == "Global Migration Group"
    assert (group.acronym(), group.acronym(on=DAY)) == ("GMG", "GMG")


def test_group_began_under_another_name():
    assert group.founded() == PartialDate(2003, 4)
    assert group.first_name().name == "Geneva Migration Group"
    assert group.renamed() == PartialDate(2006)


def test_name_stands_in_a_sentence():
    assert group.name("of") == "of the Global Migration Group"
    assert group.acronym("to") == "to the GMG"
    assert rendered('{% group_name "by" on=day %}', day=DAY) == "by the Geneva Migration Group"
    assert rendered("{% group_acronym as a %}{{ a }}") == "GMG"


def test_names_are_those_of_the_table():
    stored = [(one["name"], one.get("starts"), one.get("ends")) for one in Portal.objects.get().names]
    assert stored == [
        ("Geneva Migration Group", "2003-04", "2006"),
        ("Global Migration Group", "2006", None),
    ]
    assert [row.told for row in AgencyName.objects.of(None).order_by("starts")] == list(group.FIRST)


def test_group_renamed_has_its_new_name_at_once(client):
    actions.record_name(
        None, name="Network on Migration", acronym="NoM", article="the", starts=PartialDate(2019, 1, 1)
    )
    assert (group.name("of"), group.acronym()) == ("of the Network on Migration", "NoM")
    assert group.name(on=dt.date(2018, 12, 31)) == "Global Migration Group"
    assert group.renamed() == PartialDate(2019, 1, 1)


def test_french_name_has_its_own_forms():
    actions.record_name(
        None, name="Groupe mondial sur la migration", acronym="GMM", article="le", language="fr"
    )
    assert group.name() == "Global Migration Group"
    with translation.override("fr"):
        assert group.name("of") == "du Groupe mondial sur la migration"
        assert group.acronym("to") == "au GMM"
    with translation.override("es"):
        assert group.name() == "Global Migration Group"


def test_page_asks_for_the_portal_once(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/members/")
    assert sum("foundation_portal" in query["sql"] for query in asked) == 1


def test_names_take_no_query_after_the_first(django_assert_num_queries):
    group.name()
    with django_assert_num_queries(0):
        for _ in range(3):
            group.name("of", on=DAY)
            group.founded()


def test_request_sees_what_another_process_changed(client):
    assert group.name() == "Global Migration Group"
    Portal.objects.update(names=[Name("Another Group", "AG").facts])
    assert group.name() == "Global Migration Group"  # what was read stays for the request
    client.get("/members/")
    assert group.name() == "Another Group"


def test_task_of_a_worker_sees_it_too():
    from foundation.jobs.tasks import look_again, sweep

    group.name()
    Portal.objects.update(names=[Name("Another Group", "AG").facts])
    sweep.request.is_eager = False
    look_again(task=sweep)
    assert group.name() == "Another Group"


def test_name_is_there_if_the_database_is_not(monkeypatch):
    def broken():
        raise DatabaseError("gone")

    monkeypatch.setattr(Portal.objects, "first", broken)
    assert group.name() == "Global Migration Group"


def test_each_thread_reads_for_itself():
    facts.read()
    found = []
    thread = threading.Thread(target=lambda: found.append(hasattr(facts._kept, "row")))
    thread.start()
    thread.join()
    assert found == [False]
