"""The ID token of an OpenID provider: who signed it, for whom, for which question, and until when."""

from collections.abc import Callable

import jwt
from django.utils.crypto import constant_time_compare

# Those by a pair of keys only: never "none", nor by a secret that the portal has as well.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
SKEW = 60  # seconds that the clocks may differ
REQUIRED = ["iss", "aud", "sub", "exp", "iat"]
LONGEST = 191  # characters of a `sub` that the database holds


class Untrue(Exception):
    """The token cannot be trusted. The text says why, for the log."""


def read(token, *, keys: Callable[[], dict], issuer: str, client_id: str, nonce: str) -> dict:
    """Returns the claims of the token, if all of it is as it must be. `keys` fetches the provider's keys.

    Raises `Untrue`.
    """
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise Untrue("the token is not signed by a key of the provider")
        claims = jwt.decode(
            token,
            _key(header, keys()),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=SKEW,
            options={"require": REQUIRED},
        )
    except jwt.PyJWTError as error:
        raise Untrue(f"the token is refused: {type(error).__name__}") from error
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise Untrue("the token answers another question")
    is_for_several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", client_id) != client_id or (is_for_several and "azp" not in claims):
        raise Untrue("the token was given to another client")
    if not (isinstance(claims["sub"], str) and 0 < len(claims["sub"]) <= LONGEST):
        raise Untrue("the token does not say whom it is about")
    return claims


def _key(header: dict, keys: dict) -> jwt.PyJWK:
    """Returns the key by which the token says that it is signed. Raises `Untrue`."""
    usable = [one for one in jwt.PyJWKSet.from_dict(keys).keys if one.public_key_use in ("sig", None)]
    found = [one for one in usable if "kid" not in header or one.key_id == header["kid"]]
    found = [one for one in found if one.algorithm_name == header["alg"]]
    if len(found) != 1:
        raise Untrue("the provider has no key by which the token says that it is signed")
    return found[0]
