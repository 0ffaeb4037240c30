"""What is wrong with the settings of single sign-on is said in words before somebody cannot sign in."""

import environ
import pytest
from environ.fileaware_mapping import FileAwareMapping

from agencies.accounts import checks, providers

GOOD = {
    "OIDC_UNHCR_NAME": "UNHCR",
    "OIDC_UNHCR_ISSUER": "https://login.unhcr.org/tenant",
    "OIDC_UNHCR_CLIENT_ID": "portal",
    "OIDC_UNHCR_CLIENT_SECRET": "secret",
    "OIDC_UNHCR_DOMAINS": "@UNHCR.org,example.net",
}


def said(settings, *names, **values):
    env = environ.FileAwareEnv()
    env.ENVIRON = FileAwareMapping(env=GOOD | values)
    settings.OIDC_PROVIDERS = providers.read(env, names or ["unhcr"])
    return " ".join(error.msg for error in checks.check_providers())


def test_good_settings_are_read_and_nothing_is_said(settings, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("of a file\n")
    assert said(settings, OIDC_UNHCR_CLIENT_SECRET_FILE=str(secret)) == ""
    (one,) = providers.all_providers()
    assert (one.secret, one.domains, one.trust_email) == ("of a file", ("unhcr.org", "example.net"), False)
    assert one.second_factor == providers.CLAIMED


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"OIDC_UNHCR_NAME": ""}, "OIDC_UNHCR_NAME is not set."),
        ({"OIDC_UNHCR_CLIENT_SECRET": ""}, "CLIENT_SECRET is not set, or OIDC_UNHCR_CLIENT_SECRET_FILE."),
        ({"OIDC_UNHCR_ISSUER": "http://login.unhcr.org"}, "OIDC_UNHCR_ISSUER is"),
        ({"OIDC_UNHCR_ISSUER": "https://a.org/.well-known/openid-configuration"}, "without /.well-known/"),
        ({"OIDC_UNHCR_DOMAINS": "ana@unhcr.org"}, "OIDC_UNHCR_DOMAINS has “ana@unhcr.org”."),
        ({"OIDC_UNHCR_DOMAINS": "org"}, "OIDC_UNHCR_DOMAINS has “org”."),
        ({"OIDC_UNHCR_SECOND_FACTOR": "yes"}, "Use claimed, always, never."),
    ],
    ids=str,
)  # fmt: skip
def test_setting_that_cannot_work_is_named(settings, values, words):
    assert words in said(settings, **values)


def test_names_are_told_apart_and_fit_an_address(settings):
    assert "names “unhcr” twice" in said(settings, "unhcr", "unhcr")
    assert "names “UN HCR”" in said(settings, "UN HCR")
    assert said(settings, "unhcr", "unhcr").count("is not set") == 0
