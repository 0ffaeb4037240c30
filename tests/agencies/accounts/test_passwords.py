"""A password that is refused is refused in our words, with what to choose instead."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from agencies.models import User

FINA = User(email="fina.focal@example.org", name="Fina Focal")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("xq7kd", "Too short. Use at least 8 characters"),
        ("password123", "Too common"),
        ("fina.focal", "Too close to your name or e-mail address"),
    ],
)
def test_refused_password_says_what_to_choose_instead(password, words):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, FINA)
    assert words in " ".join(refusal.value.messages)
    assert not any("This password" in message for message in refusal.value.messages)


def test_good_password_passes_and_the_hints_are_short():
    validate_password("green lorries by the lake", FINA)
    assert all(len(hint) < 80 and "Your password" not in hint for hint in password_validators_help_texts())
