"""An error of ours is a page in words. What went wrong is in the log only."""

import pytest
from django.test import Client

from gmg_portal import views
from tests.factories import user

pytestmark = pytest.mark.django_db


def test_error_shows_nothing_of_the_inside_and_is_in_the_log(monkeypatch, caplog):
    def fail(self, request, *args, **kwargs):
        raise RuntimeError("SELECT secret_word FROM somewhere")

    monkeypatch.setattr(views.Home, "get", fail)
    client = Client(raise_request_exception=False)
    client.force_login(user())
    answer = client.get("/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "secret_word" not in page
    assert "Traceback" not in page
    assert "RuntimeError" not in page
    assert "secret_word" in caplog.text
