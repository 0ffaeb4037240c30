"""A real mail server for the tests, on a free port of this machine."""

import asyncio
import datetime as dt
import email.policy
import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller

from foundation import clock, outbox
from foundation.models import Job


class Server:
    """It keeps what it gets, and answers what the test wants."""

    def __init__(self):
        self.got = []  # pairs of the addresses and the message
        self.says = None  # to whomever
        self.says_of = {}  # of single addresses
        self.waits = 0  # seconds before it answers at all

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        await asyncio.sleep(self.waits)
        if answer := self.says or self.says_of.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.got.append(
            (envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default))
        )
        return "250 OK"


@contextmanager
def running():
    """The server and its port."""
    handler = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


class Mails:
    """What the mail server got, a step at a time."""

    def __init__(self, server):
        self.server = server

    def arrive(self) -> dict:
        """What came since the last time, by the address it came to; each got one message at most."""
        with clock.moved_to(clock.now() + dt.timedelta(seconds=61)):
            for job in Job.objects.due():
                outbox.do(job.pk)
        told = {to[0]: message for to, message in self.server.got}
        assert len(told) == len(self.server.got)
        self.server.got.clear()
        return told


def text_of(message) -> str:
    return message.get_body(["plain"]).get_content()
