"""The focal point's journey: from the login to the chair's answer."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from agencies.models import Purpose, User
from foundation.dates import clock
from meetings.models import Meeting, Proposal
from meetings.proposals.actions import answers, proposals
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(history, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # A test in the browser before this one emptied the tables, with what the migrations put there.
    Purpose.objects.get_or_create(
        edition=1, number=9, defaults={"title": "Human rights and labour rights", "keywords": "worker"}
    )
    with clock.moved_to(dt.datetime(2007, 3, 1, 9, tzinfo=clock.zone())):
        yield {
            "focal": factories.person_of("ILO", name="Fay Focal").email,
            "chair": factories.person_of("IOM", name="Cleo Chair").email,
        }


def sound(somebody):
    assert somebody.findings() == []
    assert somebody.complaints == []


def test_focal_point_proposes_and_sees_the_chairs_answer(people, traveller):
    focal = traveller()
    page = focal.logs_in(people["focal"])
    focal.goes_to("/proposals/")
    sound(focal)
    page.get_by_role("link", name="Propose a topic").click()
    page.get_by_role("button", name="Propose").click()
    page.get_by_text("Enter a topic. Nothing else is required.").wait_for()
    sound(focal)
    page.get_by_label("Topic").fill("Domestic workers")
    page.keyboard.press("Tab")
    accept = page.get_by_role("button", name="Accept suggested purposes")
    accept.wait_for()
    page.get_by_label("Why now").fill("The conference takes it up in June.")
    page.get_by_label("Decision").check()
    page.get_by_text("matching words: “workers”").first.wait_for()
    sound(focal)
    accept.click()
    ticked = page.get_by_role("checkbox", name="9. Human rights")
    ticked.wait_for()
    expect(ticked).to_be_checked()
    expect(accept).to_have_count(0)
    page.get_by_text("Invite people from outside the Group").click()
    page.get_by_label("Invited participants").fill("A union of domestic workers")
    page.get_by_label("Files").set_input_files(
        {"name": "note.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a note"}
    )
    sound(focal)
    page.get_by_role("button", name="Propose").click()
    page.get_by_role("heading", name="Proposed: Domestic workers").wait_for()
    page.get_by_text("IOM, as chair on the day of that meeting").wait_for()
    sound(focal)
    page.get_by_role("link", name="View proposed topics").click()
    page.get_by_role("link", name="Domestic workers").click()
    sound(focal)
    page.get_by_role("link", name="Edit topic").click()
    page.get_by_label("Topic").fill("Domestic workers abroad")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Domestic workers abroad").wait_for()

    chair = traveller()
    desk = chair.logs_in(people["chair"])
    chair.goes_to("/proposals/waiting/")
    desk.get_by_role("link", name="Domestic workers abroad").wait_for()
    sound(chair)
    desk.get_by_text("Defer").first.click()
    desk.get_by_label("Reason", exact=True).locator("visible=true").fill("First we need a paper.")
    sound(chair)
    desk.get_by_role("button", name="Defer").click()
    desk.get_by_text("has been deferred. It will come up again automatically.").wait_for()
    desk.get_by_text("Answered for this meeting (1)").click()
    sound(chair)

    page.reload()
    page.get_by_text("First we need a paper.").first.wait_for()
    page.get_by_text("Deferred, will come up again").wait_for()
    sound(focal)

    desk.get_by_role("button", name="Reopen").click()
    desk.get_by_text("awaits an answer again").wait_for()
    desk.get_by_role("button", name="Accept").click()
    desk.get_by_text("has been accepted and added to the agenda").wait_for()
    page.reload()
    page.get_by_text("Accepted for:").wait_for()
    sound(focal)
    assert Proposal.objects.get().item.title == "Domestic workers abroad"


def test_two_people_meet_on_a_proposal_and_both_versions_are_shown(people, traveller):
    focal = User.objects.get(email=people["focal"])
    made = proposals.propose(agency=factories.agency("ILO"), title="Domestic workers", by=focal)
    writer, chair = traveller(), traveller()
    page = writer.logs_in(people["focal"])
    writer.goes_to(f"/proposals/{made.pk}/change/")
    desk = chair.logs_in(people["chair"])
    chair.goes_to(f"/proposals/{made.pk}/")
    sound(chair)
    proposals.change(made, by=focal, revision=1, title="Workers in homes")
    page.get_by_label("Topic").fill("Work in homes")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("cell", name="Workers in homes").wait_for()
    sound(writer)
    page.get_by_role("button", name="Save my version").click()
    page.get_by_role("heading", name="Work in homes").wait_for()

    desk.get_by_text("Decline").first.click()
    desk.get_by_label("Reason", exact=True).locator("visible=true").fill("It is another body's.")
    desk.get_by_role("button", name="Decline").click()
    desk.get_by_text("Somebody else was faster").wait_for()
    expect(desk.get_by_label("Reason")).to_have_value("It is another body's.")
    sound(chair)
    answers.take_up(made, meeting=Meeting.objects.get(date="2007-04-20"), by=focal)
    desk.get_by_role("button", name="Decline").click()
    desk.get_by_text("Fay Focal accepted it").wait_for()
    desk.get_by_text("It is another body's.").wait_for()
    sound(chair)


def test_topic_is_withdrawn_from_its_page(people, traveller):
    focal = User.objects.get(email=people["focal"])
    made = proposals.propose(agency=factories.agency("ILO"), title="Domestic workers", by=focal)
    somebody = traveller()
    page = somebody.logs_in(people["focal"])
    somebody.goes_to(made.get_absolute_url())
    page.get_by_text("Withdraw this topic").click()
    page.get_by_role("button", name="Withdraw topic").click()
    page.get_by_text("Topic withdrawn.").wait_for()
    expect(page.get_by_role("button", name="Withdraw topic")).to_have_count(0)
    sound(somebody)
    assert Proposal.objects.get().answer == Proposal.Answer.WITHDRAWN
