"""Says in words what is wrong with the settings of single sign-on, before somebody cannot sign in."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register

from agencies.accounts.providers import SECOND_FACTOR, prefix

NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
HERE = ("127.0.0.1", "localhost", "::1")  # the only hosts that may do without https
REQUIRED = {"name": "NAME", "issuer": "ISSUER", "client_id": "CLIENT_ID", "secret": "CLIENT_SECRET"}


@register(Tags.security)
def check_providers(app_configs=None, **kwargs) -> list[Error]:
    """Returns an error for each setting of a provider that cannot work."""
    names = [one["id"] for one in settings.OIDC_PROVIDERS]
    said = [f"OIDC_PROVIDERS names “{name}” twice." for name in sorted(set(names)) if names.count(name) > 1]
    for one in {one["id"]: one for one in settings.OIDC_PROVIDERS}.values():
        said += _problems(one)
    return [Error(words, id="agencies.E001") for words in said]


def _problems(one: dict) -> Iterator[str]:
    start = prefix(one["id"])
    if not NAME.fullmatch(one["id"]):
        yield (
            f"OIDC_PROVIDERS names “{one['id']}”. Use small letters, digits and hyphens, and begin with a "
            "letter: unhcr."
        )
        return
    for key, name in REQUIRED.items():
        if not one[key]:
            extra = f", or {start}{name}_FILE" if key == "secret" else ""
            yield f"{start}{name} is not set{extra}. OIDC_PROVIDERS names “{one['id']}”, so it is needed."
    if one["issuer"] and not _is_address(one["issuer"]):
        yield (
            f"{start}ISSUER is “{one['issuer']}”. Give the provider's address as it writes it itself, "
            "beginning with https:// and without /.well-known/ at the end."
        )
    for domain in one["domains"]:
        if not DOMAIN.fullmatch(domain):
            yield f"{start}DOMAINS has “{domain}”. Give the part of addresses after the @: unhcr.org."
    if one["second_factor"] not in SECOND_FACTOR:
        yield f"{start}SECOND_FACTOR is “{one['second_factor']}”. Use {', '.join(SECOND_FACTOR)}."


def _is_address(issuer: str) -> bool:
    parts = urlsplit(issuer)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    is_bare = not (parts.query or parts.fragment or "/.well-known/" in issuer)
    return is_safe and is_bare and bool(parts.hostname)
