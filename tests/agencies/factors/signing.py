"""Signs in as somebody with a second factor does, with an authenticator app made of a few lines."""

import base64
import hashlib
import hmac
import re
import struct
import time

from tests import factories


def code_of(secret: str, step: int = 0) -> str:
    """Returns the code that an authenticator app shows now (RFC 6238), or so many half minutes later."""
    counter = int(time.time()) // 30 + step
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def sign_in(client, person, **options):
    """Types address and password."""
    sent = {"login": person.email, "password": factories.PASSWORD}
    return client.post(options.pop("at", "/login/"), sent, **options)


def secret_on(page) -> str:
    """Returns the key that the page of the authenticator app shows as text."""
    return re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page.text)[1].replace(" ", "")


def set_up_app(client) -> str:
    """Sets up an authenticator app for whoever has just signed in. Returns its key."""
    secret = secret_on(client.get("/me/factors/app/"))
    # The code of the step before, so that those of now and later are still fresh.
    answer = client.post("/me/factors/app/", {"code": code_of(secret, -1)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret


def codes_on(page) -> list[str]:
    """Returns the recovery codes that the page shows."""
    return re.findall(r"<li><code>(\d{8})</code></li>", page.text)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session
