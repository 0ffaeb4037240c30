"""What is stored about a person: seen, corrected, taken along, and forgotten when they leave."""

import base64
import contextlib
import datetime as dt
import logging
import re

import pytest
from allauth.account.models import EmailAddress
from auditlog.context import set_actor
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.serializers import serialize
from django.urls import reverse

from agencies.accounts import actions as account_actions
from agencies.models import Contact, Dossier, Organization, SecretariatRole, User
from agencies.people import actions as people_actions
from agencies.people.mail import focal_points, tell
from agencies.people.removal import REMOVED
from agencies.privacy import actions as own_actions
from agencies.privacy import exports as own_exports
from foundation.dates import clock
from foundation.discovery import ORDER
from foundation.models import Job, Mail
from foundation.verbs import Refused
from foundation.web.logs import Formatter
from meetings.models import Attendance, Proposal
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS, PHONE = "ana.rossi@iom.example", "+41 22 555 01 02"


@pytest.fixture
def ana(db):
    person = factories.user(name="Ana Rossi", email=ADDRESS, phone=PHONE)
    factories.appointment(person, "IOM", starts="2006-01-01", ends="2007-06-30")
    EmailAddress.objects.create(user=person, email=ADDRESS, primary=True, verified=True)
    return person


def write(to, subject, person):
    template = "agencies/accounts/mail/event.txt"
    tell(to, subject=subject, template=template, context={"person": person}, why="you wanted it")


def text_of_database() -> str:
    """All that stands in the database, as text."""
    return "\n".join(serialize("json", model._base_manager.all()) for model in apps.get_models())


def test_who_left_is_nowhere_any_more_and_minutes_keep_the_name(ana, mail_in_rows):
    meeting = factories.meeting("2007-05-02")
    Attendance.objects.create(meeting=meeting, position=0, agency=factories.agency("IOM"), name="Ana Rossi")
    with set_actor(ana):
        people_actions.change_person(ana, name="Ana Rossi", email=ADDRESS, phone=PHONE)
        factories.meeting("2007-06-08")
    organization = Organization.objects.create(name="Caritas", note=f"Ask {ADDRESS.upper()} or {PHONE}.")
    tell(
        [ana],
        subject="One",
        template="agencies/accounts/mail/event.txt",
        context={"person": ana},
        why="x",
    )
    Job.objects.filter(kind=Mail.JOB).update(error=f"550 <{ADDRESS}> unknown")
    assert ADDRESS in text_of_database()
    people_actions.forget(ana)
    left = text_of_database()
    assert not re.search(re.escape(ADDRESS), left, re.IGNORECASE)
    assert PHONE not in left
    assert meeting.attendance.get().name == "Ana Rossi"
    organization.refresh_from_db()
    assert organization.note == "Ask [removed] or [removed]."


def link_of(mail: Mail) -> str:
    return re.search(r"/me/address/(\S+)/", mail.text)[1]


def text_of_database_and_links() -> str:
    """All that stands in the database, and what stands in its links."""
    text = text_of_database()
    for part in re.findall(r"[\w-]{20,}", text):
        with contextlib.suppress(ValueError):
            text += base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode(errors="replace")
    return text


def test_former_addresses_are_forgotten_with_the_last_one(ana, client, mail_in_rows):
    """Those of mail, of the history and of links; those that were never confirmed, too."""
    client.force_login(ana)
    client.post(reverse("me_change"), {"name": "Ana Rossi", "email": "second@iom.example"})
    client.post(reverse("account_login"), {"login": ADDRESS, "password": "a-long-password"})
    with set_actor(ana):
        factories.meeting("2007-06-08")
    own_actions.confirm(link_of(Mail.objects.get()))
    people_actions.change_person(
        ana, name="Ana Rossi", email="third@iom.example", phone=""
    )  # by the secretariat
    own_actions.change_own(ana, name="Ana Rossi", email="typed@iom.example", phone="")
    addresses = (ADDRESS, "second@iom.example", "third@iom.example", "typed@iom.example")
    before = text_of_database_and_links()
    assert [address for address in addresses if address not in before] == []
    people_actions.forget(ana)
    left = text_of_database_and_links()
    assert [address for address in addresses if address in left] == []
    assert not Mail.objects.filter(private=True).exclude(text="").exists()


def test_mail_to_who_left_is_not_sent_again(ana, client, mail_in_rows):
    write([ana], "One", ana)
    Mail.objects.update(sent_at=clock.now())
    client.force_login(factories.secretariat())
    page = reverse("mail:mail_detail", args=[Mail.objects.get().pk])
    assert "Send again" in client.get(page).text
    people_actions.forget(ana)
    assert "Send again" not in client.get(page).text
    again = client.post(reverse("mail:mail_again", args=[Mail.objects.get().pk]), follow=True)
    assert "The recipient has left the Group" in again.text


def test_login_before_leaves_no_address_in_a_session(ana, client):
    client.post(reverse("account_login"), {"login": ADDRESS, "password": "a-long-password"})
    assert ADDRESS in str(Session.objects.get().get_decoded())
    people_actions.forget(ana)
    assert not Session.objects.exists()


def test_address_under_which_only_the_history_knows_somebody_is_forgotten(ana):
    with set_actor(ana):
        factories.meeting("2007-06-08")
    User.objects.filter(pk=ana.pk).update(email="new@iom.example")  # as before addresses were kept in mind
    assert ADDRESS in text_of_database()
    people_actions.forget(ana)
    assert ADDRESS not in text_of_database()


def test_what_somebody_else_is_reached_by_stays(ana):
    """A common number, and the address of an office that the next one took over."""
    people_actions.change_person(ana, name="Ana Rossi", email="ana@iom.example", phone=PHONE)
    successor = factories.user(name="Ben", email=ADDRESS, phone=PHONE)
    people_actions.forget(ana)
    successor.refresh_from_db()
    assert (successor.email, successor.phone) == (ADDRESS, PHONE)


def test_copy_tells_the_former_addresses(ana):
    people_actions.change_person(ana, name="Ana Rossi", email="new@iom.example", phone="")
    ana.refresh_from_db()
    assert own_exports.copy(ana)["former or unconfirmed e-mail addresses"] == [ADDRESS]


def test_who_comes_back_is_invited_anew(ana, client):
    """The new appointment opens the login; the password of before does not."""
    people_actions.forget(ana)
    client.force_login(factories.secretariat())
    page = reverse("people:person_detail", args=[ana.pk])
    client.post(reverse("people:person_change", args=[ana.pk]), {"name": "Ana Rossi", "email": ADDRESS})
    assert "Account closed; a new appointment reopens it" in client.get(page).text
    assert "Appoint them to an agency" in client.post(f"/invitation/{ana.pk}/send/", follow=True).text
    starts = clock.today() + dt.timedelta(days=30)
    values = {"agency": factories.agency("UNDP").pk, "role": "focal_point", "starts": starts.isoformat()}
    client.post(reverse("people:appointment_add", args=[ana.pk]), values)
    told = client.get(page).text
    assert "Account closed" not in told
    assert "Invite to the portal" in told
    client.post(f"/invitation/{ana.pk}/send/")
    link = re.search(r"https?://[^/]+(/invitation/\S+)", mail.outbox[-1].body)[1]
    client.logout()
    assert not client.login(email=ADDRESS, password="a-long-password")
    with clock.moved_to(starts + dt.timedelta(days=10)):
        chosen = {"new_password1": "a-quiet-long-word", "new_password2": "a-quiet-long-word"}
        assert client.post(link, chosen).status_code == 302
        ana.refresh_from_db()
        assert ana.check_password("a-quiet-long-word")
        assert ana in focal_points(factories.agency("UNDP"))


def test_appointment_that_goes_on_opens_the_login_and_one_that_is_over_does_not(ana):
    people_actions.forget(ana)
    one = ana.appointments.get()
    people_actions.change_appointment(one, post="Director")
    ana.refresh_from_db()
    assert not ana.is_active
    people_actions.change_appointment(one, ends=None)
    ana.refresh_from_db()
    assert ana.is_active


def test_login_that_an_administrator_closed_is_opened_by_no_appointment(ana):
    User.objects.filter(pk=ana.pk).update(is_active=False)
    people_actions.appoint(ana, agency=factories.agency("UNDP"), role="staff", starts=clock.today())
    ana.refresh_from_db()
    assert not ana.is_active
    with pytest.raises(Refused, match="Ask an administrator to reopen it"):
        account_actions.invite(ana, by=None)


def test_mail_that_waits_for_who_left_is_not_sent(ana, mail_in_rows):
    tell(
        [ana],
        subject="One",
        template="agencies/accounts/mail/event.txt",
        context={"person": ana},
        why="x",
    )
    people_actions.forget(ana)
    assert Mail.objects.get().recalled_at
    assert not Job.objects.unfinished().exists()


def test_who_left_cannot_log_in_and_is_logged_out(ana, client):
    client.force_login(ana)
    people_actions.forget(ana)
    assert client.get(reverse("me")).status_code == 302


@pytest.mark.parametrize("more", ["appointment", "future", "secretariat"])
def test_who_has_not_left_is_not_forgotten(ana, more):
    if more == "secretariat":
        SecretariatRole.objects.create(person=ana, role="reading")
    else:
        starts = clock.today() + dt.timedelta(days=9 if more == "future" else -9)
        factories.appointment(ana, "UNDP", starts=starts.isoformat())
    with pytest.raises(Refused):
        people_actions.forget(ana)
    ana.refresh_from_db()
    assert ana.email == ADDRESS


@pytest.mark.parametrize(("day", "gone"), [("2007-08-29", 0), ("2007-08-30", 1), ("2012-01-01", 1)])
def test_it_happens_by_itself_after_some_time(ana, settings, day, gone):
    """Sixty days after 30 June; a run that was missed is caught up, a second one finds nothing."""
    settings.FORGET_AFTER_DAYS = 60
    factories.person_of("ILO")
    factories.user()  # who was never appointed has not left
    with clock.moved_to(dt.date.fromisoformat(day)):
        assert people_actions.forget_who_left() == gone
        assert people_actions.forget_who_left() == 0


def test_secretariat_forgets_by_a_button(ana, client):
    client.force_login(factories.secretariat())
    page = client.get(reverse("people:person_detail", args=[ana.pk]))
    forget = reverse("people:person_forget", args=[ana.pk])
    assert forget in page.text
    client.get(forget)
    ana.refresh_from_db()
    assert ana.email
    client.post(forget)
    ana.refresh_from_db()
    assert (ana.email, ana.phone, ana.name) == (None, "", "Ana Rossi")


def test_one_corrects_name_and_telephone_at_once(client, mailoutbox):
    person = factories.user(name="Ana", email=ADDRESS)
    client.force_login(person)
    client.post(reverse("me_change"), {"name": "Ana Rossi", "email": ADDRESS, "phone": PHONE})
    person.refresh_from_db()
    assert (person.name, person.phone) == ("Ana Rossi", PHONE)
    assert not mailoutbox


def test_another_address_counts_once_it_is_confirmed(client, mailoutbox):
    person = factories.user(name="Ana", email=ADDRESS)
    client.force_login(person)
    client.post(reverse("me_change"), {"name": "Ana", "email": "new@iom.example"})
    person.refresh_from_db()
    assert person.email == ADDRESS
    (mail,) = mailoutbox
    assert mail.to == ["new@iom.example"]
    link = re.search(r"https?://[^/]+(/me/address/\S+)", mail.body)[1]
    client.logout()
    assert client.get(link).status_code == 200
    person.refresh_from_db()
    assert person.email == ADDRESS  # opening it changes nothing
    client.post(link)
    person.refresh_from_db()
    assert person.email == "new@iom.example"
    told = [one.to for one in mailoutbox if one.subject == "Your e-mail address has been changed"]
    assert told == [[ADDRESS], ["new@iom.example"]]  # who lost the address hears of it too
    assert client.post(link).status_code == 410


def test_link_to_a_new_address_ends(client, mailoutbox):
    person = factories.user(email=ADDRESS)
    own_actions.change_own(person, name="Ana", email="new@iom.example", phone="")
    link = re.search(r"https?://[^/]+(/me/address/\S+)", mailoutbox[0].body)[1]
    with clock.moved_to(clock.now() + own_actions.LASTS):
        assert client.post(link).status_code == 410
    person.refresh_from_db()
    assert person.email == ADDRESS


def test_one_takes_a_copy(ana, client, mail_in_rows):
    client.force_login(ana)
    tell(
        [ana],
        subject="One",
        template="agencies/accounts/mail/event.txt",
        context={"person": ana},
        why="x",
    )
    write(["other@x.example"], "Two", ana)
    copy = client.get(reverse("me_copy")).json()
    assert copy["e-mail"] == ADDRESS
    assert copy["appointments"][0]["agency"] == "IOM"
    assert [mail["subject"] for mail in copy["e-mails sent to you"]] == ["One"]
    assert [one for one in copy["records that name you"] if one["what"] != "sign-in"] == [
        {
            "what": "appointment",
            "where": "Agencies",
            "as": "you are named",
            "number": ana.appointments.get().pk,
            "on": "",
        }
    ]


def test_copy_names_all_that_somebody_wrote_and_did(ana, client):
    """Whatever table points to the person, also where nothing leads back; and none of the words of others."""
    client.force_login(ana)
    remark = factories.application(applicant="Secret Agency").remarks.create(by=ana, text="Our words.")
    factories.application("Other").remarks.create(by=factories.user(), text="Theirs.")
    meeting = factories.meeting("2007-05-02")
    at = clock.now()
    proposal = Proposal.objects.create(
        title="Topic", proposed_by=factories.agency("IOM"), entered_by=ana, answered_by=ana, answered_at=at
    )
    ana.groups.add(Group.objects.create(name="readers"))
    with set_actor(ana):
        meeting.save()
    copy = client.get(reverse("me_copy")).json()
    named = [
        (one["what"], one["as"], one["number"])
        for one in copy["records that name you"]
        if one["what"] != "sign-in"
    ]
    assert sorted(named) == [
        ("appointment", "you are named", ana.appointments.get().pk),
        ("comment", "written or done by you", remark.pk),
        ("proposal", "answered by you", proposal.pk),
        ("proposal", "entered by you", proposal.pk),
    ]
    assert at.isoformat(timespec="seconds") in [one["on"] for one in copy["records that name you"]]
    assert not re.search("Secret|Theirs|Topic", str(copy))


def test_every_table_that_points_to_a_person_has_words_for_it():
    """A new field that points to people is worded, so that a copy can be read."""
    fields = [one.field for one in User._meta.get_fields(include_hidden=True) if one.one_to_many]
    ours = [one for one in fields if one.model._meta.app_label in ORDER and not one.model._meta.auto_created]
    assert len(ours) > 40
    assert [one for one in ours if one.name not in own_exports.NAMED and not one.name.endswith("_by")] == []


def test_logs_hold_no_address():
    record = logging.LogRecord("x", logging.INFO, "", 1, f"550 <{ADDRESS}> unknown", (), None)
    assert Formatter("{message}", style="{").format(record) == "550 <[address]> unknown"


def test_contacts_of_others_stay(ana):
    organization = Organization.objects.create(name="Caritas")
    Contact.objects.create(organization=organization, name="Carla", email="carla@caritas.example")
    people_actions.forget(ana)
    assert Contact.objects.get().email == "carla@caritas.example"


def test_what_only_contains_the_address_or_the_number_stays(ana):
    others = [
        factories.user(name=name, email=f"{before}{ADDRESS}{after}", phone=f"{PHONE}3")
        for name, before, after in (("Dana", "d", ""), ("Mary", "mary-", ""), ("Org", "", ".org"))
    ]
    note = f"Ask {ADDRESS}, or <{ADDRESS}>. Else {ADDRESS}."
    organization = Organization.objects.create(name="Caritas", note=note)
    before = [(one.email, one.phone) for one in others]
    people_actions.forget(ana)
    for one in others:
        one.refresh_from_db()
    assert [(one.email, one.phone) for one in others] == before
    organization.refresh_from_db()
    assert organization.note == "Ask [removed], or <[removed]>. Else [removed]."


@pytest.mark.parametrize("confirmed", [True, False])
def test_address_by_which_an_applicant_is_reached_stays_theirs(ana, confirmed):
    at = clock.now() if confirmed else None
    dossier = Dossier.objects.create(email=ADDRESS, applicant="ICMPD", confirmed_at=at)
    people_actions.forget(ana)
    dossier.refresh_from_db()
    assert dossier.email == (ADDRESS if confirmed else REMOVED)
