"""That it is a demonstration is a fact of its data, told on every page."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.models import Portal
from foundation.portal import demo

pytestmark = pytest.mark.django_db

PAGES = ["/", "/members/", "/chair/", "/login/", "/password/forgotten/", "/nowhere/"]


@pytest.mark.parametrize("path", PAGES)
def test_banner_stands_on_every_page_of_a_demonstration_and_on_no_other(client, path):
    assert demo.words() not in client.get(path).text
    caches["pages"].clear()  # else the page is the one of a moment ago
    demo.mark()
    assert client.get(path).text.count(demo.words()) == 1


def test_banner_stands_over_the_tables_of_the_portal_too(admin_client):
    assert demo.words() not in admin_client.get("/admin/").text
    demo.mark()
    for path in ("/admin/", "/admin/agencies/agency/"):
        assert admin_client.get(path).text.count(demo.words()) == 1


def test_it_is_asked_once_for_a_page(client):
    demo.mark()
    with CaptureQueriesContext(connection) as asked:
        client.get("/members/")
    assert sum("foundation_portal" in query["sql"] for query in asked) == 1


def test_mark_is_made_once():
    assert not demo.is_demo()
    demo.mark()
    demo.mark()
    assert demo.is_demo()
    assert Portal.objects.count() == 1
