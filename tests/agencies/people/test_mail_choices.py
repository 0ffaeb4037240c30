"""How people choose by kind of mail, how they stop a kind with one click, and who answers a mail."""

import datetime as dt

import pytest
from django.test import Client

from agencies.people.mail import tell
from agencies.people.stopping import stopping
from foundation.dates import clock
from foundation.mail import letters, summaries
from foundation.mail.kinds import Kind, When, chosen_kinds
from foundation.models import Job, Mail
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_in_rows")]

TEMPLATE = "meetings/proposals/mail/proposal_declined.txt"
THURSDAY = dt.datetime(2007, 3, 1, 11, tzinfo=dt.UTC)
MONDAY = dt.datetime(2007, 3, 5, 7, 0, tzinfo=dt.UTC)  # 08:00 in Geneva


def tell_people(*people, title="Data", **values):
    return tell(
        people, subject=f"Declined: {title}", template=TEMPLATE, context={"proposal": {"title": title}},
        why="You receive this e-mail because you are a focal point of UNDP.",
        link=f"https://gmg.example/{title}", **values,
    )  # fmt: skip


def test_mail_greets_by_name_and_ends_with_who_writes_and_who_answers(settings):
    settings.SECRETARIAT_ADDRESS = "secretariat@gmg.example"
    tell_people(factories.user(name="Ana Diaz"), "guest@example.org", kind=Kind.WORK)
    named, plain = Mail.objects.order_by("pk")
    assert named.text.startswith("Dear Ana Diaz,\n\nYour proposed topic:")
    assert plain.text.startswith("Dear colleague,\n\n")
    end = "The secretariat of the Global Migration Group\nContact: secretariat@gmg.example\n\n-- \n"
    assert f"\n\n{end}You receive" in named.text
    assert named.headers["reply_to"] == ["secretariat@gmg.example"]
    assert "Choose which e-mails you receive, and when: https://testserver/me/mails/\n" in named.text
    assert "Choose which" not in plain.text  # they have no account


def test_mail_for_the_chair_is_answered_by_the_chair_of_the_day():
    factories.term("IOM", "2007-01-01", "2007-06-30")
    cleo = factories.person_of("IOM", name="Cleo Chair", email="cleo@iom.example")
    with clock.moved_to(THURSDAY):
        tell_people("guest@example.org", kind=Kind.AGENDAS)
    with clock.moved_to(THURSDAY + dt.timedelta(days=365)):  # nobody chairs: the secretariat is caretaker
        tell_people("guest@example.org", kind=Kind.AGENDAS)
    by_chair, in_gap = Mail.objects.order_by("pk")
    assert "\n\nFor IOM, chair of the Global Migration Group\nContact: Cleo Chair, cleo@iom.example\n" in (
        by_chair.text
    )
    assert by_chair.headers["reply_to"] == [cleo.email]
    assert "\n\nThe secretariat of the Global Migration Group\n" in in_gap.text


def test_who_greets_in_their_own_words_is_not_doubled():
    words = "Dear all,\n\nPlease read this."
    text = letters.full_text(
        words, letters.Reader("a@example.org", "Ana"), why="Why", sender=letters.senders.Sender("Us")
    )
    assert text.startswith("Dear all,\n\nPlease read")
    assert "Ana" not in text


def test_six_hundred_are_told_in_a_few_queries(django_assert_max_num_queries):
    people = [f"p{number}@example.org" for number in range(600)]
    with django_assert_max_num_queries(40):
        assert tell_people(*people, kind=Kind.AGENDAS, thread="meeting-1", batch="b") == 600
    assert Job.objects.count() == 600
    with django_assert_max_num_queries(40):
        tell_people(*people, kind=Kind.AGENDAS, thread="meeting-1", batch="c")
    assert all("In-Reply-To" in mail.headers for mail in Mail.objects.filter(batch="c"))


def test_each_kind_comes_as_it_was_chosen(client):
    ana = factories.user(email="ana@example.org")
    client.force_login(ana)
    assert "Agendas and papers" in client.get("/me/mails/").text
    sent = {"mails": "at_once", "agendas": "weekly", "documents": "never", "actions": "daily"}
    assert "Your choice was saved." in client.post("/me/mails/", sent, follow=True).text
    ana.refresh_from_db()
    with clock.moved_to(THURSDAY):
        assert tell_people(ana, title="A", kind=Kind.AGENDAS) == 1
        assert tell_people(ana, title="B", kind=Kind.DOCUMENTS) == 0
        assert tell_people(ana, title="C", kind=Kind.ACTIONS) == 1
        assert tell_people(ana, title="D", kind=Kind.MINUTES) == 1
    weekly, daily, at_once = Mail.objects.order_by("pk")
    assert (weekly.for_summary, weekly.due_at) == (True, MONDAY)
    assert (daily.for_summary, daily.due_at) == (True, MONDAY - dt.timedelta(days=3))
    assert (at_once.for_summary, at_once.due_at.date()) == (False, THURSDAY.date())


def test_what_needs_an_answer_cannot_be_stopped_and_comes_before_its_deadline(client):
    ana = factories.user(mail_choices={"clearances": "never"})  # not by any form
    assert ana.gets(Kind.CLEARANCES) == When.AT_ONCE
    client.force_login(ana)
    ana.mail_choices = {}
    ana.save()
    assert client.post("/me/mails/", {"mails": "at_once", "clearances": "never"}).status_code == 200  # again
    ana.refresh_from_db()
    assert ana.mail_choices == {}
    assert all(When.NEVER not in kind.ways for kind in chosen_kinds() if kind.needs_answer)
    ben = factories.user(mails=When.WEEKLY)
    with clock.moved_to(THURSDAY):
        tell_people(ben, kind=Kind.CLEARANCES, deadline=THURSDAY + dt.timedelta(hours=5))
        tell_people(ben, kind=Kind.CLEARANCES, deadline=MONDAY + dt.timedelta(days=1))
        tell_people(ben, kind=Kind.CLEARANCES, deadline=MONDAY + dt.timedelta(days=20))
    soon, near, far = Mail.objects.order_by("pk")
    assert not soon.for_summary
    assert near.due_at == MONDAY - dt.timedelta(days=3)
    assert far.due_at == MONDAY


def test_summary_begins_with_what_needs_an_answer():
    ana = factories.user(name="Ana", mails=When.DAILY)
    with clock.moved_to(THURSDAY):
        tell_people(ana, title="Read", kind=Kind.DOCUMENTS)
        tell_people(ana, title="Reply", kind=Kind.CLEARANCES)
    with clock.moved_to(THURSDAY + dt.timedelta(days=1)):
        assert summaries.send_due() == 1
    text = Mail.objects.order_by("pk").last().text
    assert text.startswith("Dear Ana,\n\nDeclined: Reply\n")
    assert text.index("Declined: Reply") < text.index("Declined: Read")
    assert text.count("Dear Ana,") == 1


def test_choice_of_never_drops_what_waits_and_a_later_choice_brings_nothing_back(client):
    ana = factories.user(email="ana@example.org", mails=When.WEEKLY)
    client.force_login(ana)
    tell_people(ana, kind=Kind.DOCUMENTS)
    tell_people(ana, kind=Kind.AGENDAS)
    client.post("/me/mails/", {"mails": "weekly", "documents": "never", "agendas": "at_once"})
    documents, agendas = Mail.objects.order_by("pk")
    assert documents.recalled_at
    assert not agendas.for_summary
    assert Job.objects.get().subject == str(agendas.pk)


def test_one_click_in_a_mail_program_stops_a_kind_without_signing_in():
    ana = factories.user(email="ana@example.org")
    tell_people(ana, kind=Kind.AGENDAS)
    headers = Mail.objects.get().headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Id"].startswith("GMG agendas <agendas.gmg.")
    link = headers["List-Unsubscribe"].strip("<>").removeprefix("https://testserver")
    program = Client(enforce_csrf_checks=True)
    page = program.get(link)
    assert "Stop these e-mails" in page.text  # opening it changes nothing
    assert tell_people(ana, kind=Kind.AGENDAS) == 1
    assert program.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    ana.refresh_from_db()
    assert tell_people(ana, kind=Kind.AGENDAS) == 0
    assert tell_people(ana, kind=Kind.DOCUMENTS) == 1
    assert program.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert program.post(link[:-2] + "/", {}).status_code == 410


def test_mail_that_needs_an_answer_is_no_list():
    ana = factories.user()
    tell_people(ana, kind=Kind.CLEARANCES)
    assert not {"List-Unsubscribe", "List-Id"} & set(Mail.objects.get().headers)
    answer = Client().post(f"/me/mails/stop/{stopping(ana, Kind.CLEARANCES)}/")
    assert answer.status_code == 409
    ana.refresh_from_db()
    assert ana.mail_choices == {}


def test_contact_without_an_account_unsubscribes_by_mail(settings):
    settings.SECRETARIAT_ADDRESS = "secretariat@gmg.example"
    tell_people("partner@example.org", kind=Kind.CIRCULARS)
    headers = Mail.objects.get().headers
    assert headers["List-Unsubscribe"] == "<mailto:secretariat@gmg.example?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in headers
