"""Who sees the proposals, and who does what with them."""

import pytest
from django.urls import reverse

from tests.meetings.proposals.desk import page, post, proposal

pytestmark = pytest.mark.django_db


PAGES = {
    # page: (as whom it is seen, others get that)
    "proposal_list": ({"chair", "focal", "other", "incoming", "secretary"}, 403),
    "propose": ({"chair", "focal", "other", "incoming", "secretary"}, 403),
    "waiting": ({"chair"}, 403),
}
ROLES = ("chair", "focal", "other", "incoming", "secretary", "stranger")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PAGES)
def test_who_sees_the_pages_without_a_proposal(client, group, name, role):
    seen_by, otherwise = PAGES[name]
    status = page(client, getattr(group, role), name).status_code
    assert status == (200 if role in seen_by else otherwise)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("proposal_detail", {"chair", "focal", "other", "incoming", "secretary"}),
        ("sent", {"focal"}),
        ("proposal_change", {"focal"}),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_who_sees_the_pages_of_a_proposal(client, group, name, allowed, role):
    made = proposal(group.focal)
    status = page(client, getattr(group, role), name, made.pk).status_code
    assert status == (200 if role in allowed else 404 if role == "stranger" else 403)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("proposal_withdraw", {"focal"}),
        ("take_up", {"chair"}),
        ("merge", {"chair"}),
        ("defer", {"chair"}),
        ("decline", {"chair"}),
        ("reopen", {"chair"}),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_who_does_what_with_a_proposal(client, group, name, allowed, role):
    made = proposal(group.focal)
    status = post(client, getattr(group, role), name, made.pk).status_code
    assert status in ({200, 302} if role in allowed else {404} if role == "stranger" else {403})
    assert page(client, group.chair, name, made.pk).status_code == 405


def test_anonymous_visitor_is_sent_to_the_login_whether_or_not_it_exists(client, group):
    made = proposal(group.focal)
    for name, args in (
        ("proposal_list", []),
        ("propose", []),
        ("waiting", []),
        ("proposal_detail", [made.pk]),
        ("proposal_detail", [made.pk + 99]),
        ("file", [made.pk, 1]),
        ("take_up", [made.pk]),
    ):
        answer = client.get(reverse(f"proposals:{name}", args=args))
        assert answer.status_code == 302
        assert answer.url.startswith("/login/")
