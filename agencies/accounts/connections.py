"""Who may sign in by a provider. The verbs: a person is connected with an account there, and disconnected.

Nobody gets in uninvited. ADR 36 says why it is as strict as it is.
"""

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.accounts.actions import record_accepted
from agencies.accounts.providers import ALWAYS, CLAIMED, Provider, all_providers
from agencies.people.models import User
from foundation.text import words
from foundation.verbs import Refused

# What a token says of how somebody signed in (RFC 8176): what they know, and what they have or are.
KNOWN = {"pwd", "pin", "kba"}
HAD = {"otp", "hwk", "swk", "sc", "sms", "tel", "fpt", "face", "iris", "retina", "vbm"}


class Closed(Refused):
    """The person's account is closed."""


@transaction.atomic
def person_of(provider: Provider, claims: dict) -> tuple[SocialAccount, bool]:
    """Returns the connection by which that person signs in, and whether it is new.

    The first time the verified address decides, and accepts an invitation that waits. From then on the
    provider's own number for the person does (`sub`), whatever address it says. Raises `Refused`, `Closed`.
    """
    said = claims.get("email")
    email = said.strip() if isinstance(said, str) else ""
    account = SocialAccount.objects.filter(provider=provider.id, uid=claims["sub"]).first()
    is_new = account is None
    if account is None:
        account = _connect(provider, claims, email)
    else:
        _recognize(provider, account, email)
        account.save(update_fields=["last_login"])  # when it was used last
    return account, is_new


def _recognize(provider: Provider, account: SocialAccount, email: str) -> None:
    """Raises `Refused` if the person who is connected must not sign in by this provider now."""
    person = account.user = User.objects.select_for_update().get(pk=account.user_id)
    named = _with_address(email)
    if named and named.pk != person.pk:
        raise Refused(
            _(
                "Your account at %(provider)s is connected with another account here than the one of "
                "%(email)s. Ask the secretariat which one is yours."
            )
            % {"provider": provider.name, "email": email}
        )
    if not person.is_active:
        raise Closed
    if not provider.may_sign_in(person.email) or (email and not provider.may_sign_in(email)):
        raise Refused(_domains(provider))


def _connect(provider: Provider, claims: dict, email: str) -> SocialAccount:
    """Connects the person of the address with the account at the provider. Raises `Refused`."""
    if not email:
        raise Refused(
            _("%(provider)s did not tell us your e-mail address, so we do not know who you are.")
            % {"provider": provider.name}
        )
    if claims.get("email_verified") is not True and not provider.trust_email:
        raise Refused(
            _("%(provider)s has not verified your e-mail address %(email)s. Ask them to verify it.")
            % {"provider": provider.name, "email": email}
        )
    if not provider.may_sign_in(email):
        raise Refused(_domains(provider))
    person = _with_address(email)
    if person:
        person = User.objects.select_for_update().get(pk=person.pk)
    if person and person.is_active and not person.has_account and not person.invited_at:
        person = None  # in the register, but nobody has invited them
    if person is None:
        raise Refused(
            _(
                "Nobody has invited %(email)s to the portal. People come in by invitation: ask the "
                "secretariat to invite you, or to correct the address that they have for you."
            )
            % {"email": email}
        )
    if not person.is_active:
        raise Closed
    known = person.socialaccount_set.filter(provider=provider.id).first()
    if known and known.uid == claims["sub"]:  # connected meanwhile, by a second window
        return known
    if known:
        raise Refused(
            _(
                "Your account here is connected with another account at %(provider)s. Sign in with your "
                "password (you can reset it on the sign-in page), then disconnect %(provider)s in My account."
            )
            % {"provider": provider.name}
        )
    if not person.has_account:
        record_accepted(person)
    return SocialAccount.objects.create(user=person, provider=provider.id, uid=claims["sub"])


def _with_address(email: str) -> User | None:
    """Returns the person of exactly that address, whatever the case of its letters."""
    for person in User.objects.filter(email__iexact=email) if email else ():
        # Only plain letters have two cases here: databases take others for them: an i without a dot for an I.
        if (person.email or "").encode().lower() == email.encode().lower():
            return person
    return None


def _domains(provider: Provider) -> str:
    return _("%(provider)s signs in only people whose address ends with %(domains)s.") % {
        "provider": provider.name,
        "domains": words.either([f"@{one}" for one in provider.domains]),
    }


def is_second_factor(provider: Provider, claims: dict) -> bool:
    """Whether this sign-in at the provider counts as a second factor, by the setting and by what it says."""
    if provider.second_factor != CLAIMED:
        return provider.second_factor == ALWAYS
    said = claims.get("amr")
    ways = {one for one in said if isinstance(one, str)} if isinstance(said, list) else set()
    return claims.get("acr") in provider.acr or "mfa" in ways or bool(ways & KNOWN and ways & HAD)


def of_person(person: User) -> list[dict]:
    """Returns the person's connections in order: `account`, and the `name` of its provider.

    It `works` while the portal has the provider. `may_end` says whether another way to sign in remains.
    """
    known = {one.id: one.name for one in all_providers()}
    accounts = list(person.socialaccount_set.order_by("date_joined", "pk"))
    others = {one.pk: any(o.provider in known for o in accounts if o != one) for one in accounts}
    return [
        {
            "account": one,
            "name": known.get(one.provider, one.provider),
            "works": one.provider in known,
            "may_end": person.has_usable_password() or others[one.pk],
        }
        for one in accounts
    ]


@transaction.atomic
def disconnect(person: User, *, account: int) -> SocialAccount | None:
    """Ends a connection of the person. Returns it as it was; None if it had ended. Raises `Refused`."""
    person = User.objects.select_for_update().get(pk=person.pk)
    one = next((one for one in of_person(person) if one["account"].pk == account), None)
    if one is None:
        return None
    if not one["may_end"]:
        raise Refused(
            _("You sign in with %(provider)s only. Set a password first, then disconnect it.")
            % {"provider": one["name"]}
        )
    SocialAccount.objects.filter(pk=account).delete()
    return one["account"]
