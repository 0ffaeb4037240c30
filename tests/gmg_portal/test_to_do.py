"""Everything on a person's to-do list can be ended by what they can press: the step itself, or "Not now"."""

import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from agencies.models import User
from foundation.dates import clock
from foundation.web.awaiting import Awaited, awaited
from gmg_portal.models import put_off
from tests import factories

# Each kind of line by where it is written, and the press that ends it for good.
ENDED_BY = {
    "agencies.applications._to_read": "Send comment",
    "agencies.applications._to_review": "Save assessment, or Record the Group’s decision",
    "agencies.mail._failed": "Send again, or seven days",
    "agencies.mail._not_accepted": "the mail server accepts mail",
    "agencies.mail._not_reached": "Correct the address, or It works again",
    "agencies.mail._set_back": "seven days",
    "agencies.mailbox.awaiting": "Record this reply, Set aside, or Not for the Group",
    "agencies.people._ending": "Edit appointment",
    "agencies.people._unreachable": "Add a focal point",
    "chairmanship.handover._comments": "Reply",
    "chairmanship.handover._passed": "Issue report, Open facts, or Confirm handover",
    "chairmanship.handover._passing": "the end of the term",
    "chairmanship.outside._deadlines": "the deadline",
    "chairmanship.rotation._flags": "Plan rotation",
    "chairmanship.rotation._terms": "the start of the term",
    "chairmanship.workplan._late_activities": "Add note, or Report progress",
    "documents.clearance._late": "Take into account, or Note only",
    "documents.clearance._next_step": "Ask for clearance, Withdraw objection, Issue, Refer or Drop",
    "documents.clearance._open": "Send reply",
    "documents.contributions._ended": "Use in the document, or Close call",
    "documents.contributions._open": "Submit contribution",
    "documents.delivery._cleared": "Enter text, Publish document, or Record as adopted",
    "documents.delivery._for_occasions": "Ask for clearance",
    "documents.library.awaiting": "Publish document, or Return to lead agency",
    "meetings.applications.awaiting": "Add to agenda",
    "meetings.calendar.awaiting": "Confirm, Move or Drop",
    "meetings.convening._of_agencies": "Propose topic, or Upload paper",
    "meetings.convening._of_the_chair": "Convene meeting, or Publish agenda",
    "meetings.documents.awaiting": "Refer to a meeting",
    "meetings.followup.awaiting": "Mark as done",
    "meetings.invitations._guests": "Invite, or Do not invite",
    "meetings.invitations._replies": "Attending, or Not attending",
    "meetings.minutes._not_adopted": "Adopt minutes",
    "meetings.minutes._to_read": "No comments, or Send comment",
    "meetings.minutes._to_write": "Record attendance, or Circulate minutes",
    "meetings.proposals._answers_to_read": "some days",
    "meetings.proposals._unanswered": "Accept, Merge, Defer or Decline",
    "meetings.proposals._unanswered_too_long": "Accept, Merge, Defer or Decline",
    "meetings.requests.awaiting": "Plan meeting, or Decline",
}


def kinds():
    """Yields the functions that write lines of the to-do list."""
    for path in sorted(Path(settings.BASE_DIR).glob("*/*/awaiting.py")):
        room = ".".join(path.relative_to(settings.BASE_DIR).parts[:2])
        for function in ast.parse(path.read_text()).body:
            if isinstance(function, ast.FunctionDef):
                calls = (one.func for one in ast.walk(function) if isinstance(one, ast.Call))
                if any(isinstance(one, ast.Name) and one.id == "Awaited" for one in calls):
                    yield f"{room}.{function.name}"


def test_every_kind_says_what_ends_it():
    assert sorted(kinds()) == sorted(ENDED_BY)


@pytest.mark.parametrize("who", ["chair", "focal", "incoming", "secretariat", "admin"])
def test_home_of_everybody_can_be_emptied(client, demo, who):
    person = User.objects.get(email=f"{who}@example.org")
    client.force_login(person)
    keys = [one.key for one in awaited(person)]
    assert len(set(keys)) == len(keys), "two lines would go together"
    page = client.get("/").text
    shown = re.findall(r'name="key" value="(\w+)"', page)
    assert sorted(shown) == sorted(keys)
    for key in shown:
        client.post(reverse("home_put_off"), {"key": key})
    page = client.get("/").text
    assert "You have nothing to do" in page
    assert f"{len(keys)} things put off" in page
    client.post(reverse("home_put_off"), {"again": "yes"})
    assert sorted(re.findall(r'name="key" value="(\w+)"', client.get("/").text)) == sorted(keys)


@pytest.mark.django_db
def test_what_was_put_off_comes_back_before_its_deadline():
    person = factories.user()
    now = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
    day = dt.timedelta(days=1)
    with clock.moved_to(now):
        for by, until in (
            (None, 7 * day), (now + 30 * day, 7 * day), (now + 3 * day, 2 * day), (now + day / 2, day / 2),
            (now - day, 7 * day),
        ):  # fmt: skip
            late = put_off(Awaited("Do", "/", "Do it", by=by), by=person) - (now + until)
            assert dt.timedelta(0) <= late < dt.timedelta(minutes=1)  # the clock goes on meanwhile


@pytest.mark.django_db
def test_counts_do_not_bring_back_what_was_put_off():
    assert Awaited("3 topics wait", "/", "Answer").key == Awaited("4 topics wait", "/", "Answer").key
    assert Awaited("3 topics wait", "/a", "Answer").key != Awaited("3 topics wait", "/b", "Answer").key


def test_it_is_put_off_for_one_person_and_only_what_is_theirs(client, demo):
    person = User.objects.get(email="focal@example.org")
    client.force_login(person)
    answer = client.post(reverse("home_put_off"), {"key": "0" * 16}, follow=True)
    assert "no longer on your to-do list" in answer.text
    key = awaited(person)[0].key
    answer = client.post(reverse("home_put_off"), {"key": key}, follow=True)
    assert "Your colleagues still see it on their lists." in answer.text
    assert [one.key for one in awaited(person)].count(key) == 1
