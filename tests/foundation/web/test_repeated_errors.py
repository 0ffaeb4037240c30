"""An error that comes again and again is written to the log in one line."""

import logging
import sys

from foundation.web import logs
from foundation.web.logs import Formatter


def line(formatter, error, message="The task failed:\nfor Ana") -> str:
    try:
        raise error
    except type(error):
        return formatter.format(
            logging.LogRecord("worker", logging.ERROR, "", 1, message, (), sys.exc_info())
        )


def test_an_error_that_comes_again_gets_one_line():
    formatter = Formatter("%(message)s")
    assert "Traceback" in line(formatter, OSError("away"))
    again = line(formatter, OSError("away"))
    assert again == "The task failed: for Ana [again: OSError]"


def test_another_error_gets_its_traceback():
    formatter = Formatter("%(message)s")
    line(formatter, OSError("away"))
    assert "Traceback" in line(formatter, ValueError("another"))


def test_after_an_hour_the_traceback_is_shown_again(monkeypatch):
    formatter = Formatter("%(message)s")
    line(formatter, OSError("away"))
    monkeypatch.setattr(logs, "HOUR", 0)
    assert "Traceback" in line(formatter, OSError("away"))


def test_no_traceback_has_an_address():
    assert "ana@example.org" not in line(Formatter("%(message)s"), ValueError("ana@example.org is unknown"))
