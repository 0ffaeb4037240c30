"""The report of IOM 2007 as it was, and a term of IOM that is handed over to UNDESA."""

import datetime as dt
import logging

import pytest

from chairmanship.handover import report
from chairmanship.models import Chairmanship
from tests import factories

AS_AT = dt.date(2012, 8, 31)


@pytest.fixture
def iom(history):
    return Chairmanship.objects.by_slug("iom-2007-01")


@pytest.fixture(scope="session")
def made_once():
    """What is made once, for all tests that only read it."""
    return {}


@pytest.fixture
def made(iom, caplog, made_once):
    """The report of IOM 2007, of which WeasyPrint and fontTools had nothing to say."""
    if "iom" not in made_once:
        with caplog.at_level(logging.WARNING):
            pdf = report.render(report.gather(iom, as_at=AS_AT), draft=False)
        assert [record.getMessage() for record in caplog.records] == []
        made_once["iom"] = pdf
    return made_once["iom"]


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def people():
    return {
        name: factories.person_of(name, email=f"{name.lower()}@example.org")
        for name in ("UNHCR", "IOM", "UNDESA", "ILO")
    }


@pytest.fixture
def term(people):
    factories.term("UNHCR", "2006-07-01", "2006-12-31")
    term = factories.term("IOM", "2007-01-01", "2007-06-30")
    factories.term("UNDESA", "2007-07-01", "2007-12-31")
    return term
