"""Looks up the second factors of a person: an authenticator app, passkeys, and recovery codes."""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator

Type = Authenticator.Type
# Recovery codes only stand in for one of these.
SUFFICIENT = (Type.TOTP, Type.WEBAUTHN)


@dataclass
class Factors:
    """What a person has set up: their authenticator app, their passkeys, the first one first, and codes."""

    app: Authenticator | None = None
    passkeys: list[Authenticator] = field(default_factory=list)
    codes: Authenticator | None = None

    @property
    def is_set_up(self) -> bool:
        """Whether they have a second factor."""
        return bool(self.app or self.passkeys)

    @property
    def codes_left(self) -> int:
        """How many recovery codes are left."""
        return len(self.codes.wrap().get_unused_codes()) if self.codes else 0


def factors_of(person) -> Factors:
    """Returns the second factors of a person, in one query."""
    found = Factors()
    for one in Authenticator.objects.filter(user_id=person.pk).order_by("pk"):
        if one.type == Type.TOTP:
            found.app = one
        elif one.type == Type.WEBAUTHN:
            found.passkeys.append(one)
        else:
            found.codes = one
    return found


def has_second_factor(person) -> bool:
    """Whether the person has an authenticator app or a passkey."""
    return Authenticator.objects.filter(user_id=person.pk, type__in=SUFFICIENT).exists()
