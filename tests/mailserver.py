"""A real mail server for the tests, on a free port of this machine."""

import asyncio
import email.policy
import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Server:
    """Stores the mail that it gets, and answers as the test wants."""

    def __init__(self):
        self.got = []  # pairs of the addresses and the message
        self.says = None  # its answer to every address
        self.says_of = {}  # its answers to single addresses
        self.waits = 0  # seconds before it answers
        self.asked = 0  # how often it was given an address

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.asked += 1
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
    """Yields the server and its port."""
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
