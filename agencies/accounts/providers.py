"""The providers of single sign-on, as the environment names them. ADR 36 says what they are trusted with."""

from dataclasses import dataclass

from django.conf import settings

# When the sign-in of a provider counts as a second factor.
CLAIMED = "claimed"  # if its token says so (`amr`, or one of the values of `acr`)
ALWAYS = "always"
NEVER = "never"
SECOND_FACTOR = (CLAIMED, ALWAYS, NEVER)


@dataclass(frozen=True)
class Provider:
    """An OpenID provider, such as that of an agency."""

    id: str  # in addresses, and in the names of its settings
    name: str  # on the button: "Sign in with UNHCR"
    issuer: str
    client_id: str
    secret: str
    domains: tuple[str, ...] = ()  # of the addresses that it may sign in; empty: all
    trust_email: bool = False  # also where it does not say that it has verified the address
    second_factor: str = CLAIMED
    acr: tuple[str, ...] = ()  # the values that count as a second factor

    def may_sign_in(self, email: str | None) -> bool:
        """Whether the address is of a domain of this provider."""
        return not self.domains or (email or "").rpartition("@")[2].lower() in self.domains


def prefix(name: str) -> str:
    """Returns how the settings of a provider begin: `OIDC_UNHCR_` for `unhcr`."""
    return f"OIDC_{name.upper().replace('-', '_')}_"


def read(env, names: list[str]) -> list[dict]:
    """Returns what the environment says of each provider of these names."""
    return [_read(env, name) for name in names]


def _read(env, name: str) -> dict:
    start = prefix(name)
    return {
        "id": name,
        "name": env.str(f"{start}NAME", default=""),
        "issuer": env.str(f"{start}ISSUER", default=""),
        "client_id": env.str(f"{start}CLIENT_ID", default=""),
        "secret": env.str(f"{start}CLIENT_SECRET", default="").strip(),  # a file often ends with a new line
        "domains": tuple(one.lower().removeprefix("@") for one in env.list(f"{start}DOMAINS", default=[])),
        "trust_email": env.bool(f"{start}TRUST_EMAIL", default=False),
        "second_factor": env.str(f"{start}SECOND_FACTOR", default=CLAIMED),
        "acr": tuple(env.list(f"{start}ACR", default=[])),
    }


def all_providers() -> list[Provider]:
    """Returns the providers, in the order of the setting."""
    return [Provider(**one) for one in settings.OIDC_PROVIDERS]


def provider(name: str) -> Provider | None:
    """Returns that provider, or None."""
    return next((one for one in all_providers() if one.id == name), None)
