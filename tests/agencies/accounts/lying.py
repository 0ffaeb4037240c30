"""An OpenID provider on loopback that says whatever a test tells it to, over real sockets."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public(key, **more) -> dict:
    return {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": "one", "use": "sig", **more}


class Liar:
    """What the provider answers. A test changes it before the person comes back."""

    def __init__(self, issuer: str):
        self.issuer = issuer
        self.about: dict = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/auth",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "userinfo_endpoint": f"{issuer}/me",
        }
        self.keys: dict = {"keys": [public(KEY)]}
        self.claims: dict = {}
        self.user: dict = {}
        self.header: dict = {"kid": "one"}
        self.key, self.algorithm = KEY, "RS256"
        self.answers: dict = {}  # the path, and what it answers instead: a status and bytes
        self.asked: list = []  # (path, headers, body)

    def token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": "portal", "iat": now, "exp": now + 60} | self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, self.key, algorithm=self.algorithm, headers=self.header)

    def answer(self, path: str):
        if path in self.answers:
            return self.answers[path]
        said = {
            "/.well-known/openid-configuration": lambda: self.about,
            "/keys": lambda: self.keys,
            "/me": lambda: self.user,
            "/token": lambda: {"access_token": "secret", "token_type": "Bearer", "id_token": self.token()},
        }
        return (200, json.dumps(said[path]()).encode()) if path in said else (404, b"{}")


@contextmanager
def running():
    """Runs the provider. Gives its `Liar`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            liar.asked.append((self.path, dict(self.headers), body))
            status, content = liar.answer(self.path)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", content.decode())
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        liar = Liar(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield liar
        finally:
            server.shutdown()
            thread.join()
