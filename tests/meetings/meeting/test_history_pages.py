"""Pages of a time before the portal was in use promise nothing: what is over is told as over."""

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse

from chairmanship.models import Chairmanship
from documents.models import Document
from foundation.dates import clock
from meetings.models import Meeting
from tests import factories
from tests.meetings.conftest import secretary

pytestmark = pytest.mark.django_db

PROMISES = re.compile(r"[^.<>]*\b(?:about to|shortly|soon|within the hour|yet|will)\b[^.<>]*")


@pytest.fixture
def pages(history):
    """Every page of a term, a meeting and a document of the IOM term of 2007, by its address."""
    term = Chairmanship.objects.by_slug("iom-2007-01")
    found = [term.get_absolute_url()]
    for meeting in Meeting.objects.of_term(term):
        found.append(meeting.get_absolute_url())
        found.append(reverse("meetings:participant_list", args=[meeting.pk]))
    return [*found, *(one.get_absolute_url() for one in Document.objects.all())]


@pytest.mark.parametrize("who", ["chair", "secretariat", "member"])
def test_history_promises_nothing(pages, client, who):
    with clock.moved_to(dt.date(2026, 11, 20)):
        person = {
            "chair": lambda: factories.person_of("UNICEF"),
            "secretariat": secretary,
            "member": lambda: factories.person_of("ILO"),
        }[who]()
        factories.term("UNICEF", "2026-07-01", "2026-12-31")
        client.force_login(person)
        said = {}
        for address in pages:
            answer = client.get(address)
            if answer.status_code == 200:
                main = re.sub(r"<(script|style).*?</\1>", "", answer.text.partition("<main")[2], flags=re.S)
                said[address] = {one.strip() for one in PROMISES.findall(unescape(main))}
    assert len(said) > 10
    assert {address: found for address, found in said.items() if found} == {}
