"""Mail servers that do not do as they should: nothing is lost or goes twice, and why is said in words."""

import datetime as dt

import pytest
from django.core.mail import EmailMessage, send_mail

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.jobs.queues import queue_of
from foundation.mail import addresses, relay
from foundation.mail import server as mail_server
from foundation.models import BadAddress, Job, Mail, MailServer
from tests import badservers
from tests.badservers import DROP, HANG

pytestmark = pytest.mark.django_db
QUEUE = queue_of(Mail.JOB)
THREE = ["ana@example.org", "ben@example.org", "cleo@example.org"]
PATIENT, IMPATIENT = 60, 1  # seconds that the portal waits for an answer; the second if none will come
MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


@pytest.fixture
def bad(settings, monkeypatch):
    """A server that does what the test says. No worker is told; the test does the jobs itself."""
    monkeypatch.setattr(outbox, "wake", lambda queue: True)
    with badservers.running() as (server, port):
        settings.EMAIL_BACKEND = "foundation.mail.backend.Backend"
        settings.MAIL_TRANSPORT = relay.SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = PATIENT
        yield server


def write(*to, subject="Agenda"):
    for one in to:
        send_mail(subject, "The text", None, [one])


def work(after=dt.timedelta()):
    """A worker does what is due so long after now."""
    with clock.moved_to(clock.now() + after):
        outbox.work(QUEUE)


def states() -> list[str]:
    return [str(mail.state) for mail in Mail.objects.with_job().order_by("pk")]


# It takes no mail at all -----------------------------------------------------------------------------

TLS, SIGN_IN = ["STARTTLS"], ["AUTH PLAIN LOGIN"]
AWAY = {
    "says 421 at the greeting": ({"greeting": "421 Too many connections"}, [], "421 Too many connections"),
    "says 554 at the greeting": ({"greeting": "554 No service"}, [], "554 No service"),
    "hangs up at the greeting": ({"greeting": DROP}, [], "could not be reached"),
    "hangs at the greeting": ({"greeting": HANG}, [], "could not be reached"),
    "hangs at the name": ({"ehlo": HANG}, [], "could not be reached"),
    "refuses the password": ({"auth": "535 5.7.8 Bad credentials"}, SIGN_IN, "user name and password: 535"),
    "offers no TLS": ({}, [], "secure connection"),
    "puts off TLS": ({"starttls": "454 TLS not available"}, TLS, "454 TLS not available"),
    "speaks no TLS": ({"starttls": "220 Go on\r\nNo TLS here"}, TLS, "secure connection"),
    "wants a sign-in": ({"mail": "530 5.7.0 Sign in first"}, [], "user name and password: 530"),
    "puts off the sender": ({"mail": "451 4.3.0 Try later"}, [], "not accepting mail now: 451"),
    "says 421 to an address": ({"rcpt": "421 4.7.0 Too many"}, [], "not accepting mail now: 421"),
    "has no room": ({"rcpt": "452 4.3.1 Insufficient storage"}, [], "not accepting mail now: 452"),
    "hangs at an address": ({"rcpt": HANG}, [], "could not be reached"),
    "hangs up before the text": ({"data": DROP}, [], "could not be reached"),
}


@pytest.mark.parametrize(("does", "offers", "said"), AWAY.values(), ids=AWAY)
def test_server_that_takes_nothing_is_tried_by_one_mail_and_all_go_when_it_does(
    bad, settings, does, offers, said
):
    bad.does, bad.offers = does, offers
    if offers is SIGN_IN:
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = "portal"
    settings.EMAIL_USE_TLS = offers is TLS or not does
    settings.EMAIL_TIMEOUT = IMPATIENT if HANG in does.values() else PATIENT
    write(*THREE)
    work()
    assert bad.connections == 1
    assert states() == ["waits"] * 3
    assert said in MailServer.objects.get().reason
    work(0.9 * MINUTE)
    assert bad.connections == 1  # nobody tries within the pause
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, PATIENT
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    bad.heal()
    work(1.1 * MINUTE)
    assert states() == ["sent"] * 3
    assert bad.reached == THREE
    assert mail_server.trouble() is None
    assert not BadAddress.objects.exists()


def test_a_name_that_is_not_known_is_waited_for(bad, settings):
    settings.EMAIL_HOST = "nowhere.invalid"
    write("ana@example.org")
    work()
    assert states() == ["waits"]
    assert "The name of the mail server is not known" in MailServer.objects.get().reason


def test_a_server_that_is_away_is_asked_after_growing_pauses_by_another_mail_each_time(bad):
    bad.does = {"greeting": "421 Later"}
    write(*(f"member{number}@example.org" for number in range(20)))
    begun = clock.now()
    for minutes, knocks in (
        (0, 1),
        (0.9, 1),
        (1.1, 2),
        (6, 2),
        (6.2, 3),
        (21, 3),
        (21.3, 4),
        (51, 4),
        (51.4, 5),
    ):
        with clock.moved_to(begun + minutes * MINUTE):
            outbox.work(QUEUE)
        assert bad.connections == knocks
    assert Job.objects.filter(put_off=1).count() == 5
    bad.heal()
    with clock.moved_to(begun + 82 * MINUTE):
        outbox.work(QUEUE)
    assert states() == ["sent"] * 20


def test_a_server_that_is_away_for_three_days_fails_all_that_waited_with_its_reason(bad):
    bad.does = {"greeting": "421 Later"}
    write(*THREE)
    work()
    work(2.9 * 24 * HOUR)
    assert states() == ["waits"] * 3
    write("late@example.org")
    Job.objects.filter(subject=str(Mail.objects.first().pk)).update(created_at=clock.now() + 2 * 24 * HOUR)
    work(3.1 * 24 * HOUR)
    assert states() == ["failed"] * 3 + ["waits"]
    errors = set(Job.objects.exclude(failed_at=None).values_list("error", flat=True))
    assert all("not accepting mail now: 421 Later" in error for error in errors)
    bad.heal()
    work(3.2 * 24 * HOUR)
    assert bad.reached == ["late@example.org"]


def test_after_an_hour_the_log_tells_it_once(bad, caplog):
    bad.does = {"greeting": "421 Later"}
    write(*THREE)
    for minutes in (0, 2, 10, 30, 59):
        work(minutes * MINUTE)
    assert "has not accepted mail since" not in caplog.text
    for minutes in (90, 130, 170):
        work(minutes * MINUTE)
    assert caplog.text.count("has not accepted mail since") == 1


def test_a_clock_that_is_set_back_does_not_prolong_the_pause(bad):
    bad.does = {"greeting": "421 Later"}
    write("ana@example.org")
    with clock.moved_to(clock.now() + HOUR):
        outbox.work(QUEUE)
    assert mail_server.is_open()


# It does not take one mail ----------------------------------------------------------------------------

PUT_OFF = {
    "greylists": ({"rcpt": "450 4.7.1 Greylisted"}, "450 4.7.1 Greylisted"),
    "greylists without a code": ({"rcpt": "451 Come back later"}, "451 Come back later"),
    "says that the mailbox is full": ({"rcpt": "452 4.2.2 Over quota"}, "452 4.2.2 Over quota"),
    "says so for ever": ({"rcpt": "552 5.2.2 Mailbox full"}, "552 5.2.2 Mailbox full"),
    "puts the text off": ({"dot": "451 4.7.0 Try again"}, "451 4.7.0 Try again"),
}


@pytest.mark.parametrize(("does", "said"), PUT_OFF.values(), ids=PUT_OFF)
def test_mail_that_is_put_off_waits_by_itself_and_keeps_no_other(bad, does, said):
    bad.does = does
    write("ana@example.org")
    work()
    bad.heal()
    write("ben@example.org")
    work()
    assert states() == ["waits", "sent"]
    assert said in Job.objects.get(subject=str(Mail.objects.last().pk)).error
    assert mail_server.trouble() is None
    work(1.1 * MINUTE)
    assert bad.reached == ["ana@example.org", "ben@example.org"]
    assert not BadAddress.objects.exists()


def test_mail_that_is_put_off_is_tried_after_growing_pauses_for_three_days(bad):
    bad.does = {"rcpt": "450 4.7.1 Greylisted"}
    write("ana@example.org")
    begun = moment = clock.now()
    pauses = []
    while states() == ["waits"]:
        with clock.moved_to(moment):
            outbox.work(QUEUE)
        job = Job.objects.get()
        pauses.append(round((job.due_at - moment) / MINUTE))
        moment = job.due_at
        assert len(pauses) < 50
    assert pauses[:9] == [1, 5, 15, 30, 60, 120, 240, 240, 240]
    assert 3 * 24 * HOUR < moment - begun < 3 * 24 * HOUR + 5 * HOUR
    assert "450 4.7.1 Greylisted" in job.error
    assert job.attempts == 1  # a worker that is killed has its own count


REFUSED = {
    "knows nobody of that name": ({"rcpt": "550 5.1.1 User unknown"}, True),
    "says so without a code": ({"rcpt": "550 No such person here"}, True),
    "has closed the mailbox": ({"rcpt": "550 5.2.1 Mailbox disabled"}, True),
    "does not like the portal": ({"rcpt": "550 5.7.1 Blocked by policy"}, False),
    "passes nothing on": ({"rcpt": "550 Relaying denied"}, False),
    "does not like the text": ({"dot": "554 5.7.1 Looks like spam"}, False),
    "does not like the sender": ({"mail": "553 5.1.8 Sender unknown"}, False),
    "finds it too large": ({"dot": "552 5.3.4 Too large"}, False),
}


@pytest.mark.parametrize(("does", "is_marked"), REFUSED.values(), ids=REFUSED)
def test_mail_that_is_refused_fails_at_once_and_marks_the_address_if_it_is_the_reason(bad, does, is_marked):
    bad.does = does
    write("ana@example.org")
    work()
    bad.heal()
    write("ben@example.org")
    work()
    assert states() == ["failed", "sent"]
    assert [mark.address for mark in BadAddress.objects.all()] == ["ana@example.org"] * is_marked
    said = next(iter(does.values()))
    assert Mail.objects.with_job().last().trouble == f"The mail server refused this message: {said}"


def test_marked_address_gets_no_mail_until_it_works_again(bad):
    addresses.mark("Ana@Example.org", reason="550 Unknown", source=BadAddress.Source.REFUSED)
    write("ana@example.org", "ben@example.org")
    work()
    assert bad.reached == ["ben@example.org"]
    assert states() == ["failed", "sent"]
    trouble = Mail.objects.with_job().last().trouble
    assert trouble.startswith("It was not sent. The mail server has refused e-mails to this address since ")
    assert addresses.clear("ana@example.org")
    write("ana@example.org")
    work()
    assert bad.reached == ["ana@example.org", "ben@example.org"]


def test_what_somebody_asked_for_is_tried_at_a_marked_address_and_shows_that_it_works(bad):
    addresses.mark("ana@example.org", reason="550 Unknown", source=BadAddress.Source.REFUSED)
    write("ana@example.org")
    Mail.objects.update(private=True)
    work()
    assert bad.reached == ["ana@example.org"]
    assert not BadAddress.objects.exists()


def test_address_whose_mail_came_back_stays_marked_although_a_server_takes_more(bad):
    addresses.mark("ana@example.org", reason="unknown", source=BadAddress.Source.BOUNCED)
    write("ana@example.org")
    Mail.objects.update(private=True)
    work()
    assert bad.reached == ["ana@example.org"]
    assert BadAddress.objects.exists()


def test_address_that_is_refused_among_others_gets_a_mail_of_its_own(bad):
    bad.does_to = {"ben@example.org": "450 4.7.1 Greylisted", "cleo@example.org": "550 5.1.1 Unknown"}
    EmailMessage("Agenda", "The text", None, ["ana@example.org"], cc=THREE[1:]).send()
    work()
    assert bad.reached == ["ana@example.org"]
    assert [(mail.to, str(mail.state)) for mail in Mail.objects.with_job().order_by("pk")] == [
        (["ana@example.org"], "sent"), (["ben@example.org"], "waits"), (["cleo@example.org"], "failed"),
    ]  # fmt: skip
    bad.heal()
    work(1.1 * MINUTE)
    assert bad.reached == ["ana@example.org", "ben@example.org"]
    assert [mark.address for mark in BadAddress.objects.all()] == ["cleo@example.org"]


# It takes a mail and never says so ------------------------------------------------------------------


@pytest.mark.parametrize("dot", [DROP, HANG], ids=["hangs up", "hangs"])
def test_mail_that_a_server_takes_without_saying_so_goes_once_more_with_the_same_id(bad, settings, dot):
    bad.does, settings.EMAIL_TIMEOUT = {"dot": dot}, IMPATIENT
    write("ana@example.org")
    begun = clock.now()
    for hours in range(100):
        with clock.moved_to(begun + hours * HOUR):
            outbox.work(QUEUE)
    first, second = (message["Message-ID"] for _, message in bad.swallowed)
    assert first == second
    assert states() == ["failed"]
    assert "It may have arrived." in Mail.objects.with_job().get().trouble


def test_mail_that_was_not_confirmed_arrives_at_the_second_time(bad, settings):
    bad.does, settings.EMAIL_TIMEOUT = {"dot": HANG}, IMPATIENT
    write("ana@example.org")
    work()
    trouble = Mail.objects.with_job().get().trouble
    assert "took this message, but did not confirm it" in trouble
    assert trouble.endswith("It may have arrived.")
    bad.heal()
    settings.EMAIL_TIMEOUT = PATIENT
    work(2 * MINUTE)
    assert states() == ["sent"]
    assert len(bad.got) == 1


# One connection ---------------------------------------------------------------------------------------


def test_one_connection_serves_many_and_is_opened_again_after_a_hundred(bad):
    write(*(f"member{number}@example.org" for number in range(relay.MOST_ON_A_LINE + 1)))
    work()
    assert len(bad.got) == relay.MOST_ON_A_LINE + 1
    assert bad.connections == 2


def test_server_that_closes_a_connection_it_had_enough_of_gets_a_new_one_at_once(bad, monkeypatch):
    write(*THREE)
    take = bad._take

    def take_and_leave(lines, to):
        take(lines, to)
        raise ConnectionAbortedError

    monkeypatch.setattr(bad, "_take", take_and_leave)
    work()
    assert bad.reached == THREE
    assert (bad.connections, mail_server.trouble()) == (3, None)


def test_a_refusal_leaves_the_connection_to_the_others(bad):
    bad.does_to = {"ben@example.org": "550 5.1.1 Unknown"}
    write(*THREE)
    work()
    assert bad.reached == ["ana@example.org", "cleo@example.org"]
    assert bad.connections == 1
