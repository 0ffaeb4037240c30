"""Opens every address of the portal as a visitor, and as a person without any agency.

A new address is private unless it is named here: a visitor is sent to sign in whether or not the thing
exists, and a person who signs in but does not belong to the Group can change nothing.
"""

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests import factories

pytestmark = pytest.mark.django_db

# The pages that anybody may read. They give 404 for what does not exist.
PUBLIC = {
    "home",
    "agencies:member_list",
    "agencies:agency_detail",
    "agencies:logo",
    "chairmanship:line",
    "chairmanship:report_annex",
    "chairmanship:report_image",
    "chairmanship:report_read",
    "chairmanship:report_summary_pdf",
    "chairmanship:term_detail",
    "outside:ledger",
    "outside:event_detail",
    "documents:clearance_link",
    "documents:clearance_link_file",
    "documents:clearance_link_image",
    "documents:document_list",
    "documents:document_detail",
    "documents:edition",
    "documents:feed",
    "documents:print_docx",
    "documents:print_make",
    "documents:print_page",
    "documents:print_pdf",
    "documents:standing_detail",
    "documents:standing_list",
    "documents:text_image",
    "documents:version_detail",
    "documents:version_file",
    "documents:work",
    "held_discard",
    "javascript_words",
    "paste",
    "login",
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "invitations:open",
    "sign_in_back",
    "sign_in_link",
    "sign_in_link_open",
    "sign_in_link_sent",
    "sign_in_with",
    "apply:begin",
    "apply:file",
    "apply:own",
    "apply:print_make",
    "apply:print_page",
    "apply:print_pdf",
    "apply:save",
    "apply:sent",
    "apply:withdraw",
    "me_address",
    "me_mails_stop",
    "meetings:action_link",
    "meetings:feed",
    "meetings:guest_pack",
    "meetings:guest_pack_pdf",
    "meetings:guest_paper",
    "meetings:public_feed",
    "meetings:reply",
}
ABOUT_ONESELF = {
    "me",
    "me_change",
    "me_copy",
    "me_mail",
    "me_mails",
    "session_end",
    "sessions_end",
    "home_put_off",
    "sign_in_disconnect",
    "logout",
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "account_change_password",
    "account_set_password",
    "meetings:feed_renew",
}
VALUES = {"slug": "nobody-2007-01", "pk": 0, "version": 1, "token": "x", "uidb36": "1", "key": "x"}


def addresses():
    """Yields the name and the address of every page except Django's own admin. The arguments fit nothing."""

    def walk(patterns, space=""):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                arguments = {name: VALUES.get(name, 0) for name in pattern.pattern.converters}
                arguments |= {
                    name: VALUES.get(name, "x") for name in getattr(pattern.pattern, "regex", None).groupindex
                    if name not in arguments
                }  # fmt: skip
                name = f"{space}{pattern.name}"
                yield name, reverse(name, kwargs=arguments)
            elif pattern.app_name != "admin":
                yield from walk(
                    pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space
                )

    return list(walk(get_resolver().url_patterns))


def test_every_address_is_looked_at():
    assert len(addresses()) > 60


@pytest.mark.parametrize("method", ["get", "post"])
def test_visitor_is_sent_to_the_login_from_whatever_is_not_public(client, method):
    strays = {}
    for name, address in addresses():
        answer = getattr(client, method)(address)
        sent = answer.status_code == 302 and answer.url.startswith(reverse("login"))
        if name in PUBLIC:
            if sent and method == "get":
                strays[name] = "public, and sent to the login"
        elif name in ("logout", "account_logout"):
            continue  # nobody is signed in
        elif not sent:
            strays[name] = answer.status_code
    assert strays == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_belongs_to_no_agency_reaches_nothing_that_is_not_public(client, method):
    client.force_login(factories.user())
    strays = {}
    for name, address in addresses():
        if name in PUBLIC | ABOUT_ONESELF:
            continue
        answer = getattr(client, method)(address)
        if answer.status_code not in (403, 404, 405):
            strays[name] = answer.status_code
    assert strays == {}
