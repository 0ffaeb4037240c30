"""Guests: asked for, invited, refused, taken back; what their link shows, and when it ends."""

import datetime as dt
import re

import pytest
from auditlog.models import LogEntry
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from agencies.models import Agency, Contact, Organization
from documents.library import actions as library_actions
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job, Mail
from foundation.verbs import Refused
from meetings.agenda import actions as agenda_actions
from meetings.attendance import actions as attendance_actions
from meetings.convening import actions as convening_actions
from meetings.invitations import links as invitation_links
from meetings.invitations.actions import guests, replies
from meetings.minutes import actions as minutes_actions
from meetings.models import AgendaItem, GuestInvitation, Paper, PaperFile, Proposal
from tests import factories
from tests.awaiting import awaiting_in

awaiting = awaiting_in("meetings")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march", "mail_in_rows")]

WHO = {"organization": "European Commission", "name": "E. Guest", "email": "guest@ec.example.org"}
HOUR = {"time": dt.time(15), "timezone": "Europe/Zurich", "city": "Geneva", "length": 120}


@pytest.fixture
def house(people, plan, as_):
    class House:
        chair, member = people["chair"], people["member"]
        ilo = Agency.objects.get(acronym="ILO")
        meeting = plan(items=["Adoption", "Remittances", "Principals alone"], published=True, **HOUR)

        def item(self, title):
            return self.meeting.agenda.get(title=title)

        def restrict(self, title, to="principals"):
            AgendaItem.objects.filter(meeting=self.meeting, title=title).update(restricted=to)

        def invite(self, **more):
            return guests.invite(self.meeting, by=self.chair, **WHO | more)

        def ask(self, **more):
            return guests.ask(self.meeting, agency=self.ilo, by=self.member, **WHO | more)

        def address(self, name, *more):
            return reverse(f"meetings:{name}", args=[self.meeting.pk, *more])

        def page(self, who, name="guest_list", *more):
            return as_(who).get(self.address(name, *more)).content.decode()

        def opens(self, guest):
            return Client().get(reverse("meetings:reply", args=[invitation_links.link_of(guest)]))

    Job.objects.all().delete()  # what was told before: that the meeting is called
    Mail.objects.all().delete()
    return House()


def mails_to(to):
    return [one for one in Mail.objects.unsent().order_by("pk") if one.to == [to]]


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


# Invited, asked for, refused, taken back ------------------------------------------------------------


def test_guest_is_invited_with_an_entry_for_the_calendar_and_a_link(house):
    house.invite()
    [message] = mails_to(WHO["email"])
    calendar = Calendar.from_ical(message.calendar)
    assert calendar["method"] == "REQUEST"
    assert calendar.walk("VEVENT")[0]["uid"].startswith(f"meeting-{house.meeting.pk}@")
    assert "/meetings/reply/" in message.text
    assert message.private
    assert message.due_at > clock.now() + dt.timedelta(seconds=50)  # until then it can be taken back


def test_member_asks_and_the_chair_is_awaited_and_answers(house, as_):
    as_("member").post(house.address("guest_add"), {**WHO, "agency": house.ilo.pk, "why": "They know."})
    guest = GuestInvitation.objects.get()
    assert (guest.state, guest.asked_by, guest.entered_by) == ("asked for", house.ilo, house.member)
    assert not mails_to(WHO["email"])
    assert "ILO asks to hear European Commission" in " ".join(one.sentence for one in awaiting(house.chair))
    assert "They know." in house.page("chair")
    as_("chair").post(house.address("guest_invite", guest.pk))
    assert fresh(guest).state == "invited"
    assert mails_to(WHO["email"])
    [told] = mails_to(house.member.email)
    assert "is invited" in told.text
    assert "asks to hear" not in " ".join(one.sentence for one in awaiting(house.chair))


def test_chair_refuses_only_with_a_sentence_which_the_agency_reads(house, as_):
    guest = house.ask()
    as_("chair").post(house.address("guest_refuse", guest.pk), {"reason": " "})
    with pytest.raises(Refused, match="Say in a sentence"):
        guests.refuse(guest, reason=" ", by=house.chair)
    assert fresh(guest).state == "asked for"
    as_("chair").post(house.address("guest_refuse", guest.pk), {"reason": "The agenda is full."})
    assert fresh(guest).state == "refused"
    [told] = mails_to(house.member.email)
    assert "The agenda is full." in told.text
    assert "The agenda is full." in house.page("member")
    guests.accept(guest, by=house.chair)  # after all
    assert fresh(guest).state == "invited"


def test_invitation_is_taken_back_and_out_of_the_calendar(house):
    guest = house.invite()
    send_mails()
    guests.withdraw(guest, by=house.chair)
    [message] = mails_to(WHO["email"])
    assert Calendar.from_ical(message.calendar)["method"] == "CANCEL"
    assert house.opens(guest).status_code == 410
    with pytest.raises(Refused):
        guests.withdraw(guest, by=house.chair)


def send_mails():
    for job in Job.objects.unfinished().filter(kind=Mail.JOB):
        with clock.moved_to(job.due_at):
            outbox.do(job.pk)


def test_within_a_minute_nobody_has_heard_of_it(house):
    guest = house.ask()
    guests.accept(guest, by=house.chair)
    assert "Taken back" in guests.take_back(guest, by=house.chair)
    assert fresh(guest).state == "asked for"
    assert not mails_to(WHO["email"])
    assert not mails_to(house.member.email)
    own = house.invite(email="other@example.org")
    guests.take_back(own, by=house.chair)
    assert fresh(own).state == "withdrawn"
    with pytest.raises(Refused):
        guests.take_back(own, by=house.chair)


def test_withdrawal_is_taken_back_within_the_minute(house):
    guest = house.invite()
    send_mails()
    with clock.moved_to(clock.now() + dt.timedelta(minutes=5)):
        guests.withdraw(guest, by=house.chair)
        guests.take_back(guest, by=house.chair)
        assert fresh(guest).state == "invited"
        assert not mails_to(WHO["email"])


def test_invitation_after_a_refusal_is_taken_back_to_the_refusal(house):
    guest = house.ask()
    guests.refuse(guest, reason="The room is full.", by=house.chair)
    refused = fresh(guest)
    send_mails()
    with clock.moved_to(clock.now() + dt.timedelta(minutes=5)):
        guests.accept(guest, by=house.chair)
        assert "The guest is refused now." in guests.take_back(guest, by=house.chair)
        assert not mails_to(WHO["email"])
        with pytest.raises(Refused):
            guests.take_back(guest, by=house.chair)
    back = fresh(guest)
    assert (back.state, back.answer_reason) == ("refused", "The room is full.")
    assert (back.answered_at, back.answered_by) == (refused.answered_at, house.chair)


def test_invitation_anew_is_taken_back_to_what_was_withdrawn(house):
    guest = house.ask()
    guests.withdraw(guest, by=house.member)
    guests.accept(guest, by=house.chair)
    guests.take_back(guest, by=house.chair)
    assert fresh(guest).state == "withdrawn"


def test_after_it_went_it_is_too_late_to_take_back(house):
    guest = house.invite()
    send_mails()
    with pytest.raises(Refused, match="too late"):
        guests.take_back(guest, by=house.chair)
    assert fresh(guest).state == "invited"


def test_asking_agency_withdraws_while_it_is_not_answered(house, as_):
    guest = house.ask()
    assert as_("outgoing").post(house.address("guest_withdraw", guest.pk)).status_code == 403
    as_("member").post(house.address("guest_withdraw", guest.pk))
    assert fresh(guest).state == "withdrawn"
    invited = house.ask(email="two@example.org")
    guests.accept(invited, by=house.chair)
    assert as_("member").post(house.address("guest_withdraw", invited.pk)).status_code == 403
    assert fresh(invited).state == "invited"


def test_what_is_entered_for_an_agency_is_told_to_it(house, as_):
    as_("secretariat").post(house.address("guest_add"), {**WHO, "agency": house.ilo.pk})
    guest = GuestInvitation.objects.get()
    assert (guest.state, guest.asked_by) == ("asked for", house.ilo)
    [told] = mails_to(house.member.email)
    assert "asked the chair, for ILO, to hear E. Guest, European Commission" in told.text


def test_restricted_items_are_not_for_guests(house, as_):
    house.restrict("Principals alone")
    with pytest.raises(Refused, match="principals only"):
        house.invite(items=[house.item("Principals alone")])
    assert "Principals alone" not in house.page("chair", "guest_add")
    as_("chair").post(house.address("guest_add"), {**WHO, "items": [house.item("Principals alone").pk]})
    assert not GuestInvitation.objects.exists()
    guest = house.invite(items=[house.item("Remittances")])
    assert [item.title for item in guest.items.all()] == ["Remittances"]


def test_item_that_is_for_principals_since_is_not_named_to_who_asked_and_stays(house, as_):
    guest = house.ask(items=[house.item("Remittances"), house.item("Principals alone")])
    house.restrict("Principals alone")
    assert "Remittances" in house.page("member", "guest_change", guest.pk)
    assert "Principals alone" not in house.page("member", "guest_change", guest.pk)
    assert "Principals alone" in house.page("chair", "guest_change", guest.pk)
    told = {**WHO, "name": "Another Guest", "items": [house.item("Adoption").pk]}
    as_("member").post(house.address("guest_change", guest.pk), told)
    assert fresh(guest).name == "Another Guest"
    assert {item.title for item in guest.items.all()} == {"Adoption", "Principals alone"}


@pytest.mark.parametrize("stage", ["planned", "cancelled"])
def test_nobody_is_invited_to_what_is_not_called(house, stage):
    house.meeting.stage = stage
    house.meeting.save()
    with pytest.raises(Refused):
        house.invite()


def test_item_on_which_a_guest_is_heard_stays_on_the_agenda(house):
    guest = house.invite(items=[house.item("Remittances")])
    with pytest.raises(Refused, match="guest is invited"):
        agenda_actions.remove_item(house.item("Remittances"), by=house.chair)
    guests.withdraw(guest, by=house.chair)
    agenda_actions.remove_item(house.item("Remittances"), by=house.chair)


def test_guest_comes_from_the_register_or_from_a_proposal(house, as_):
    partner = Organization.objects.create(name="Migrant Forum", kind="guest")
    contact = Contact.objects.create(organization=partner, name="Mira", post="Director", email="m@mf.example")
    as_("chair").post(house.address("guest_add"), {"contact": contact.pk})
    guest = GuestInvitation.objects.get()
    assert guest.named == "Mira, Migrant Forum (Director)"
    assert guest.email == "m@mf.example"
    wish = Proposal.objects.create(
        title="Remittances", proposed_by=house.ilo, invite="The World Savings Institute",
        item=house.item("Remittances"), meeting=house.meeting,
    )  # fmt: skip
    assert f"?proposal={wish.pk}" in house.page("chair")
    form = as_("chair").get(house.address("guest_add") + f"?proposal={wish.pk}").content.decode()
    assert 'value="The World Savings Institute"' in form
    assert "checked" in form
    assert "From the register" not in house.page("member", "guest_add")


def test_form_keeps_what_was_typed(house, as_):
    answer = as_("member").post(
        house.address("guest_add"), {"name": "Typed Name", "agency": house.ilo.pk, "email": "no address"}
    )
    page = answer.content.decode()
    assert 'value="Typed Name"' in page
    assert "Name the organization" not in page  # the field itself says that it is needed
    assert page.count("invalid-feedback") == 2
    assert not GuestInvitation.objects.exists()


def test_wrong_address_is_put_right_and_its_link_closed(house, as_):
    guest = house.invite(email="wrong@example.org")
    wrong = invitation_links.link_of(guest)
    as_("chair").post(
        house.address("guest_change", guest.pk),
        {"organization": "European Commission", "email": "right@example.org"},
    )
    assert Client().get(reverse("meetings:reply", args=[wrong])).status_code == 410
    assert house.opens(fresh(guest)).status_code == 200
    [message] = mails_to("right@example.org")
    assert Calendar.from_ical(message.calendar)["method"] == "REQUEST"


def test_members_know_who_is_invited_and_not_how_to_reach_them(house):
    house.invite(name="E. Invited")
    house.ask(organization="Asked Institute", email="asked@example.org")
    page = house.page("member")
    assert "E. Invited" in page
    assert WHO["email"] not in page
    assert "Asked Institute" in page  # its own
    guests.ask(house.meeting, agency=factories.agency("UNFPA"), by=house.chair, organization="Of others")
    assert "Of others" not in house.page("member")
    assert "Of others" in house.page("chair")


def test_title_of_an_item_is_not_told_while_the_agenda_is_private(house, plan):
    private = plan(day="2007-04-24", items=["Hidden matter"], **HOUR)
    guest = guests.invite(private, by=house.chair, items=list(private.agenda.all()), **WHO)
    house.meeting = private
    assert "Hidden matter" not in house.page("member")
    assert "Hidden matter" not in house.page("member", "guest_add")
    assert "Hidden matter" not in house.opens(guest).content.decode()
    assert not [one for one in Mail.objects.all() if "Hidden matter" in one.text + one.calendar]


# The link -------------------------------------------------------------------------------------------


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
        "Not coming",
    ):
        assert shown in page
    for hidden in ("Adoption", "Principals alone", "Somebody else comes instead"):
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
    note = library_actions.begin(title="A note", kind="information note", lead=None, by=by)
    version = version_actions.write_text(note, text="What guests may read.", after=0, by=by)
    paper = agenda_actions.add_paper(house.item("Remittances"), title="A note", version=version, by=by)
    link = invitation_links.link_of(house.invite())
    address = reverse("meetings:guest_paper", args=[link, paper.pk])
    assert "It is being made" in Client().get(address).text
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
    assert f"at about 15:{20 * before.count()}" in house.opens(guest).text


def test_looking_changes_nothing_and_a_button_answers(house):
    guest = house.invite()
    house.opens(guest)
    assert fresh(guest).reply == ""
    Client().post(reverse("meetings:reply", args=[invitation_links.link_of(guest)]), {"reply": "remotely"})
    assert fresh(guest).reply == "remotely"
    assert "remotely" in house.page("chair")


def test_link_ends_when_the_minutes_stand(house):
    guest = house.invite()
    with clock.moved_to(dt.datetime(2007, 4, 11, 9, tzinfo=dt.UTC)):
        assert house.opens(guest).status_code == 200  # the papers can still be read
        until = clock.now() + dt.timedelta(days=2)
        minutes_actions.circulate_minutes(house.meeting, until=until, by=house.chair)
        assert house.opens(guest).status_code == 200
    with clock.moved_to(until):
        answer = house.opens(guest)
        assert answer.status_code == 410
        assert "This meeting is over." in answer.content.decode()


def test_link_ends_when_the_meeting_is_cancelled_and_is_no_other_guests(house):
    guest = house.invite()
    link = invitation_links.link_of(guest)
    assert Client().get(reverse("meetings:reply", args=[link[:-1] + "x"])).status_code == 410
    convening_actions.cancel_meeting(house.meeting, by=house.chair)
    assert house.opens(guest).status_code == 410
    assert Client().get(reverse("meetings:guest_paper", args=[link, 1])).status_code == 410


# Heard ----------------------------------------------------------------------------------------------


def test_invited_guest_is_heard_with_one_tap_and_once(house, as_):
    guest = house.invite(capacity="Head of unit")
    with clock.moved_to(dt.datetime(2007, 4, 10, 14, tzinfo=dt.UTC)):
        address = house.address("guest_came", guest.pk)
        as_("chair").post(address, {"heard": "yes"})
        as_("chair").post(address, {"heard": "yes"})
        [heard] = house.meeting.guests.all()
        assert heard.named == "E. Guest, European Commission (Head of unit)"
        assert fresh(guest).heard_as == heard
        as_("chair").post(address, {"heard": "no"})
        assert not house.meeting.guests.exists()
        assert fresh(guest).heard_as is None
        attendance_actions.hear(guest, heard=True, by=house.chair)


def test_neither_name_nor_address_goes_into_the_history(house):
    guest = house.invite()
    guests.change(guest, changes={"email": "moved@ec.example.org", "name": "Other Name"}, by=house.chair)
    replies.answer(guest, reply="coming", by=None)
    kept = " ".join(f"{one.object_repr} {one.changes}" for one in LogEntry.objects.all())
    for secret in ("E. Guest", "guest@ec", "moved@ec", "Other Name"):
        assert secret not in kept


def test_lists_ask_as_often_for_many_guests_as_for_few(house, as_):
    def fill(numbers):
        for number in numbers:
            house.ask(email=f"a{number}@example.org", items=[house.item("Adoption")])
            guest = house.invite(email=f"g{number}@example.org", items=[house.item("Remittances")])
            guest.reply = "coming"
            guest.save()

    def asked(who, name):
        with CaptureQueriesContext(connection) as queries:
            house.page(who, name)
        return len(queries)

    places = [(who, name) for who in ("chair", "member") for name in ("guest_list", "meeting_detail")]
    places.append(("chair", "attendance"))
    fill(range(3))
    few = {place: asked(*place) for place in places}
    fill(range(3, 30))
    assert {place: asked(*place) for place in places} == few


def test_invitation_names_the_link_of_its_reader_only(house):
    guest = house.invite()
    [message] = mails_to(WHO["email"])
    link = re.search(r"/meetings/reply/(\S+?)/", message.text)[1]
    assert invitation_links.invitation_of(link) == guest
