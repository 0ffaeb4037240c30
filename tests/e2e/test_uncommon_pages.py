"""Pages that few ever see: adopted at the next meeting, taken off, both texts, too large, taken back."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from meetings.agenda import actions as agenda_actions
from meetings.convening import actions as convening_actions
from meetings.invitations import links as invitation_links
from meetings.invitations.actions import guests
from meetings.minutes import actions as minutes_actions
from meetings.models import AgendaItem, Meeting, Proposal
from tests import factories
from tests.e2e.walking import looked_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mail_in_rows")]

MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)
APRIL = dt.datetime(2007, 4, 11, 9, 30, tzinfo=dt.UTC)  # the day after the next meeting
HOUR = {"time": dt.time(15), "timezone": "Europe/Zurich", "city": "Geneva", "length": 120}


@pytest.fixture
def group(history):
    """IOM chairs; one meeting was held, one is ahead, and no other."""
    Meeting.objects.filter(date__latest__gte="2007-03-01").update(stage=Meeting.Stage.CANCELLED)
    chair, second = (factories.person_of("IOM", name=name) for name in ("M. Chair", "S. Econd"))
    with clock.moved_to(MARCH):

        def planned(day):
            meeting = convening_actions.plan_meeting(
                date=factories.date(day), level="working", by=chair, **HOUR
            )
            return convening_actions.call_meeting(meeting, by=chair)

        held = planned("2007-02-15")
        item = agenda_actions.add_item(held, title="Remittances", by=chair)
        yield {
            "chair": chair,
            "second": second,
            "held": held,
            "item": item,
            "ahead": planned("2007-04-10"),
        }


@pytest.fixture
def desk(group, traveller):
    """The chair's person, signed in."""
    somebody = traveller()
    somebody.logs_in(group["chair"].email)
    return somebody


def test_minutes_are_adopted_at_the_next_meeting(group, desk):
    held, ahead = (f"/meetings/{group[name].pk}/" for name in ("held", "ahead"))
    page = desk.goes_to(f"{held}minutes/circulate/")
    page.get_by_label("Comments by").fill("14 March 2007")
    page.get_by_label("the next meeting adopts them").check()
    looked_at(desk)
    page.get_by_role("button", name="Circulate").click()
    expect(page.get_by_text("The next meeting will then adopt them.")).to_be_visible()
    looked_at(desk)
    # Within the minute it can be taken back.
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    with clock.moved_to(APRIL):
        page = desk.goes_to(f"{ahead}minutes/")
        looked_at(desk)
        page.get_by_role("button", name="Adopt the minutes of").click()
        expect(page.get_by_text("adopted", exact=True).first).to_be_visible()
        looked_at(desk)
        page = desk.goes_to(held)
        expect(page.get_by_text("minutes adopted").first).to_be_visible()
        looked_at(desk)


def test_item_that_was_taken_off_while_somebody_wrote_on_it(group, desk):
    page = desk.goes_to(f"/meetings/{group['held'].pk}/minutes/")
    field = page.get_by_label("Minutes on Remittances")
    expect(field).to_be_visible()
    agenda_actions.remove_item(AgendaItem.objects.get(pk=group["item"].pk), by=group["second"])
    field.fill("The figures were discussed.")
    expect(page.get_by_text("this item has been removed from the agenda").first).to_be_visible()
    desk.complaints.clear()  # that the portal refused it, as it should
    page.get_by_role("button", name="Save all minutes").first.click()
    expect(
        page.get_by_text("This item was removed from the agenda while you were writing on it")
    ).to_be_visible()
    expect(page.get_by_label("Your text")).to_contain_text("The figures were discussed.")
    desk.complaints.clear()
    looked_at(desk)
    page.get_by_role("button", name="Put item back on agenda").click()
    expect(page.get_by_role("heading", name="Remittances")).to_be_visible()
    assert "The figures were discussed." in AgendaItem.objects.get(title="Remittances").minutes


def test_both_texts_of_two_who_wrote_on_one_item(group, desk):
    item, second = AgendaItem.objects.get(pk=group["item"].pk), group["second"]
    item = minutes_actions.write_minutes(item, text="It was said.", revision=item.revision, by=second)
    page = desk.goes_to(f"/meetings/{group['held'].pk}/minutes/")
    field = page.get_by_label("Minutes on Remittances")
    expect(field).to_have_text("It was said.")
    theirs = item.minutes.replace("It was said.", "Said by the second.")
    minutes_actions.write_minutes(item, text=theirs, revision=item.revision, by=second)
    field.fill("Said by the first.")
    expect(page.get_by_text("has changed the same paragraph in “Remittances”").first).to_be_visible()
    desk.complaints.clear()
    page.get_by_role("button", name="Save all minutes").first.click()
    expect(page.get_by_text("Both texts are shown below").first).to_be_visible()
    for words in ("second.", "first."):
        expect(page.locator(".clash")).to_contain_text(words)
    expect(page.get_by_role("textbox", name="Your text")).to_contain_text("Said by the first.")
    desk.complaints.clear()
    looked_at(desk)


def test_file_that_is_too_large_is_refused_beside_its_field(group, desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    great = tmp_path / "great.pdf"
    great.write_bytes(b"%PDF-1.7\n")
    with great.open("r+b") as file:
        file.truncate(26 * 1024**2)
    page = desk.goes_to("/proposals/new/")
    of_whom = page.get_by_role("combobox", name="Agency")
    of_whom.select_option(label=of_whom.locator("option", has_text="ILO").first.inner_text())
    page.get_by_label("Topic").fill("Remittances")
    page.get_by_label("Files").set_input_files(great)
    page.get_by_role("button", name="Propose").click()
    expect(page.get_by_text("“great.pdf” is 26 MB; the limit is 25 MB.")).to_be_visible()
    expect(page.get_by_label("Topic")).to_have_value("Remittances")
    looked_at(desk)
    assert not Proposal.objects.exists()


def test_what_was_sent_by_mistake_is_taken_back_within_the_minute(group, desk):
    place = f"/meetings/{group['ahead'].pk}/"
    page = desk.goes_to(f"{place}change/")
    page.get_by_label("Start time").fill("16:00")
    page.get_by_label("End time or duration").fill("2 h")
    page.get_by_role("button", name="Save").click()
    button = page.get_by_role("button", name="Undo")
    expect(button).to_be_visible()
    looked_at(desk)
    button.click()
    expect(button).to_have_count(0)
    looked_at(desk)


def test_pack_of_a_guest(group, traveller, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    ahead = Meeting.objects.get(pk=group["ahead"].pk)
    agenda_actions.publish_agenda(ahead, by=group["chair"])
    guest = guests.invite(ahead, organization="World Clinic", email="one@example.org", by=group["chair"])
    somebody = traveller()
    page = somebody.goes_to(f"/meetings/reply/{invitation_links.link_of(guest)}/")
    looked_at(somebody)
    page.get_by_role("button", name="Agenda and papers in one PDF").click()
    expect(page.get_by_role("heading", name="Agenda and papers in one file")).to_be_visible()
    looked_at(somebody)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download PDF").click()
    assert downloading.value.suggested_filename.endswith(".pdf")
    looked_at(somebody)


def test_mail_pages_and_the_choice_of_a_daily_summary(group, traveller):
    with clock.moved_to(clock.now() + dt.timedelta(seconds=61)):
        for job in Job.objects.due():
            outbox.do(job.pk)
    secretary = factories.secretariat(name="S. Cretary")
    factories.appointment(secretary, "ILO")
    somebody = traveller()
    page = somebody.logs_in(secretary.email)
    for state in ("", "?state=waits", "?state=failed"):
        somebody.goes_to(f"/mail/{state}")
        looked_at(somebody)
    somebody.goes_to("/mail/")
    page.get_by_role("link", name="Invitation").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Invitation")
    looked_at(somebody)
    page.get_by_role("link", name="Mark as not delivered").click()
    looked_at(somebody)
    somebody.goes_to("/me/")
    page.get_by_label("One e-mail a day, with everything in it").check()
    with page.expect_navigation():
        page.locator("form[action='/me/mail/']").get_by_role("button", name="Save").click()
    expect(page.get_by_label("One e-mail a day, with everything in it")).to_be_checked()
    looked_at(somebody)
