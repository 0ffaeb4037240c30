"""What the portal and an OpenID provider say to each other, by the code flow of OpenID Connect.

`start` returns where to send the browser. `arrive` takes what it comes back with, and returns what the
provider says of the person. What goes wrong is a `Fault`. Who may sign in is decided in `connections`.
"""

import base64
import json
import time
from urllib.parse import quote, urlencode, urlsplit

import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from django.core.cache import caches
from django.urls import reverse
from django.utils.crypto import get_random_string
from urllib3.exceptions import HTTPError

from agencies.accounts import id_tokens
from agencies.accounts.providers import Provider

PATIENCE = (3, 5)  # seconds to connect, and to wait for each part of an answer
DEADLINE = 8  # seconds for an answer as a whole
LARGEST = 500_000  # bytes of an answer
REMEMBERED, DOWN = 300, 10  # seconds for what a provider says of itself, and for that it does not answer
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Fault(Exception):
    """A sign-in that did not come about. `what` says why, for the page; the text is for the log."""

    CANCELLED = "cancelled"  # the person, or the provider, said no
    EXPIRED = "expired"  # the answer is to no question of this browser, or was used before
    UNREACHABLE = "unreachable"
    WRONG = "wrong"  # the answer cannot be trusted, or understood

    def __init__(self, what: str, words: str):
        super().__init__(words)
        self.what = what


class Adapter(DefaultSocialAccountAdapter):
    """What the portal changes in django-allauth: nobody signs up by a provider."""

    def is_open_for_signup(self, request, sociallogin):
        """Returns False: people come in by invitation."""
        return False

    def list_apps(self, request, provider=None, client_id=None):
        """Returns none: providers are settings, not rows."""
        return []


def start(request, provider: Provider, *, next_url: str = "") -> str:
    """Returns the address of the provider at which the person signs in. Raises `Fault`.

    This browser's session keeps what the answer must fit: for ten minutes, and once.
    """
    challenge = generate_code_challenge()
    nonce = get_random_string(32)
    kept = {"verifier": challenge.pop("code_verifier"), "nonce": nonce, "next": next_url}
    place = _about(provider)["authorization_endpoint"]
    asked = {
        "client_id": provider.client_id,
        "redirect_uri": back(request, provider),
        "response_type": "code",
        "scope": "openid email",
        "nonce": nonce,
        "state": statekit.stash_state(request, provider_id=provider.id, state=kept),
        **challenge,
    }
    if provider.acr:
        asked["acr_values"] = " ".join(provider.acr)
    return f"{place}{'&' if urlsplit(place).query else '?'}{urlencode(asked)}"


def back(request, provider: Provider) -> str:
    """Returns the full address to which the provider sends the person back. It has to know it."""
    return request.build_absolute_uri(reverse("sign_in_back", args=[provider.id]))


def arrive(request, provider: Provider) -> tuple[dict, str]:
    """Returns the claims of the provider about the person, and where they wanted to go. Raises `Fault`."""
    kept = statekit.unstash_state(request, provider_id=provider.id, state_id=request.GET.get("state", ""))
    if kept is None:
        raise Fault(Fault.EXPIRED, "its state is unknown, too old, or was used before")
    said = request.GET.get("error", "")
    if said:
        no = said in ("access_denied", "interaction_required", "login_required", "consent_required")
        raise Fault(Fault.CANCELLED if no else Fault.WRONG, f"the provider answered {said[:40]!r}")
    if request.GET.get("iss", provider.issuer) != provider.issuer:  # of another provider (RFC 9207)
        raise Fault(Fault.WRONG, "the answer names another issuer")
    about = _about(provider)
    tokens = _tokens(request, provider, about, kept["verifier"])
    try:
        claims = id_tokens.read(
            tokens.get("id_token"),
            keys=lambda: _fetch("GET", about["jwks_uri"]),
            issuer=provider.issuer,
            client_id=provider.client_id,
            nonce=kept["nonce"],
        )
    except id_tokens.Untrue as error:
        raise Fault(Fault.WRONG, str(error)) from error
    if "email" not in claims or "email_verified" not in claims:
        claims |= _address(about, tokens, claims["sub"])
    return claims, kept["next"]


def _about(provider: Provider) -> dict:
    """Returns what the provider says of itself. Raises `Fault`."""
    key = f"oidc:{provider.id}"
    about = caches["pages"].get(key)
    if isinstance(about, str):
        raise Fault(Fault.UNREACHABLE, about)
    if about is None:
        try:
            about = _fetch("GET", f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
        except Fault as fault:
            # So that a provider that is down does not hold up a thread for each press of the button.
            caches["pages"].set(key, str(fault), DOWN)
            raise
        _check(provider, about)
        caches["pages"].set(key, about, REMEMBERED)
    return about


def _check(provider: Provider, about: dict) -> None:
    """Raises `Fault` if what a provider says of itself does not fit its setting."""
    if about.get("issuer") != provider.issuer:
        raise Fault(Fault.WRONG, "it calls itself by another issuer than the setting")
    safe = ("https://", "http://") if urlsplit(provider.issuer).scheme == "http" else ("https://",)
    for name in (*ADDRESSES, "userinfo_endpoint"):
        if not str(about.get(name, "https://" if name == "userinfo_endpoint" else "")).startswith(safe):
            raise Fault(Fault.WRONG, f"it has no safe {name}")


def _tokens(request, provider: Provider, about: dict, verifier: str) -> dict:
    """Returns the tokens for the code that the browser brought. Raises `Fault`."""
    form = {
        "grant_type": "authorization_code",
        "code": request.GET.get("code", ""),
        "redirect_uri": back(request, provider),
        "code_verifier": verifier,
    }
    headers = {}
    # By name and password, unless the provider takes them in the form only (RFC 6749, 2.3.1).
    if "client_secret_basic" in about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.secret}
    return _fetch("POST", about["token_endpoint"], data=form, headers=headers)


def _address(about: dict, tokens: dict, sub: str) -> dict:
    """Returns the address of the person where the token does not say it. Raises `Fault`."""
    place, bearer = about.get("userinfo_endpoint"), tokens.get("access_token")
    if not (place and bearer):
        return {}
    more = _fetch("GET", place, headers={"Authorization": f"Bearer {bearer}"})
    if more.get("sub") != sub:
        raise Fault(Fault.WRONG, "its user information is about somebody else")
    # Both of one answer, so that "verified" is said of this address.
    return {key: more.get(key) for key in ("email", "email_verified")} if "email" in more else {}


def _fetch(method: str, address: str, **options) -> dict:
    """Returns the JSON object at that address. Raises `Fault`, at the latest after some seconds."""
    try:
        with requests.request(
            method, address, timeout=PATIENCE, stream=True, allow_redirects=False, **options
        ) as answer:
            content, status = _content(answer), answer.status_code
    except (requests.RequestException, HTTPError) as error:
        raise Fault(Fault.UNREACHABLE, f"{_place(address)}: {type(error).__name__}") from error
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        said = None
    if status != 200 or not isinstance(said, dict):
        why = str(said.get("error", ""))[:40] if isinstance(said, dict) else ""
        what = Fault.UNREACHABLE if status >= 500 else Fault.WRONG
        raise Fault(what, f"{_place(address)} answers {status} {why or 'without what was asked'}")
    return said


def _content(answer: requests.Response) -> bytes:
    """Returns what was answered. A server that says a little at a time does not hold the portal up."""
    content, ends = bytearray(), time.monotonic() + DEADLINE
    while part := answer.raw.read1(65_536, decode_content=True):
        content += part
        if len(content) > LARGEST or time.monotonic() > ends:
            raise requests.Timeout
    return bytes(content)


def _place(address: str) -> str:
    """Returns an address for the log, without what could be secret in it."""
    return urlsplit(address)._replace(query="", fragment="").geturl()
