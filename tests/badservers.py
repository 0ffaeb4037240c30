"""Mail servers that do not do as they should, on a free port of this machine.

A `Server` follows the protocol, but at each step it `does` what the test says: an answer of its own, `DROP`
(it hangs up) or `HANG` (it never answers). The steps: greeting, ehlo, starttls, auth, mail, rcpt, data, dot.
"""

import email.policy
import socket
import threading
from contextlib import contextmanager, suppress

DROP, HANG = object(), object()
NORMALLY = {
    "greeting": "220 mail.example.org",
    "mail": "250 OK",
    "rcpt": "250 OK",
    "data": "354 Go on",
    "dot": "250 2.0.0 Taken",
    "rset": "250 OK",
    "noop": "250 OK",
    "quit": "221 Bye",
}


class Server:
    """Stores the mail that it confirmed (`got`) and the one it did not (`swallowed`), and counts."""

    def __init__(self):
        self.does = {}
        self.does_to = {}  # what it does to single addresses
        self.offers = []  # what its EHLO names, such as STARTTLS
        self.got, self.swallowed = [], []
        self.connections = self.knocks = 0  # connections; addresses and greetings that were answered badly
        self.over = threading.Event()

    def _of(self, step, address=""):
        return self.does_to.get(address) or self.does.get(step) or NORMALLY.get(step, "502 What?")

    def talk(self, connection: socket.socket) -> None:
        self.connections += 1
        with suppress(OSError), connection, connection.makefile("rwb") as lines:
            self._say(lines, self._of("greeting"))
            to = []
            while line := lines.readline():
                verb = line.split()[0].decode(errors="replace").lower() if line.split() else ""
                if verb == "ehlo":
                    offers = ["mail.example.org", *self.offers]
                    said = [f"250-{one}" for one in offers[:-1]] + [f"250 {offers[-1]}"]
                    self._say(lines, self.does.get("ehlo") or "\r\n".join(said))
                elif verb == "data":
                    self._say(lines, self._of("data"))
                    if str(self._of("data")).startswith("354"):
                        self._take(lines, to)
                        to = []
                elif verb == "rcpt":
                    address = line.decode().partition("<")[2].partition(">")[0]
                    answer = self._of("rcpt", address)
                    if str(answer).startswith("250"):
                        to.append(address)
                    self._say(lines, answer)
                elif verb == "quit":
                    self._say(lines, self._of("quit"))
                    return
                else:
                    self._say(lines, self._of(verb))
                    if verb in ("mail", "rset"):
                        to = []

    def _take(self, lines, to: list[str]) -> None:
        content = b""
        while (line := lines.readline()) not in (b".\r\n", b""):
            content += line
        mail = (to, email.message_from_bytes(content, policy=email.policy.default))
        answer = self._of("dot")
        if answer in (DROP, HANG):
            self.swallowed.append(mail)
        elif answer.startswith("250"):
            self.got.append(mail)
        self._say(lines, answer)

    def _say(self, lines, answer) -> None:
        if answer is HANG:
            self.over.wait()
        if answer in (DROP, HANG):
            raise ConnectionAbortedError
        if not answer.startswith(("2", "3")):
            self.knocks += 1
        lines.write(f"{answer}\r\n".encode())
        lines.flush()

    def heal(self) -> None:
        """From now on it does as it should."""
        self.does, self.does_to, self.offers = {}, {}, []
        self.over.set()
        self.over = threading.Event()

    @property
    def reached(self) -> list[str]:
        """The addresses whose mail it confirmed."""
        return sorted(one for to, _ in self.got for one in to)


@contextmanager
def running():
    """Yields the server and its port."""
    server = Server()
    listener = socket.create_server(("127.0.0.1", 0))

    def listen():
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=server.talk, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield server, listener.getsockname()[1]
    finally:
        server.heal()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
