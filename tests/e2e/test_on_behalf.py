"""What came by telephone is entered for an agency: everybody sees by whom, and the agency is told."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from foundation.dates import clock
from meetings.agenda import actions as agenda_actions
from meetings.convening import actions as convening_actions
from meetings.minutes import actions as minutes_actions
from meetings.models import Meeting
from tests import factories
from tests.e2e.walking import Mails, looked_at, text_of

pytestmark = pytest.mark.django_db(transaction=True)

MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def group(history):
    """IOM chairs; minutes are out for comments, and the members are invited to the next meeting."""
    with clock.moved_to(MARCH):
        people = {
            "chair": factories.person_of("IOM", name="M. Chair"),
            "focal": factories.person_of("ILO", name="Fay Focal"),
            "other": factories.person_of("UNCTAD", name="Otto Other"),
        }
        held = Meeting.objects.get(date="2007-02-27")
        if not held.agenda.exists():
            agenda_actions.add_item(held, title="Remittances", by=people["chair"])
        minutes_actions.circulate_minutes(held, until=clock.now() + dt.timedelta(days=14), by=people["chair"])
        convening_actions.call_at_once(
            date=factories.date("2007-04-16"), level="working", city="Geneva", time=dt.time(15),
            timezone="Europe/Zurich", length=120, by=people["chair"],
        )  # fmt: skip
        yield people | {"held": held, "ahead": Meeting.objects.get(date="2007-04-16")}


def test_what_came_by_telephone_is_entered_shown_as_such_and_told(group, traveller, server):
    mails, chair, focal, other = Mails(server), traveller(), traveller(), traveller()
    mails.arrive()  # the call and the circulation
    chair.logs_in(group["chair"].email)
    focal.logs_in(group["focal"].email)
    other.logs_in(group["other"].email)
    held, ahead = (f"/meetings/{group[name].pk}/" for name in ("held", "ahead"))

    # A topic.
    desk = chair.goes_to("/proposals/new/")
    of_whom = desk.get_by_role("combobox", name="Agency")
    of_whom.select_option(label=of_whom.locator("option", has_text="ILO").first.inner_text())
    desk.get_by_label("Topic").fill("Domestic workers")
    looked_at(chair)
    desk.get_by_role("button", name="Propose").click()
    expect(desk.get_by_text("ILO will be notified that you entered it.")).to_be_visible()
    looked_at(chair)
    told = mails.arrive()
    assert set(told) == {group["focal"].email}
    assert "Domestic workers" in text_of(told[group["focal"].email])
    assert "M. Chair" in text_of(told[group["focal"].email])
    page = focal.goes_to("/proposals/")
    page.get_by_role("link", name="Domestic workers").click()
    expect(page.get_by_text("entered for ILO by M. Chair").first).to_be_visible()
    expect(page.get_by_role("link", name="Edit topic")).to_be_visible()  # it is theirs all the same
    looked_at(focal)

    # A comment on minutes.
    desk = chair.goes_to(held)
    form = desk.locator("details", has=desk.get_by_text("Comment on the minutes as a whole"))
    form.locator("summary").click()
    form.get_by_label("Your comment").fill("We agreed on May, not on June.")
    form.get_by_role("combobox", name="On behalf of").select_option(label="ILO")
    looked_at(chair)
    form.get_by_role("button", name="Send comment").click()
    expect(desk.get_by_text("We agreed on May, not on June.")).to_be_visible()
    told = mails.arrive()
    assert set(told) == {group["focal"].email}
    assert "We agreed on May, not on June." in text_of(told[group["focal"].email])
    assert "M. Chair entered this comment for ILO" in text_of(told[group["focal"].email])
    page = focal.goes_to(held)
    expect(page.get_by_text("entered for ILO by M. Chair")).to_be_visible()
    looked_at(focal)

    # An answer to an invitation.
    desk = chair.goes_to(ahead)
    desk.get_by_role("link", name="All replies").first.click()
    line = desk.locator(".invited > li", has_text="Fay Focal")
    line.locator("summary").first.click()
    looked_at(chair)
    line.get_by_role("button", name="Attending remotely").click()
    expect(line.get_by_text("entered by M. Chair")).to_be_visible()
    looked_at(chair)
    told = mails.arrive()
    assert set(told) == {group["focal"].email}
    assert "M. Chair entered your reply" in text_of(told[group["focal"].email])
    page = focal.goes_to(ahead)
    expect(page.get_by_text("attending remotely", exact=True)).to_be_visible()
    expect(page.get_by_text("Entered by M. Chair.")).to_be_visible()
    looked_at(focal)

    # Others read who entered what, and cannot enter anything for another agency.
    page = other.goes_to(held)
    expect(page.get_by_text("entered for ILO by M. Chair")).to_be_visible()
    page.get_by_text("Comment on the minutes as a whole").click()
    expect(page.get_by_role("combobox", name="On behalf of")).to_have_count(0)
    other.goes_to("/proposals/new/")
    expect(page.get_by_role("combobox", name="Agency")).to_have_count(0)
    looked_at(other)
