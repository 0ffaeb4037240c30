"""Guests: asked for, invited, refused, taken back and heard."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from agencies.models import Contact, Organization
from foundation.dates import clock
from foundation.models import Mail
from foundation.verbs import Refused
from meetings.agenda import actions as agenda_actions
from meetings.attendance import actions as attendance_actions
from meetings.invitations import links as invitation_links
from meetings.invitations.actions import guests, replies
from meetings.models import GuestInvitation, Proposal
from tests import factories
from tests.awaiting import awaiting_in
from tests.meetings.invitations.guests import HOUR, WHO, fresh, mails_to, send_mails

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march", "mail_in_rows")]
awaiting = awaiting_in("meetings")


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
    assert (guest.state, guest.asked_by, guest.entered_by) == ("asked", house.ilo, house.member)
    assert not mails_to(WHO["email"])
    assert "ILO asks you to invite European Commission" in " ".join(
        one.sentence for one in awaiting(house.chair)
    )
    assert "They know." in house.page("chair")
    as_("chair").post(house.address("guest_invite", guest.pk))
    assert fresh(guest).state == "invited"
    assert mails_to(WHO["email"])
    [told] = mails_to(house.member.email)
    assert "has invited E. Guest" in told.text
    assert "asks you to invite" not in " ".join(one.sentence for one in awaiting(house.chair))


def test_chair_refuses_only_with_a_sentence_which_the_agency_reads(house, as_):
    guest = house.ask()
    as_("chair").post(house.address("guest_refuse", guest.pk), {"reason": " "})
    with pytest.raises(Refused, match="Please give a reason"):
        guests.refuse(guest, reason=" ", by=house.chair)
    assert fresh(guest).state == "asked"
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


def test_within_a_minute_nobody_has_heard_of_it(house):
    guest = house.ask()
    guests.accept(guest, by=house.chair)
    assert "Undone: " in guests.take_back(guest, by=house.chair)
    assert fresh(guest).state == "asked"
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
        assert "The status is “declined” again." in guests.take_back(guest, by=house.chair)
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
    assert (guest.state, guest.asked_by) == ("asked", house.ilo)
    [told] = mails_to(house.member.email)
    assert "asked the chair on behalf of ILO to invite E. Guest, European Commission" in told.text


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
    with pytest.raises(Refused, match="from outside is invited"):
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
    assert "Contact from the register" not in house.page("member", "guest_add")


def test_form_keeps_what_was_typed(house, as_):
    answer = as_("member").post(
        house.address("guest_add"), {"name": "Typed Name", "agency": house.ilo.pk, "email": "no address"}
    )
    page = answer.content.decode()
    assert 'value="Typed Name"' in page
    assert "Enter the organization" not in page  # the field itself says that it is needed
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
    fill(range(3, 12))
    assert {place: asked(*place) for place in places} == few
