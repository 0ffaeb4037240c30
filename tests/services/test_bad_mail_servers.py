"""A real worker and mail servers that do not do as they should: nothing is lost, and nothing goes twice."""

import pytest

from tests import badservers
from tests.badservers import DROP, HANG

WRITE = """
from agencies.people.mail import tell
for to in {to!r}:
    tell([to], subject="Agenda", template="meetings/proposals/mail/proposal_withdrawn.txt", why="you asked")
"""
WAITING = "from foundation.models import Mail; print(Mail.objects.unsent().count())"
STATES = """
from foundation.models import Mail
print(*(str(mail.state) for mail in Mail.objects.with_job().order_by("-pk")[:{count}]))
"""
MARKED = (
    "from foundation.models import BadAddress; print(*BadAddress.objects.values_list('address', flat=True))"
)
# Twelve kinds of faults that pass.
PASSING = {
    "says 421 at the greeting": {"greeting": "421 Too many connections"},
    "says 554 at the greeting": {"greeting": "554 No service"},
    "hangs up at the greeting": {"greeting": DROP},
    "hangs at the greeting": {"greeting": HANG},
    "wants a sign-in": {"mail": "530 5.7.0 Sign in first"},
    "puts off the sender": {"mail": "451 4.3.0 Try later"},
    "says 421 to an address": {"rcpt": "421 4.7.0 Too many"},
    "greylists": {"rcpt": "450 4.7.1 Greylisted"},
    "says that the mailbox is full": {"rcpt": "452 4.2.2 Over quota"},
    "hangs at an address": {"rcpt": HANG},
    "hangs up before the text": {"data": DROP},
    "puts the text off": {"dot": "451 4.7.0 Try again"},
}


@pytest.fixture(scope="module")
def bad(portal):
    """The server, and a portal whose worker and beat send to it."""
    with badservers.running() as (server, port):
        portal.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
        portal.server = server
        portal.start("worker")
        portal.start("beat")
        yield portal
        portal.kill_all()
        del portal.environment["EMAIL_URL"]


@pytest.fixture(autouse=True)
def healthy(bad):
    bad.server.heal()
    bad.server.got.clear()
    bad.server.swallowed.clear()
    bad.server.knocks = bad.server.connections = 0


def write(portal, *to):
    portal.python(WRITE.format(to=to))


def forget(portal):
    portal.python(
        "from foundation.models import BadAddress, Mail\n"
        "Mail.objects.filter(sent_at=None).delete()\n"
        "BadAddress.objects.all().delete()"
    )


def wait_until_sent(portal):
    portal.wait_for(lambda: portal.python(WAITING) == "0", "all mail is sent")


@pytest.mark.parametrize("does", PASSING.values(), ids=PASSING)
def test_mail_waits_until_the_fault_has_passed_and_goes_once(bad, does):
    bad.server.does = does
    everybody = sorted(f"member{number}@example.org" for number in range(10))
    write(bad, *everybody)
    bad.wait_for(lambda: bad.server.knocks or bad.server.connections > 1, "the server is asked")
    assert bad.server.got == []
    bad.server.heal()
    wait_until_sent(bad)
    assert bad.server.reached == everybody
    assert bad.server.swallowed == []


def test_refusals_fail_alone_and_mark_where_nobody_is(bad):
    bad.server.does_to = {
        "ben@example.org": "550 5.1.1 User unknown",
        "cleo@example.org": "550 5.7.1 Blocked",
    }
    write(bad, "ana@example.org", "ben@example.org", "cleo@example.org", "dan@example.org")
    bad.wait_for(
        lambda: bad.python(STATES.format(count=4)) == "sent failed failed sent", "all have their turn"
    )
    assert bad.server.reached == ["ana@example.org", "dan@example.org"]
    assert bad.python(MARKED) == "ben@example.org"
    forget(bad)


def test_server_that_takes_mail_and_never_says_so_gets_it_twice_at_most(bad):
    bad.server.does = {"dot": HANG}
    write(bad, "ana@example.org")
    bad.wait_for(lambda: bad.python(STATES.format(count=1)) == "failed", "it is given up")
    first, second = (message["Message-ID"] for _, message in bad.server.swallowed)
    assert first == second
    forget(bad)


def test_worker_that_is_killed_in_the_middle_of_a_batch_loses_nothing_and_repeats_nothing(bad):
    everybody = sorted(f"member{number:02}@example.org" for number in range(60))
    bad.server.does_to = {everybody[30]: HANG}
    write(bad, *everybody)
    bad.wait_for(lambda: len(bad.server.got) == 30, "half of them are sent")
    bad.kill("worker")
    bad.server.heal()
    bad.start("worker")
    wait_until_sent(bad)
    assert bad.server.reached == everybody
