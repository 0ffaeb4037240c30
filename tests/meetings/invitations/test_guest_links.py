"""The link of a guest: what it shows, and when it ends."""

import datetime as dt
import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from documents.library import actions as library_actions
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from meetings.agenda import actions as agenda_actions
from meetings.convening import actions as convening_actions
from meetings.invitations import links as invitation_links
from meetings.minutes import actions as minutes_actions
from meetings.models import Paper, PaperFile
from tests import factories
from tests.meetings.invitations.guests import WHO, fresh, mails_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march", "mail_in_rows")]


def add_paper_file(item, name, content=b"%PDF-1.4 paper"):
    paper = Paper.objects.create(item=item, position=0, title=name)
    file = PaperFile(paper=paper, name=f"{name}.pdf", size=len(content), sha256="0" * 64)
    file.file.save(f"{name}.pdf", ContentFile(content), save=False)
    file.save()
    return paper


def test_link_shows_what_it_covers_and_nothing_else(house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    house.meeting.dial_in, house.meeting.room_contact = "+41 22 000", "Reception, gate 3"
    house.meeting.save()
    papers = {
        title: add_paper_file(house.item(title), f"Paper on {title}")
        for title in ("Remittances", "Principals alone")
    }
    house.restrict("Principals alone")
    whole = house.opens(house.invite()).content.decode()
    assert "Adoption" in whole
    assert "Principals alone" not in whole
    guest = house.invite(items=[house.item("Remittances")], email="two@example.org")
    page = house.opens(guest).content.decode()
    for shown in (
        "Remittances",
        "Paper on Remittances",
        "+41 22 000",
        "gate 3",
        "15:00",
        "Geneva",
        "Not attending",
    ):
        assert shown in page
    for hidden in ("Adoption", "Principals alone", "Send a representative"):
        assert hidden not in page
    link = invitation_links.link_of(guest)
    got = Client().get(reverse("meetings:guest_paper", args=[link, papers["Remittances"].pk]))
    assert b"".join(got.streaming_content) == b"%PDF-1.4 paper"
    for other in (papers["Principals alone"].pk, 987654):
        assert Client().get(reverse("meetings:guest_paper", args=[link, other])).status_code == 404
    house.restrict("Remittances", to="members")  # afterwards
    page = house.opens(guest).content.decode()
    assert "Paper on Remittances" not in page
    assert "Adoption" not in page  # what was for one item does not become the whole meeting
    gone = Client().get(reverse("meetings:guest_paper", args=[link, papers["Remittances"].pk]))
    assert gone.status_code == 404


def test_guest_reads_a_text_that_is_a_paper_as_a_pdf(house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    by = factories.person_of("IOM")
    note = library_actions.begin(title="A note", kind="information_note", lead=None, by=by)
    version = version_actions.write_text(note, text="What guests may read.", after=0, by=by)
    paper = agenda_actions.add_paper(house.item("Remittances"), title="A note", version=version, by=by)
    link = invitation_links.link_of(house.invite())
    address = reverse("meetings:guest_paper", args=[link, paper.pk])
    assert "The PDF is being prepared." in Client().get(address).text
    outbox.do(Job.objects.unfinished().get(kind="document-text").pk)
    answer = Client().get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    house.restrict("Remittances", to="members")
    assert Client().get(address).status_code == 404


def test_who_is_heard_on_an_item_sees_its_parts_under_the_numbers_of_the_agenda(house):
    parts = [("Corridors", ""), ("Salaries", "members")]
    for number, (title, restricted) in enumerate(parts, house.meeting.agenda.count()):
        house.meeting.agenda.create(position=number, title=title, is_sub=True, restricted=restricted)
    last = [item for item in house.meeting.agenda.all() if not item.is_sub][-1]
    page = house.opens(house.invite(items=[last])).content.decode()
    number = len([item for item in house.meeting.agenda.all() if not item.is_sub])
    assert f'<span class="item-number">{number}.</span> {last.title}' in page
    assert f'<span class="item-number">{number} (a).</span> Corridors' in page
    assert "Salaries" not in page
    assert "Remittances" not in page


def test_guest_reads_at_about_which_hour_they_are_heard_where_that_is_known(house):
    guest = house.invite(items=[house.item("Remittances")])
    assert "at about" not in house.opens(guest).text  # nobody said how long the adoption takes
    before = house.meeting.agenda.filter(position__lt=house.item("Remittances").position)
    before.update(length=20)
    assert f"around 15:{20 * before.count()}" in house.opens(guest).text


def test_looking_changes_nothing_and_a_button_answers(house):
    guest = house.invite()
    house.opens(guest)
    assert fresh(guest).reply == ""
    Client().post(reverse("meetings:reply", args=[invitation_links.link_of(guest)]), {"reply": "remotely"})
    assert fresh(guest).reply == "remotely"
    assert "remotely" in house.page("chair")


@pytest.mark.parametrize("with_minutes", [True, False])
def test_link_ends_by_the_day_that_page_and_mail_tell_with_minutes_or_without(house, with_minutes):
    guest = house.invite()
    [message] = mails_to(WHO["email"])
    ends = invitation_links.ends(guest)
    told = f"It works until {invitation_links.ends_in_words(guest)}."
    assert told in message.text
    assert told.removeprefix("It ").removesuffix(".") in house.opens(guest).content.decode()
    with clock.moved_to(ends - dt.timedelta(minutes=1)):
        if with_minutes:
            until = clock.now() + dt.timedelta(seconds=1)
            minutes_actions.circulate_minutes(house.meeting, until=until, by=house.chair)
    with clock.moved_to(ends - dt.timedelta(seconds=1)):
        assert house.opens(guest).status_code == 200  # the papers can still be read
    with clock.moved_to(ends):
        answer = house.opens(guest)
        assert answer.status_code == 410
        assert "This meeting is over. The link worked until" in answer.content.decode()


def test_link_ends_when_the_meeting_is_cancelled_and_is_no_other_guests(house):
    guest = house.invite()
    link = invitation_links.link_of(guest)
    assert Client().get(reverse("meetings:reply", args=[link[:-1] + "x"])).status_code == 410
    convening_actions.cancel_meeting(house.meeting, by=house.chair)
    assert house.opens(guest).status_code == 410
    assert Client().get(reverse("meetings:guest_paper", args=[link, 1])).status_code == 410


def test_invitation_names_the_link_of_its_reader_only(house):
    guest = house.invite()
    [message] = mails_to(WHO["email"])
    link = re.search(r"/meetings/reply/(\S+?)/", message.text)[1]
    assert invitation_links.invitation_of(link) == guest
