"""Links that open one thing: signed, for one purpose, and revoked by the moment of their writing."""

import datetime as dt

import pytest
from django.core import signing

from foundation.dates import clock
from foundation.web import links

pytestmark = pytest.mark.django_db


class By:
    pk = 7


def test_link_says_what_it_opens_and_nothing_under_another_purpose():
    text = links.signed("one", "guest", 4)
    assert links.read("one", text).parts == ["guest", 4]
    assert links.read("other", text) is None


@pytest.mark.parametrize(
    "alter", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t + ":x", lambda t: "", lambda t: ":"]
)
def test_altered_link_says_nothing(alter):
    assert links.read("one", alter(links.signed("one", 4))) is None


@pytest.mark.parametrize("content", [[], {}, "text", 4, None])
def test_signed_text_of_another_form_says_nothing(content):
    assert links.read("one", signing.Signer(salt="one").sign_object(content)) is None


@pytest.mark.parametrize(
    "write", [signing.dumps, lambda value, salt: signing.Signer(salt=salt).sign_object(value)]
)
def test_link_of_an_earlier_version_still_works_until_links_are_revoked(write):
    link = links.read("one", write([4, 5], salt="one"))
    assert (link.parts, link.written_at) == ([4, 5], links.NEVER)
    assert links.why_revoked("clearance", 4, link) == ""
    links.revoke("clearance", 4, by=By)
    assert links.why_revoked("clearance", 4, link).startswith("This link was revoked on ")


def test_revoking_ends_earlier_links_to_that_subject_only_and_later_ones_work():
    def written(after):
        with clock.moved_to(now + dt.timedelta(seconds=after)):
            return links.read("one", links.signed("one", 4))

    now = clock.now()
    before, later = written(-1), written(1)
    with clock.moved_to(now):
        links.revoke("clearance", 4, by=By)
    assert links.why_revoked("clearance", 4, before)
    assert not links.why_revoked("clearance", 4, later)
    assert not links.why_revoked("clearance", 5, before)
    assert not links.why_revoked("invitation", 4, before)


def test_revoking_all_links_of_a_person_ends_those_of_each_purpose():
    link = links.read("one", links.signed("one", 4))
    with clock.moved_to(clock.now() + dt.timedelta(seconds=1)):
        links.revoke(links.PERSON, 9, by=By)
        assert links.why_revoked("clearance", 4, link, person=9)
        assert not links.why_revoked("clearance", 4, link, person=8)
        assert not links.why_revoked("clearance", 9, link)
