"""A small real IMAP server for the tests, on a free port: as much of it as the portal asks."""

import re
import socketserver
import threading
from contextlib import contextmanager


class Server:
    """Has the messages by their number, and does what the test wants."""

    def __init__(self):
        self.validity, self.messages, self.seen = 7, {}, set()
        self.refuses = self.drops = False  # refuses to sign in; ends the connection at a message

    def add(self, raw: bytes) -> int:
        uid = max(self.messages, default=0) + 1
        self.messages[uid] = raw
        return uid


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        self.say(b"* OK ready")
        for line in self.rfile:
            tag, verb, rest = [*line.strip().split(b" ", 2), b"", b""][:3]
            verb, box = verb.upper(), self.server.box
            if verb == b"UID":
                verb, _, rest = rest.partition(b" ")
                verb = verb.upper()
            if verb == b"CAPABILITY":
                self.say(b"* CAPABILITY IMAP4rev1")
            elif verb == b"LOGIN" and box.refuses:
                self.say(tag + b" NO [AUTHENTICATIONFAILED] wrong password")
                continue
            elif verb in (b"SELECT", b"EXAMINE"):
                self.say(b"* %d EXISTS" % len(box.messages))
                self.say(b"* OK [UIDVALIDITY %d] valid" % box.validity)
            elif verb == b"SEARCH":
                first = int(re.search(rb"UID (\d+):", rest)[1])
                found = [uid for uid in box.messages if uid >= first] or [*box.messages][-1:]
                self.say(b"* SEARCH " + b" ".join(b"%d" % uid for uid in found))
            elif verb == b"FETCH":
                if box.drops:
                    return
                uid = int(rest.split(b" ")[0])
                if uid in box.messages:
                    raw = box.messages[uid]
                    most = int(re.search(rb"<0\.(\d+)>", rest)[1])
                    some = raw[:most]
                    head = b"* 1 FETCH (UID %d RFC822.SIZE %d BODY[]<0> {%d}" % (uid, len(raw), len(some))
                    self.wfile.write(head + b"\r\n" + some + b")\r\n")
            elif verb == b"STORE":
                box.seen |= {int(uid) for uid in rest.split(b" ")[0].split(b",")}
            elif verb == b"LOGOUT":
                self.say(b"* BYE")
                self.say(tag + b" OK")
                return
            self.say(tag + b" OK done")

    def say(self, line: bytes):
        self.wfile.write(line + b"\r\n")


class Threads(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def running():
    """Yields the server and its port."""
    with Threads(("127.0.0.1", 0), Handler) as server:
        server.box = Server()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.box, server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
