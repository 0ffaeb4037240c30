"""The log of requests holds what the log of the portal may hold, and nothing more."""

import io
import logging
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import signing
from django.urls import reverse
from gunicorn.config import Config

from foundation.web.access_log import Logger, hidden

FORMAT = "%(h)s %(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"  # as in the Dockerfile


def lines(path: str) -> list[str]:
    config = Config()
    config.set("accesslog", "-")
    config.set("access_log_format", FORMAT)
    logger, out = Logger(config), io.StringIO()
    logger.access_log.handlers[:] = [logging.StreamHandler(out)]
    environ = {
        "REMOTE_ADDR": "203.0.113.7",
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "RAW_URI": path,
        "SERVER_PROTOCOL": "HTTP/1.1",
    }
    answer = SimpleNamespace(status="200 OK", sent=10, headers=[])
    taken = SimpleNamespace(seconds=0, microseconds=4, days=0, total_seconds=lambda: 0.000004)
    logger.access(answer, SimpleNamespace(headers=[]), environ, taken)
    return out.getvalue().splitlines()


def test_format_is_that_of_the_container_and_the_class_that_of_gunicorn():
    assert f'"{FORMAT}"' in (settings.BASE_DIR / "Dockerfile").read_text()
    assert (
        'logger_class = "foundation.web.access_log.Logger"'
        in (settings.BASE_DIR / "gunicorn.conf.py").read_text()
    )


def test_secret_of_a_link_is_not_in_it():
    link = signing.Signer(salt="x").sign_object([[1, 2], 1])
    (line,) = lines(reverse("meetings:reply", args=[link]))
    assert link not in line
    assert link.partition(":")[0] not in line
    assert "[secret]" in line
    assert "203.0.113.7" in line
    assert " 200 " in line


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/meetings/12/agenda/", "/meetings/12/agenda/"),
        ("/documents/report-of-the-second-meeting/", "/documents/report-of-the-second-meeting/"),
        ("/static/css/portal.0123456789abcdef0123.css", "/static/css/portal.0123456789abcdef0123.css"),
        ("/meetings/calendar/3Xk9_abcDEF-ghijkl0123/group.ics", "/meetings/calendar/[secret]/group.ics"),
        ("/login/reset/key/1a-cbxq3k-0f3c2a9d8e7b6a5c4d3e2f1a/", "/login/reset/key/[secret]/"),
        ("/people/ana.lima@unfpa.example/", "/people/[address]/"),
        ("/nothing\n203.0.113.9 forged\x1b[2J/", "/nothing\\n203.0.113.9 forged\\x1b[2J/"),
    ],
)
def test_path_is_shown_without_what_nobody_may_read(path, kept):
    assert hidden(path) == kept
    assert len(lines(path)) == 1
