"""Signing in with an app, recovery codes and passkeys, in a browser on a device that has passkeys."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import expect

from agencies.models import User
from tests.agencies.factors.signing import code_of
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(demo, visitor, live_server, settings):
    """Gives somebody before a computer that has passkeys. They do not work at an address of numbers."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # without https
    cache.clear()

    def give(size="desktop", **mode):
        somebody = visitor(size, own=True, **mode)
        somebody.address = live_server.url.replace("127.0.0.1", "localhost")
        devtools = somebody.window.devtools
        devtools.send("WebAuthn.enable")
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        return somebody

    return give


def types_password(somebody, login: str, at: str = "/login/"):
    page = somebody.goes_to(at)
    page.get_by_label("E-mail").fill(f"{login}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    return page


def signs_out(somebody):
    page = somebody.goes_to("/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()


def sets_up_app(page) -> str:
    """From the page that offers it to the recovery codes. Returns the key of the app."""
    page.get_by_role("link", name="Set up an authenticator app").click()
    secret = page.locator("code.key").inner_text().replace(" ", "")
    page.get_by_label("Code that the app shows now").fill(code_of(secret, -1))
    page.get_by_role("button", name="Confirm code").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    return secret


def faults(somebody, at: str) -> list[str]:
    found = [f"{at}: {one}" for one in somebody.findings() + somebody.complaints]
    somebody.complaints.clear()
    return found


def test_app_and_recovery_codes_sign_in(device):
    somebody = device("phone", turns=True)
    page = types_password(somebody, "focal")
    page.get_by_role("heading", name="Your to-do list").wait_for()
    somebody.goes_to("/me/")
    found = faults(somebody, "account without")
    page.get_by_role("link", name="Set up an authenticator app").click()
    page.get_by_role("img", name="Image with the key").wait_for()
    found += faults(somebody, "app")
    somebody.goes_to("/me/")
    secret = sets_up_app(page)
    recovery = page.locator(".codes code").all_inner_texts()
    found += faults(somebody, "codes")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download codes").click()
    assert recovery[0] in download.value.path().read_text()
    page.get_by_role("link", name="Replace codes").click()
    page.get_by_role("heading", name="Replace recovery codes?").wait_for()
    found += faults(somebody, "new codes")
    signs_out(somebody)
    for code in (code_of(secret, 1), recovery[0]):
        types_password(somebody, "focal", "/login/?next=/me/")
        page.get_by_role("heading", name="Confirm that it is you").wait_for()
        found += faults(somebody, "second step")
        page.get_by_label("Code from your authenticator app").fill(code)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(somebody.address + "/me/")
        expect(page.get_by_text("last used on")).to_be_visible()
        signs_out(somebody)
    types_password(somebody, "focal")
    page.get_by_label("Code from your authenticator app").fill(recovery[0])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("We could not confirm this.").wait_for()
    found += faults(somebody, "refused")
    assert found == []


def test_passkey_signs_in_alone_and_after_the_password_and_is_renamed_and_removed(device):
    somebody = device("phone", turns=True)
    page = types_password(somebody, "focal")
    page.get_by_role("heading", name="Your to-do list").wait_for()
    somebody.goes_to("/me/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Work laptop")
    found = faults(somebody, "passkey")
    page.get_by_label("Name").press("Enter")  # as the button does
    page.wait_for_url(somebody.address + "/me/factors/codes/")
    signs_out(somebody)
    somebody.goes_to("/login/?next=/documents/")
    found += faults(somebody, "sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(somebody.address + "/documents/")
    signs_out(somebody)
    types_password(somebody, "focal", "/login/?next=/me/")
    expect(page.get_by_label("Recovery code")).to_be_visible()
    found += faults(somebody, "second step")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(somebody.address + "/me/")
    page.get_by_role("link", name="Rename Work laptop").click()
    page.get_by_label("Name").fill("Old laptop")
    found += faults(somebody, "name")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Old laptop").click()
    found += faults(somebody, "removal")
    page.get_by_role("button", name="Remove passkey").click()
    page.get_by_text("You sign in with your password alone.").wait_for()
    assert not Authenticator.objects.exists()
    assert found == []


def test_person_who_cancels_is_told_and_can_try_again(device):
    somebody = device()
    page = types_password(somebody, "focal")
    page.get_by_role("heading", name="Your to-do list").wait_for()
    somebody.goes_to("/me/factors/passkeys/add/")
    page.evaluate(
        "void (navigator.credentials.create = () => Promise.reject(new DOMException('', 'NotAllowedError')))"
    )
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("Perhaps you cancelled"))
    assert faults(somebody, "refused") == []
    expect(page.get_by_role("button", name="Add passkey")).to_be_enabled()


def test_browser_without_passkeys_shows_another_way(device):
    somebody = device()
    somebody.context.add_init_script("delete window.PublicKeyCredential")
    page = types_password(somebody, "focal")
    page.get_by_role("heading", name="Your to-do list").wait_for()
    somebody.goes_to("/me/factors/passkeys/add/")
    page.get_by_text("This browser cannot use passkeys here.").wait_for()
    expect(page.get_by_role("button", name="Add passkey")).to_be_hidden()
    assert faults(somebody, "without") == []
    page.get_by_role("main").get_by_role("link", name="set up an authenticator app").click()
    page.get_by_role("heading", name="Set up an authenticator app").wait_for()


def test_chair_of_whom_it_is_demanded_sets_one_up_and_loses_nothing(device, settings):
    somebody = device("phone", turns=True)
    page = types_password(somebody, "chair")
    page.get_by_role("heading", name="Your to-do list").wait_for()
    somebody.goes_to("/me/change/")
    page.get_by_label("Telephone").fill("+41 22 917 1234")
    settings.SECOND_FACTOR = ["chair"]
    page.get_by_role("main").get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Set up a second factor").wait_for()
    page.get_by_text("Your agency chairs the Group").wait_for()
    found = faults(somebody, "setup")
    sets_up_app(page)
    page.get_by_role("link", name="Continue where you were").click()
    page.wait_for_url(somebody.address + "/me/change/")
    expect(page.get_by_label("Telephone")).to_have_value("+41 22 917 1234")
    found += faults(somebody, "held")
    assert found == []


def test_secretariat_removes_a_lost_one_and_its_person_signs_in(device, settings):
    loser, helper = device(), device()
    page = types_password(loser, "focal")
    page.get_by_role("heading", name="Your to-do list").wait_for()
    loser.goes_to("/me/")
    sets_up_app(page)
    signs_out(loser)
    types_password(loser, "focal")
    page.get_by_text("Ask the secretariat to remove your second factor.").wait_for()
    person = User.objects.get(email="focal@example.org")
    desk = types_password(helper, "secretariat", f"/login/?next=/people/{person.pk}/")
    desk.get_by_role("link", name="Remove second factor").click()
    desk.get_by_text("First make sure that it is they who ask").wait_for()
    found = faults(helper, "removal")
    desk.get_by_role("button", name="Remove second factor").click()
    desk.get_by_text("can sign in with their password").wait_for()
    found += faults(helper, "removed")
    page.get_by_role("button", name="Cancel").click()
    types_password(loser, "focal")
    page.get_by_role("heading", name="Your to-do list").wait_for()
    assert found == []
