"""A decision that a later one supersedes: it names it wherever it is shown, and the later one names it."""

import datetime as dt

import pytest
from django.urls import reverse

from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.followup import actions as followup_actions
from meetings.followup import handover
from meetings.meeting.audiences import Audience
from meetings.minutes import actions as minutes_actions
from meetings.models import Decision
from meetings.prints import exports
from tests.choosing import offered
from tests.meetings.conftest import NOW

NAMED = "decision 2 of the working-level meeting of 10 April 2007"


@pytest.fixture
def decisions(plan, people):
    """Three decisions of a meeting whose minutes are circulated, in the days after it."""
    with clock.moved_to(NOW):
        meeting = plan(items=["A statement", "A survey"], published=True)
    with clock.moved_to(NOW + dt.timedelta(days=45)):
        for item, texts in zip(
            meeting.agenda.all(), (["To meet in May"], ["In June", "In July"]), strict=True
        ):
            for text in texts:
                followup_actions.record_decision(item, text=text, by=people["chair"])
        until = clock.now() + dt.timedelta(days=9)
        minutes_actions.circulate_minutes(meeting, until=until, by=people["chair"])
        yield list(Decision.objects.order_by("pk"))


def settle(browser, decision, **data):
    return browser.post(reverse("meetings:decision_settle", args=[decision.pk]), {"state": "", **data})


def shown(browser, address):
    return " ".join(browser.get(address).content.decode().split())


def test_who_names_a_later_decision_means_that_it_supersedes(as_, decisions):
    old, new, _other = decisions
    browser = as_("chair")
    page = reverse("meetings:decision_settle", args=[old.pk])
    assert f"{NAMED[0].upper()}{NAMED[1:]}: In June" in offered(browser, page, "id_superseded_by")
    settle(browser, old, superseded_by=new.pk)  # the radio button still says “In force”
    old.refresh_from_db()
    assert (old.state, old.superseded_by) == ("superseded", new)


def test_superseded_decision_names_its_successor_everywhere(as_, people, decisions):
    old, new, _other = decisions
    settle(as_("chair"), old, state="superseded", superseded_by=new.pk)
    browser, meeting = as_("member"), old.item.meeting
    link = f'superseded by <a href="/meetings/decisions/{new.pk}/">{NAMED}</a>'
    back = f'supersedes <a href="/meetings/decisions/{old.pk}/">{NAMED.replace("2", "1", 1)}</a>'
    detail = reverse("meetings:decision_detail", args=[old.pk])
    assert link in shown(browser, detail)
    assert "in force" not in shown(browser, detail)
    assert back in shown(browser, reverse("meetings:decision_detail", args=[new.pk]))
    for page in (shown(browser, meeting.get_absolute_url()), shown(browser, "/meetings/decisions/")):
        assert link in page
        assert back in page
    assert shown(browser, "/meetings/decisions/").count('<span class="state">in force</span>') == 2
    rows = meeting.agenda.all()
    for made in (exports.minutes, exports.conclusions):
        words = [block.text for block in made(meeting, exports.items_of(meeting, rows)).blocks]
        assert f"Superseded by {NAMED}" in words
        assert f"Supersedes {NAMED.replace('2', '1', 1)}" in words
    term = Chairmanship.objects.get(agency__slug="iom", starts=dt.date(2007, 1, 1))
    told = " ".join(str(one) for one in handover.decisions(term, clock.today()))
    assert f"To meet in May (superseded by {NAMED})" in told


def test_status_is_put_right_if_the_wrong_one_was_chosen(as_, decisions):
    old, wrong, right = decisions
    browser = as_("chair")
    settle(browser, old, state="superseded", superseded_by=wrong.pk)
    settle(browser, old, state="superseded", superseded_by=right.pk)
    old.refresh_from_db()
    assert old.superseded_by == right
    settle(browser, old, state="", superseded_by=right.pk)  # the list still shows the one that was chosen
    old.refresh_from_db()
    assert (old.state, old.superseded_by) == ("", None)
    answer = settle(browser, old, state="done", superseded_by=right.pk)
    assert "Choose “Superseded”, or no later decision." in answer.content.decode()


def test_decision_that_supersedes_another_is_not_deleted_by_the_way(as_, people, decisions):
    old, new, _other = decisions
    followup_actions.settle_decision(old, state="superseded", superseded_by=new, by=people["chair"])
    with pytest.raises(Refused, match="Update the status of that decision first"):
        followup_actions.remove_line(new, by=people["chair"])
    with pytest.raises(Refused, match="Update the status of that decision first"):
        followup_actions.correct_decision(new, reason="Nobody said so.", by=people["chair"])


def test_print_names_no_decision_that_its_reader_may_not_read(people, decisions):
    old, new, _other = decisions
    new.item.restricted = "principals"
    new.item.save()
    followup_actions.settle_decision(old, state="superseded", superseded_by=new, by=people["chair"])
    meeting = old.item.meeting
    items = exports.items_of(meeting, meeting.agenda.all(), Audience.MEMBERS)
    words = [block.text for block in exports.conclusions(meeting, items).blocks]
    assert "Superseded" in words
    assert not [one for one in words if "decision 2" in one]
