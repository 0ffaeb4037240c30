"""The registers as files: what the filters show, all pages of it, and nothing that one may not see."""

import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from foundation.dates import clock
from meetings.followup import actions as followup_actions
from meetings.minutes import actions as minutes_actions
from meetings.models import Action, Decision
from tests import factories
from tests.meetings.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]


def read(response):
    assert response.status_code == 200
    if response.headers["Content-Type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    return [
        list(row) for row in load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    ]


@pytest.fixture
def decided(plan, people):
    """Makes a meeting with so many decisions and actions."""

    def make(number, *, circulated=True, **fields):
        meeting = plan(items=["A statement"], published=True, **fields)
        item, chair = meeting.agenda.get(), people["chair"]
        for n in range(number):
            followup_actions.record_decision(item, text=f"Decision {n}", by=chair)
            due = factories.date("2007-02-01" if n % 2 else "2007-08-01")
            agency = factories.agency("ILO")
            followup_actions.record_action(item, text=f"Action {n}", agency=agency, due=due, by=chair)
        if circulated:
            minutes_actions.circulate_minutes(meeting, until=NOW + dt.timedelta(days=9), by=chair)
        return meeting

    return make


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_decisions_come_whole_as_a_file(decided, as_, kind):
    meeting = decided(60)
    table = read(as_("member").get("/meetings/decisions/", {"as": kind}))
    assert table[0][:2] == ["Decision", "Status"]
    assert table[0][-4:] == ["Action points on the item", "Meeting", "Date of the meeting", "Minutes"]
    assert [row[0] for row in table[1:]] == [f"Decision {n}" for n in range(60)]
    day = dt.datetime(2007, 4, 10) if kind == "xlsx" else "2007-04-10"
    assert table[1][1] == "in force"
    assert table[1][6] == "A statement"
    assert table[1][7].startswith("ILO: Action 0\nILO: Action 1")
    assert table[1][-3:] == [str(meeting), day, "circulated"]


def test_decisions_are_narrowed_by_what_became_of_them(decided, as_, people, plan):
    decided(3)
    old, done, new = Decision.objects.order_by("position")
    followup_actions.settle_decision(
        old, state="superseded", superseded_by=new, note="It was too narrow.", by=people["chair"]
    )
    followup_actions.settle_decision(done, state="done", by=people["chair"])
    browser = as_("member")
    for state, left in (("in-force", [new]), ("done", [done]), ("superseded", [old]), ("", [old, done, new])):
        page = browser.get("/meetings/decisions/", {"state": state})
        assert list(page.context["page"]) == left
    table = read(browser.get("/meetings/decisions/", {"as": "csv", "state": "superseded"}))
    successor = "Decision 3 of the working-level meeting of 10 April 2007: Decision 2"
    assert table[1][:5] == ["Decision 0", "superseded", successor, "", "It was too narrow."]
    table = read(browser.get("/meetings/decisions/", {"as": "csv", "state": "in-force"}))
    assert table[1][:4] == ["Decision 2", "in force", "", f"{successor[:9]}1{successor[10:-1]}0"]


def test_file_tells_of_a_later_decision_only_to_who_may_read_it(decided, as_, people):
    decided(1)
    draft = decided(1, circulated=False, day="2007-04-12")
    old, later = Decision.objects.order_by("item__meeting__date")
    assert later.item.meeting == draft
    followup_actions.settle_decision(old, state="superseded", superseded_by=later, by=people["chair"])
    row = {who: read(as_(who).get("/meetings/decisions/?as=csv"))[-1] for who in ("chair", "member")}
    later_one = "Decision 1 of the working-level meeting of 12 April 2007: Decision 0"
    assert row["chair"][1:3] == ["superseded", later_one]
    assert row["member"][1:3] == ["superseded", ""]


def test_action_is_reported_on_in_words_from_the_portal(decided, as_):
    decided(1)
    action = Action.objects.get()
    address = f"/meetings/actions/{action.pk}/report/"
    as_("member").post(address, {"done": "no", "report": "The draft is with the lawyers."})
    action.refresh_from_db()
    assert (action.done, action.report) == (False, "The draft is with the lawyers.")
    as_("member").post(address, {"done": "yes"})  # the quick way leaves the words
    action.refresh_from_db()
    assert (action.done, action.report) == (True, "The draft is with the lawyers.")
    assert read(as_("member").get("/meetings/actions/?as=csv&state=all"))[1][4] == action.report
    assert as_("member").post(address, {"done": "yes", "report": "x" * 100_000}).status_code == 302
    action.refresh_from_db()
    assert action.report == "The draft is with the lawyers."


def test_action_on_what_is_for_principals_is_not_there_for_others(decided, as_):
    meeting = decided(1)
    meeting.agenda.update(restricted="principals")
    action = Action.objects.get()
    assert as_("member").post(f"/meetings/actions/{action.pk}/report/", {"done": "yes"}).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_actions_come_as_they_are_narrowed(decided, as_, kind):
    decided(4)
    browser = as_("member")
    table = read(browser.get("/meetings/actions/", {"as": kind, "state": "overdue", "agency": "ilo"}))
    assert [row[:2] + row[3:4] for row in table[1:]] == [
        ["Action 1", "ILO", "overdue"],
        ["Action 3", "ILO", "overdue"],
    ]
    assert len(read(browser.get("/meetings/actions/", {"as": kind, "q": "Action 2"}))) == 2
    page = browser.get("/meetings/actions/", {"state": "overdue", "agency": "ilo"}).text
    assert 'href="?state=overdue&amp;agency=ilo&amp;as=xlsx"' in page


@pytest.mark.parametrize("register", ["decisions", "actions"])
def test_file_holds_nothing_that_one_may_not_see(decided, as_, register):
    decided(2, circulated=False)
    address = f"/meetings/{register}/?as=csv"
    assert len(read(as_("chair").get(address))) == 3
    assert len(read(as_("member").get(address))) == 1
    assert as_("outsider").get(address).status_code == 403
    assert as_("visitor").get(address).url.startswith("/login/")
    assert as_("member").get(f"/meetings/{register}/?as=exe").headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("register", ["decisions", "actions"])
def test_file_of_many_takes_as_many_queries(decided, as_, register, django_assert_num_queries):
    browser = as_("chair")
    decided(2)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        browser.get(f"/meetings/{register}/?as=csv")
    decided(30, day="2007-04-11")
    with django_assert_num_queries(len(few)):
        browser.get(f"/meetings/{register}/?as=csv")


def test_minutes_that_stand_say_so(decided, as_):
    decided(1)
    with clock.moved_to(NOW + dt.timedelta(days=10)):
        assert read(as_("member").get("/meetings/decisions/?as=csv"))[1][-1] == "adopted"
