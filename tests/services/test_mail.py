"""Mail by a real worker to a real server: once, whatever happens to either."""

import pytest

from tests import mailserver

WRITE = """
from agencies.people.mail import tell
tell([{to!r}], subject="Agenda", template="meetings/proposals/mail/proposal_withdrawn.txt", why="you asked")
"""
WAITING = "from foundation.models import Mail; print(Mail.objects.unsent().count())"
SWEEP = "from foundation.jobs import outbox; outbox.sweep()"


@pytest.fixture(scope="module")
def server(portal):
    with mailserver.running() as (server, port):
        portal.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
        yield server
        del portal.environment["EMAIL_URL"]


@pytest.fixture
def portal_with_mail(portal_processes, server):
    portal_processes.server = server
    server.got.clear()
    server.asked = 0
    return portal_processes


def write(portal, to="ana@example.org"):
    portal.python(WRITE.format(to=to))


def got(portal) -> list[str]:
    return [to[0] for to, _ in portal.server.got]


def wait_until_sent(portal):
    portal.wait_for(lambda: portal.python(WAITING) == "0", "all mail is sent")


def test_mail_that_waited_while_no_worker_lived_is_sent_once_when_one_does(portal_with_mail):
    portal = portal_with_mail
    write(portal)
    assert got(portal) == []
    portal.start("worker")
    portal.start("beat")
    wait_until_sent(portal)
    portal.kill("worker")
    portal.start("worker")
    portal.python(SWEEP)
    write(portal, "ben@example.org")
    wait_until_sent(portal)
    assert got(portal) == ["ana@example.org", "ben@example.org"]


def test_server_that_hangs_blocks_no_worker_and_the_mail_comes_when_it_answers(portal_with_mail):
    portal = portal_with_mail
    portal.server.waits = 600  # seconds
    portal.start("worker")
    portal.start("beat")
    everybody = [f"member{number}@example.org" for number in range(60)]
    portal.python("\n".join(WRITE.format(to=to) for to in everybody))
    portal.wait_for(lambda: portal.server.asked, "the first mail hangs")
    portal.python("from foundation.jobs import outbox; outbox.put('note', 'meanwhile')")
    portal.wait_for(lambda: (portal.data_dir / "note-meanwhile").exists(), "other work is done")
    assert portal.server.asked == 1  # the rest wait for it, and hold no process
    assert got(portal) == []
    portal.server.waits = 0
    wait_until_sent(portal)
    assert sorted(got(portal)) == sorted(everybody)
